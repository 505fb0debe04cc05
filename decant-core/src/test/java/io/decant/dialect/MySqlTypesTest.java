package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import io.decant.testing.TestProduct;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type of MySQL and MariaDB at its limits and one beyond, in sessions whose zone and mode are not ours. */
class MySqlTypesTest {
    /**
     * A type.
     *
     * @param holds canonical texts that come back as they went in
     * @param refuses texts that the column would change or that lie beyond it
     */
    private record Case(String declared, ColumnType type, List<String> holds, List<String> refuses) {
        @Override
        public String toString() {
            return declared;
        }
    }

    private static Case integer(String declared, int bits, String least, String most, String below, String above) {
        return new Case(
                declared, ColumnType.of(TypeKind.INTEGER, bits), List.of(least, "1", most), List.of(below, above, "x"));
    }

    private static Case text(String declared, int size, List<String> holds, List<String> refuses) {
        return new Case(declared, ColumnType.of(TypeKind.TEXT, size), holds, refuses);
    }

    private static final String MOST = "18446744073709551615";
    private static final List<Case> CASES = List.of(
            integer("tinyint", 8, "-128", "127", "-129", "128"),
            integer("tinyint(3) unsigned zerofill", 9, "0", "255", "-1", "256"),
            integer("smallint", 16, "-32768", "32767", "-32769", "32768"),
            integer("smallint unsigned", 17, "0", "65535", "-1", "65536"),
            integer("mediumint", 24, "-8388608", "8388607", "-8388609", "8388608"),
            integer("mediumint unsigned", 25, "0", "16777215", "-1", "16777216"),
            integer("int", 32, "-2147483648", "2147483647", "-2147483649", "2147483648"),
            integer("int unsigned", 33, "0", "4294967295", "-1", "4294967296"),
            integer("bigint unsigned", 65, "0", MOST, "-1", "18446744073709551616"),
            new Case(
                    "year",
                    ColumnType.of(TypeKind.INTEGER, 16),
                    List.of("0", "1901", "2155"),
                    List.of("1900", "2156", "-1")),
            integer("bit(8)", 9, "0", "255", "-1", "256"),
            integer("bit(64)", 65, "0", MOST, "-1", "18446744073709551616"),
            new Case("bit(1)", ColumnType.of(TypeKind.BOOLEAN), List.of("true", "false"), List.of("2")),
            new Case("tinyint(1)", ColumnType.of(TypeKind.BOOLEAN), List.of("true", "false"), List.of("2")),
            new Case(
                    "decimal(65,30)",
                    ColumnType.decimal(65, 30),
                    List.of("9".repeat(35) + "." + "9".repeat(30), "-0." + "0".repeat(29) + "1"),
                    List.of("1" + "0".repeat(35), "0." + "0".repeat(30) + "1")),
            new Case(
                    "decimal(3,1) unsigned",
                    ColumnType.decimal(3, 1),
                    List.of("0.0", "99.9"),
                    List.of("-0.1", "0.05", "100.0")),
            new Case(
                    "double",
                    ColumnType.of(TypeKind.FLOAT64),
                    List.of("-1.7976931348623157e+308", "2.2250738585072014e-308", "0.30000000000000004", "-0"),
                    List.of("INF")),
            new Case(
                    "double unsigned",
                    ColumnType.of(TypeKind.FLOAT64),
                    List.of("0", "5e-324", "-0"),
                    List.of("-5e-324", "-1", "NaN")),
            new Case(
                    "double(9,2)",
                    ColumnType.of(TypeKind.FLOAT64),
                    List.of("9999999.99", "-9999999.99", "0", "0.07"),
                    List.of("0.001", "0.125", "10000000", "1e+300", "-0")),
            new Case(
                    "float",
                    ColumnType.of(TypeKind.FLOAT32),
                    List.of("3.4028235e+38", "1.1754944e-38", "16777216", "-0.1", "-0"),
                    List.of("INF", "-INF", "NaN")),
            new Case(
                    "float(7,3)",
                    ColumnType.of(TypeKind.FLOAT32),
                    List.of("1.1", "9999.999", "0.001"),
                    List.of("1.0001", "10000", "-1e+20")),
            text("char(3)", 3, List.of("", "abc", " a", "😀ıŞ"), List.of("ab ", " ", "abcd")),
            text("varchar(3)", 3, List.of("", "ab ", "   ", "😀😀😀"), List.of("abc ", "abcd")),
            text("varchar(9) CHARACTER SET latin1", 9, List.of("é", "a\\'\"\u0000\n"), List.of("ş", "😀")),
            text("varchar(9) CHARACTER SET latin1", 9, List.of("€\u0081\u009d"), List.of("\u0080", "€\u0081ş")),
            text("varchar(9) CHARACTER SET utf8", 9, List.of("€ŞŞŞŞŞŞŞŞ"), List.of("😀", "a\uD83D\uDE00")),
            text("char(4) CHARACTER SET ascii", 4, List.of("a~"), List.of("é", "abcde", "a ")),
            text("text CHARACTER SET latin1", -1, List.of("é".repeat(65535)), List.of("é".repeat(65536), "ş")),
            text(
                    "tinytext CHARACTER SET utf16",
                    -1,
                    List.of("x".repeat(127), "😀".repeat(63), "x".repeat(126) + " "),
                    List.of("x".repeat(128), "x".repeat(127) + " ", "😀".repeat(64))),
            text("enum('a','é') CHARACTER SET latin1", -1, List.of("é"), List.of("e", "ş")),
            text("varchar(9) CHARACTER SET utf16", 9, List.of("é😀"), List.of("0123456789")),
            text(
                    "tinytext",
                    -1,
                    List.of("x".repeat(255), "é".repeat(127)),
                    List.of("x".repeat(256), "é".repeat(127) + "  ")),
            text("text", -1, List.of("x".repeat(65535)), List.of("x".repeat(65536), "x".repeat(65535) + " ")),
            text("enum('a','B''x','c,d')", -1, List.of("a", "B'x", "c,d"), List.of("A", "a ", "zzz", "")),
            text("set('a','b','c')", -1, List.of("", "a,c", "b"), List.of("c,a", "A", "a,a", "d")),
            new Case("binary(2)", ColumnType.of(TypeKind.BYTES, 2), List.of("AAE="), List.of("AA==", "AAAA")),
            new Case("varbinary(2)", ColumnType.of(TypeKind.BYTES, 2), List.of("", "AAE=", "IA=="), List.of("AAAA")),
            new Case(
                    "date",
                    ColumnType.of(TypeKind.DATE),
                    List.of("0001-01-01", "2024-02-29", "9999-12-31"),
                    List.of("+10000-01-01", "infinity")),
            new Case(
                    "time(3)",
                    ColumnType.of(TypeKind.TIME, 3),
                    List.of("00:00:00", "23:59:59.999"),
                    List.of("00:00:00.0001")),
            new Case(
                    "datetime",
                    ColumnType.of(TypeKind.TIMESTAMP, 0),
                    List.of("0001-01-01T00:00:00", "9999-12-31T23:59:59", "2024-03-31T02:30:00"),
                    List.of("2024-01-01T00:00:00.5", "+10000-01-01T00:00:00")),
            new Case(
                    "timestamp(2) NULL",
                    ColumnType.of(TypeKind.TIMESTAMPTZ, 2),
                    List.of("1970-01-01T00:00:01Z", "2024-10-27T01:30:00.12Z", "2038-01-19T03:14:07.99Z"),
                    List.of("1970-01-01T00:00:00Z", "2024-01-01T00:00:00.123Z", "0001-01-01T00:00:00Z")));

