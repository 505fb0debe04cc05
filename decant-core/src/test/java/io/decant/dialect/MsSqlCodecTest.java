package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Canonical text to what the driver takes, and what the driver gives to canonical text. */
class MsSqlCodecTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static Column column(String nativeType) {
        return new Column("c", MsSqlType.of(nativeType).columnType(), nativeType, true, Generation.NONE, false);
    }

    private static Column column(String nativeType, TypeKind kind) {
        return column(nativeType).as(ColumnType.of(kind));
    }

    private static Object sent(MsSqlCodec codec, String canonical) {
        byte[] bytes = canonical.getBytes(StandardCharsets.UTF_8);
        return codec.value(bytes, 0, bytes.length);
    }

    private static String read(MsSqlCodec codec, Object given) {
        RecordBuffer record = new RecordBuffer();
        codec.append(given, record);
        record.endField();
        return record.text(0);
    }

    /** Canonical text, what is sent for it, and what the driver gives when it is read. */
    static Stream<Arguments> values() {
        return Stream.of(
                both("bit", "true", true),
                both("bit", "false", false),
                both("tinyint", "0", 0L),
                both("tinyint", "255", 255L),
                both("smallint", "-32768", -32768L),
                both("smallint", "32767", 32767L),
                both("int", "-2147483648", -2147483648L),
                both("int", "2147483647", 2147483647L),
                both("bigint", "-9223372036854775808", Long.MIN_VALUE),
                both("bigint", "9223372036854775807", Long.MAX_VALUE),
                both("decimal(10,2)", "-99999999.99", new BigDecimal("-99999999.99")),
                both("decimal(10,2)", "0.00", new BigDecimal("0.00")),
                both("decimal(2,2)", "0.99", new BigDecimal("0.99")),
                both(
                        "decimal(38,0)",
                        "99999999999999999999999999999999999999",
                        new BigDecimal("99999999999999999999999999999999999999")),
                both("money", "922337203685477.5807", new BigDecimal("922337203685477.5807")),
                both("money", "-922337203685477.5808", new BigDecimal("-922337203685477.5808")),
                both("smallmoney", "214748.3647", new BigDecimal("214748.3647")),
                both("smallmoney", "-214748.3648", new BigDecimal("-214748.3648")),
                both("real", "3.4028235e+38", Float.MAX_VALUE),
                both("real", "1.1754944e-38", Float.MIN_NORMAL),
                both("real", "0.1", 0.1f),
                both("float", "-1.7976931348623157e+308", -Double.MAX_VALUE),
                both("float", "2.2250738585072014e-308", Double.MIN_NORMAL),
                both("float", "0", 0.0),
                both("nvarchar(3) COLLATE Latin1_General_CI_AS", "", ""),
                both("nvarchar(3) COLLATE Latin1_General_CI_AS", "a😀", "a😀"),
                both("nvarchar(max) COLLATE Latin1_General_CI_AS", "x \u0000\r\n", "x \u0000\r\n"),
                both("ntext COLLATE Latin1_General_CI_AS", "İı ", "İı "),
                both("varchar(3) COLLATE Latin1_General_CI_AS", "ab ", "ab "),
                both("varbinary(2)", "", new byte[0]),
                both("varbinary(2)", "/+8=", new byte[] {-1, -17}),
                both("image", "AA==", new byte[] {0}),
                both("binary(2)", "AAE=", new byte[] {0, 1}),
                read("nchar(3) COLLATE Latin1_General_CI_AS", "a", "a", "a  "),
                read(
                        "uniqueidentifier",
                        "0f0e0d0c-0b0a-0908-0706-050403020100",
                        "0f0e0d0c-0b0a-0908-0706-050403020100",
                        "0F0E0D0C-0B0A-0908-0706-050403020100"),
                read("date", "0001-01-01", "0001-01-01", LocalDate.of(1, 1, 1)),
                read("date", "1582-10-10", "1582-10-10", LocalDate.of(1582, 10, 10)),
                read("date", "9999-12-31", "9999-12-31", LocalDate.of(9999, 12, 31)),
                read("time(7)", "23:59:59.9999999", "23:59:59.9999999", LocalTime.of(23, 59, 59, 999999900)),
                read("time(0)", "00:00:00", "00:00:00", LocalTime.MIDNIGHT),
                read("datetime2(7)", "0001-01-01T00:00:00", "0001-01-01T00:00:00", LocalDateTime.of(1, 1, 1, 0, 0)),
                read(
                        "datetime2(7)",
                        "9999-12-31T23:59:59.9999999",
                        "9999-12-31T23:59:59.9999999",
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999999900)),
                read(
                        "datetime2(0)",
                        "2012-10-21T00:00:00",
                        "2012-10-21T00:00:00",
                        LocalDateTime.of(2012, 10, 21, 0, 0)),
                read(
                        "datetime",
                        "1753-01-01T00:00:00.003",
                        "1753-01-01T00:00:00.003",
                        LocalDateTime.of(1753, 1, 1, 0, 0, 0, 3000000)),
                read(
                        "datetime",
                        "9999-12-31T23:59:59.997",
                        "9999-12-31T23:59:59.997",
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 997000000)),
                read(
                        "smalldatetime",
                        "2079-06-06T23:59:00",
                        "2079-06-06T23:59:00",
                        LocalDateTime.of(2079, 6, 6, 23, 59)),
                read(
                        "datetimeoffset(7)",
                        "2024-03-11T14:38:10.1234567+05:30",
                        "2024-03-11T14:38:10.1234567+05:30",
                        "2024-03-11 14:38:10.1234567 +05:30"),
                read(
                        "datetimeoffset(7)",
                        "0001-01-01T00:00:00-11:00",
                        "0001-01-01T00:00:00-11:00",
                        "0001-01-01 00:00:00.0000000 -11:00"),
                read(
                        "datetimeoffset(0)",
                        "1582-10-10T12:00:00Z",
                        "1582-10-10T12:00:00+00:00",
                        "1582-10-10 12:00:00 +00:00"),
                both("xml", "<a>\n</a>", "<a>\n</a>"),
                both("hierarchyid", "/1/2/", "/1/2/"),
                both("geography", "0xE6100000010C", "0xE6100000010C"));
    }

    private static Arguments both(String nativeType, String canonical, Object value) {
        return Arguments.of(nativeType, canonical, value, value);
    }

    private static Arguments read(String nativeType, String canonical, Object sent, Object given) {
        return Arguments.of(nativeType, canonical, sent, given);
    }

    @ParameterizedTest
    @MethodSource("values")
    void keepsWhatTheColumnKeeps(String nativeType, String canonical, Object sent, Object given) {
        MsSqlCodec codec = MsSqlCodecs.toLoad(column(nativeType), WINDOWS_1252);
        assertThat(sent(codec, canonical)).isEqualTo(sent);
        assertThat(codec.javaClass()).isInstanceOf(Class.class).isAssignableFrom(given.getClass());
        assertThat(read(MsSqlCodecs.of(column(nativeType)), given)).isEqualTo(canonical);
    }

    private static final Map<String, List<String>> REFUSED = Map.ofEntries(
            Map.entry("bit", List.of("1")),
            Map.entry("tinyint", List.of("-1", "256")),
            Map.entry("smallint", List.of("-32769", "32768")),
            Map.entry("int", List.of("-2147483649", "2147483648")),
            Map.entry("bigint", List.of("-9223372036854775809", "9223372036854775808", "18446744073709551617")),
            Map.entry("decimal(10,2)", List.of("100000000.00", "-100000000", "0.001", "NaN", "INF")),
            Map.entry("money", List.of("922337203685477.5808", "-922337203685477.5809", "0.00001")),
            Map.entry("smallmoney", List.of("214748.3648", "-214748.3649")),
            Map.entry("real", List.of("-0", "NaN", "INF", "1e-45")),
            Map.entry("float", List.of("-0", "NaN", "-INF", "5e-324")),
            Map.entry("nvarchar(3) COLLATE Latin1_General_CI_AS", List.of("abcd", "ab😀")),
            Map.entry("nchar(3) COLLATE Latin1_General_CI_AS", List.of("a ", "abcd")),
            Map.entry("varchar(3) COLLATE Latin1_General_CI_AS", List.of("abcd", "ğ", "😀")),
            Map.entry("char(3) COLLATE Latin1_General_CI_AS", List.of("ab ")),
            Map.entry("varbinary(2)", List.of("AAAA")),
            Map.entry("binary(2)", List.of("", "AA==", "AAAA")),
            Map.entry("date", List.of("0000-12-31", "+10000-01-01", "infinity", "-infinity", "-0001-01-01")),
            Map.entry("time(3)", List.of("24:00:00", "10:00:00.1234")),
            Map.entry("time(7)", List.of("10:00:00.12345678")),
            Map.entry("datetime2(7)", List.of("0000-12-31T23:59:59", "+10000-01-01T00:00:00", "infinity")),
            Map.entry("datetime2(3)", List.of("2024-03-11T14:38:10.1234")),
            Map.entry(
                    "datetime", List.of("1752-12-31T23:59:59", "2024-03-11T00:00:00.004", "2024-03-11T00:00:00.0031")),
            Map.entry("smalldatetime", List.of("1899-12-31T23:59:00", "2079-06-07T00:00:00", "2024-03-11T00:00:01")),
            Map.entry(
                    "datetimeoffset(7)",
                    List.of("0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-01:00", "2024-03-11T00:00:00+15:00")),
            Map.entry("uniqueidentifier", List.of("0F0E0D0C-0B0A-0908-0706-050403020100")),
            Map.entry("sql_variant", List.of("1")),
            Map.entry("[dbo].[Point]", List.of("0x00")),
            Map.entry("varchar ENCRYPTED", List.of("x")));

    @Test
    void refusesWhatTheColumnWouldChange() {
        REFUSED.forEach((nativeType, values) -> {
            MsSqlCodec codec = MsSqlCodecs.toLoad(column(nativeType), WINDOWS_1252);
            for (String value : values) {
                assertThatThrownBy(() -> sent(codec, value))
                        .as(nativeType + " " + value)
                        .isInstanceOf(RuntimeException.class);
            }
        });
    }

    @Test
    void knowsTheCodePageOfNarrowTextBeforeAnyQuestionMark() {
        Column narrow = column("varchar(4) COLLATE Latin1_General_CI_AS");
        assertThat(sent(MsSqlCodecs.toLoad(narrow, WINDOWS_1252), "Zoë€")).isEqualTo("Zoë€");
        assertThat(sent(MsSqlCodecs.toLoad(narrow, null), "Zoe")).isEqualTo("Zoe");
        assertThatExceptionOfType(UnfitValueException.class)
                .isThrownBy(() -> sent(MsSqlCodecs.toLoad(narrow, null), "Zoë"))
                .withMessageContaining("code page");
        // Four bytes of UTF-8.
        assertThat(sent(MsSqlCodecs.toLoad(narrow, StandardCharsets.UTF_8), "😀"))
                .isEqualTo("😀");
        assertThatExceptionOfType(UnfitValueException.class)
                .isThrownBy(() -> sent(MsSqlCodecs.toLoad(narrow, StandardCharsets.UTF_8), "😀a"));
    }

    @Test
    void findsTheCharacterSetOfEveryCodePageThatCollationsHave() {
        for (int codePage : List.of(
                437, 850, 874, 932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 65001)) {
            assertThat(MsSqlCodePages.charset(codePage)).as("%d", codePage).isNotNull();
        }
        assertThat(MsSqlCodePages.charset(0)).isNull();
    }

    @Test
    void comparesWithoutTheColumnsLimits() {
        assertThat(sent(MsSqlCodecs.toCompare(column("tinyint")), "4711")).isEqualTo(4711L);
        assertThat(sent(MsSqlCodecs.toCompare(column("varchar(2) COLLATE Latin1_General_CI_AS")), "ğğğ"))
                .isEqualTo("ğğğ");
    }

    @Test
    void holdsOtherTypesWhereItHasNoneOfTheirOwn() {
        String text = "nvarchar(max) COLLATE Latin1_General_CI_AS";
        assertThat(sent(MsSqlCodecs.of(column(text, TypeKind.JSON)), "{\"a\":1}"))
                .isEqualTo("{\"a\":1}");
        assertThat(read(MsSqlCodecs.of(column(text, TypeKind.TIMESTAMPTZ)), "2024-03-11T00:00:00Z"))
                .isEqualTo("2024-03-11T00:00:00Z");
        assertThatThrownBy(() -> read(MsSqlCodecs.of(column(text, TypeKind.INTEGER)), "007"))
                .isInstanceOf(RuntimeException.class);
        assertThat(sent(MsSqlCodecs.of(column("int", TypeKind.BOOLEAN)), "true"))
                .isEqualTo(1L);
        assertThat(read(MsSqlCodecs.of(column("int", TypeKind.BOOLEAN)), 0L)).isEqualTo("false");
        assertThat(sent(MsSqlCodecs.of(column("decimal(20,0)", TypeKind.INTEGER)), "18446744073709551615"))
                .isEqualTo(new BigDecimal("18446744073709551615"));
        assertThat(sent(MsSqlCodecs.of(column("float", TypeKind.FLOAT32)), "0.1"))
                .isEqualTo((double) 0.1f);
        assertThat(sent(MsSqlCodecs.of(column("datetimeoffset(7)", TypeKind.TIMESTAMPTZ)), "2024-03-11T01:00:00Z"))
                .isEqualTo("2024-03-11T01:00:00+00:00");
        Column clock =
                column("datetime2(7)").as(new ColumnType(TypeKind.TIMESTAMPTZ, -1, -1, null, "Europe/Istanbul", null));
        assertThat(sent(MsSqlCodecs.of(clock), "2024-03-11T01:00:00Z")).isEqualTo("2024-03-11T04:00:00");
        assertThat(read(MsSqlCodecs.of(clock), LocalDateTime.of(2024, 3, 11, 4, 0)))
                .isEqualTo("2024-03-11T01:00:00Z");
    }

    @Test
    void doesNotReadATypeThatTheModelMadeUp() {
        assertThatExceptionOfType(UnfitValueException.class)
                .isThrownBy(
                        () -> read(MsSqlCodecs.of(column("datetime2(7)", TypeKind.DATE)), LocalDate.of(2024, 3, 11)))
                .withMessageContaining("datetime2");
    }

    @Test
    void readsNullsOfEveryTypeAndSendsThemAsOne() throws SQLException {
        for (String nativeType : REFUSED.keySet()) {
            RecordBuffer record = new RecordBuffer();
            MsSqlCodec codec = MsSqlCodecs.of(column(nativeType));
            try (ResultSet row = nothing()) {
                codec.read(row, 1, record);
            }
            assertThat(record.isNull(0)).as(nativeType).isTrue();
        }
    }

    /** One row of one NULL. */
    private static ResultSet nothing() throws SQLException {
        SentSql wire = new SentSql().answer("SELECT", SentSql.row((Object) null));
        ResultSet row = wire.connection().createStatement().executeQuery("SELECT NULL");
        row.next();
        return row;
    }

    @Test
    void seesWhatStandsInTheWayOfAType() {
        assertThat(obstacle("tinyint", ColumnType.of(TypeKind.INTEGER, 8))).contains("negative");
        assertThat(obstacle("tinyint", ColumnType.of(TypeKind.INTEGER, 9))).isEmpty();
        assertThat(obstacle("tinyint", ColumnType.of(TypeKind.INTEGER, 16))).isNotEmpty();
        assertThat(obstacle("bigint", ColumnType.of(TypeKind.INTEGER, 128))).isNotEmpty();
        assertThat(obstacle("int", ColumnType.of(TypeKind.BOOLEAN))).isEmpty();
        assertThat(obstacle("bit", ColumnType.of(TypeKind.INTEGER, 8))).isNotEmpty();
        assertThat(obstacle("decimal(10,2)", ColumnType.decimal(10, 3))).isNotEmpty();
        assertThat(obstacle("decimal(10,2)", ColumnType.decimal(9, 0))).isNotEmpty();
        assertThat(obstacle("money", ColumnType.decimal(19, 4))).isEmpty();
        assertThat(obstacle("datetime", ColumnType.of(TypeKind.TIMESTAMP, 6))).isNotEmpty();
        assertThat(obstacle("datetime2(7)", ColumnType.of(TypeKind.TIMESTAMPTZ, 6)))
                .contains("zone");
        assertThat(obstacle("datetimeoffset(7)", ColumnType.of(TypeKind.TIMESTAMPTZ, 6)))
                .isEmpty();
        assertThat(obstacle("nvarchar(40)", ColumnType.of(TypeKind.TEXT, 41))).isNotEmpty();
        assertThat(obstacle("nvarchar(max)", ColumnType.of(TypeKind.JSON))).isEmpty();
        assertThat(obstacle("nvarchar(max)", ColumnType.of(TypeKind.BYTES))).isNotEmpty();
        assertThat(obstacle("sql_variant", ColumnType.of(TypeKind.OTHER))).contains("drop");
        for (String own : REFUSED.keySet()) {
            Column column = column(own);
            if (MsSqlType.of(own).readable()) {
                assertThat(MsSqlFit.obstacle(column, column.type())).as(own).isEmpty();
            }
        }
    }

    private static String obstacle(String nativeType, ColumnType archived) {
        return MsSqlFit.obstacle(column(nativeType), archived).orElse("");
    }
}