    private static final List<Case> MARIADB_CASES = List.of(
            new Case(
                    "uuid",
                    ColumnType.of(TypeKind.UUID),
                    List.of("00000000-0000-0000-0000-000000000000", "c0ffee00-0000-4000-8000-00000000000f"),
                    List.of("1234")),
            new Case("inet6", ColumnType.of(TypeKind.OTHER), List.of("::1", "::ffff:10.0.0.1"), List.of("nowhere")));

    static Stream<Arguments> cases() {
        return Stream.of(TestProduct.MARIADB, TestProduct.MYSQL)
                .filter(TestProduct.available()::contains)
                .flatMap(product -> Stream.concat(
                                CASES.stream(), product == TestProduct.MARIADB ? MARIADB_CASES.stream() : Stream.of())
                        .map(each -> Arguments.of(product, each)));
    }

    private static TestDatabase database(TestProduct product) throws SQLException {
        product.missing().ifPresent(why -> Assumptions.abort(product.label() + ": " + why));
        DataSource source = product.newDatabase(Path.of("."));
        try (Connection connection = source.getConnection()) {
            return new TestDatabase(source, Dialect.of(connection));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdsItsValuesAndRefusesThoseBeyond(TestProduct product, Case type) throws SQLException {
        TestDatabase database = database(product);
        database.run("CREATE TABLE held (id integer NOT NULL PRIMARY KEY, v " + type.declared() + ")");
        Table held = database.table("held");
        assertThat(held.requireColumn("v").type()).isEqualTo(type.type());
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.asList("0", null));
        type.holds().forEach(value -> rows.add(List.of(Integer.toString(rows.size()), value)));
        try (Connection connection = database.open()) {
            database.load(connection, held, rows);
            for (String value : type.refuses()) {
                assertThatExceptionOfType(DecantException.class)
                        .as(value)
                        .isThrownBy(() -> database.load(connection, held, List.of(List.of("99", value))))
                        .withMessageContaining("held")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE));
            }
        }
        assertThat(database.rows(held)).isEqualTo(rows);
        product.drop(database.source());
        saysBeforeWhatTheServerSaid(product, held.requireColumn("v"), type);
    }

    /** The server, in the load before, is the oracle of the check that is asked before a load. */
    private static void saysBeforeWhatTheServerSaid(TestProduct product, Column column, Case type) {
        MySqlProduct known = product == TestProduct.MYSQL ? MySqlProduct.MYSQL : MySqlProduct.MARIADB;
        // As from a product that declares no sizes.
        Optional<ValueCheck> check =
                MySqlCheck.of(known, column.as(ColumnType.of(column.type().kind())));
        if (check.isPresent()) {
            for (String value : type.holds()) {
                assertThat(said(check.get(), value)).as(value).isNull();
            }
            for (String value : type.refuses()) {
                assertThat(said(check.get(), value)).as(value).isNotNull();
            }
        } else {
            assertThat(column.type().kind()).isIn(TypeKind.BOOLEAN, TypeKind.UUID, TypeKind.OTHER);
        }
    }

    private static String said(ValueCheck check, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return check.unfit(bytes, 0, bytes.length);
    }

    /** What a column holds that its canonical type has no text for: refused by name, exact as the server's own text. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void refusesByNameWhatNoOtherProductHas(TestProduct product) throws SQLException {
        TestDatabase database = database(product);
        database.run(
                "SET sql_mode = 'ALLOW_INVALID_DATES'",
                "CREATE TABLE odd (id integer NOT NULL PRIMARY KEY, d date, t datetime, s timestamp NULL, span time(1),"
                        + " flag tinyint(1), u char(36))",
                "INSERT INTO odd VALUES (1, '0000-00-00', '2024-00-15 10:00:00', '0000-00-00 00:00:00', '-838:59:58.5', 2,"
                        + " 'C0FFEE00-0000-4000-8000-00000000000F')");
        Table odd = database.table("odd");
        List<List<String>> others = List.of(
                List.of("d", "0000-00-00", "zero date"),
                List.of("t", "2024-00-15 10:00:00", "zero date"),
                List.of("s", "0000-00-00 00:00:00", "zero date"),
                List.of("span", "-838:59:58.5", "time of day"));
        for (List<String> other : others) {
            Table only = odd.withColumns(List.of(odd.requireColumn("id"), odd.requireColumn(other.get(0))));
            refuses(database, only, other.get(0), other.get(2));
            Table own = TestDatabase.with(only, other.get(0), ColumnType.of(TypeKind.OTHER));
            List<List<String>> rows = List.of(List.of("1", other.get(1)));
            assertThat(database.rows(own)).isEqualTo(rows);
            assertThat(database.schema()).isNotNull();
            try (Connection connection = database.open()) {
                database.load(connection, own, List.of(List.of("2" + others.indexOf(other), other.get(1))));
            }
            assertThat(database.rows(own))
                    .last()
                    .satisfies(row -> assertThat(row.get(1)).isNotNull());
            database.run("DELETE FROM odd WHERE id > 1");
        }
        Table flag = odd.withColumns(List.of(odd.requireColumn("id"), odd.requireColumn("flag")));
        refuses(database, flag, "flag", "type: integer");
        assertThat(database.rows(TestDatabase.with(flag, "flag", ColumnType.of(TypeKind.INTEGER))))
                .isEqualTo(List.of(List.of("1", "2")));
        Table uuid = TestDatabase.with(
                odd.withColumns(List.of(odd.requireColumn("id"), odd.requireColumn("u"))),
                "u",
                ColumnType.of(TypeKind.UUID));
        refuses(database, uuid, "u", "upper");
        Table upper = TestDatabase.with(uuid, "u", ColumnType.of(TypeKind.UUID).storedAs(null, "upper"));
        assertThat(database.rows(upper)).isEqualTo(List.of(List.of("1", "c0ffee00-0000-4000-8000-00000000000f")));
        product.drop(database.source());
    }

    private static void refuses(TestDatabase database, Table table, String column, String why) {
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> database.rows(table))
                .withMessageContainingAll("odd", "column " + column, why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void keepsInstantsAsAClockShowsThemWhereTheModelNamesAZone(TestProduct product) throws SQLException {
        TestDatabase database = database(product);
        database.run("CREATE TABLE clocks (id integer NOT NULL PRIMARY KEY, v datetime(6))");
        ColumnType berlin = ColumnType.of(TypeKind.TIMESTAMPTZ).storedAs("Europe/Berlin", null);
        Table clocks = TestDatabase.with(database.table("clocks"), "v", berlin);
        List<List<String>> rows = List.of(List.of("1", "2024-07-01T10:00:00Z"), List.of("2", "0001-01-01T00:00:00Z"));
        try (Connection connection = database.open()) {
            database.load(connection, clocks, rows);
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(connection, clocks, List.of(List.of("3", "2024-10-27T00:30:00Z"))))
                    .withMessageContaining("twice or never");
        }
        assertThat(database.rows(clocks)).isEqualTo(rows);
        assertThat(database.rows(database.table("clocks")).get(0)).containsExactly("1", "2024-07-01T12:00:00");
        product.drop(database.source());
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void jsonNumbersThatMySqlWouldRoundAreRefusedThere(TestProduct product) throws SQLException {
        TestDatabase database = database(product);
        database.run("CREATE TABLE docs (v json)");
        Table docs = database.table("docs");
        assertThat(docs.requireColumn("v").type().kind()).isEqualTo(TypeKind.JSON);
        for (String rounded : List.of("{\"a\":12345678901234567890.10}", "[0.1000000000000000055]", "-0", "1e400")) {
            try (Connection connection = database.open()) {
                if (product == TestProduct.MARIADB) {
                    database.load(connection, docs, List.of(List.of(rounded)));
                } else {
                    assertThatExceptionOfType(DecantException.class)
                            .as(rounded)
                            .isThrownBy(() -> database.load(connection, docs, List.of(List.of(rounded))))
                            .withMessageContaining("would round");
                }
            }
        }
        try (Connection connection = database.open()) {
            database.load(
                    connection, docs, List.of(List.of("{\"12345678901234567890.10\":[18446744073709551615,1.50]}")));
        }
        product.drop(database.source());
    }
}
