package io.decant.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextTest {
    private static String written(Consumer<RecordBuffer> writer) {
        RecordBuffer out = new RecordBuffer();
        out.addAscii("before");
        writer.accept(out);
        out.endField();
        return out.text(1);
    }

    /** Bytes with something else on both sides, so that a parser that looks outside its range is caught. */
    private static <T> T read(Parser<T> parser, String text) {
        byte[] b = ("9-" + text + "0Z").getBytes(StandardCharsets.UTF_8);
        return parser.parse(b, 2, b.length - 4);
    }

    private interface Parser<T> {
        T parse(byte[] b, int off, int len);
    }

    private static void check(ColumnType type, String text) {
        read(
                (b, off, len) -> {
                    CanonicalText.check(type, b, off, len);
                    return true;
                },
                text);
    }

    private static void accepts(TypeKind kind, String text) {
        assertThatCode(() -> check(ColumnType.of(kind), text)).as(text).doesNotThrowAnyException();
    }

    private static void refuses(TypeKind kind, String... texts) {
        for (String text : texts) {
            assertThatThrownBy(() -> check(ColumnType.of(kind), text))
                    .as(text)
                    .isInstanceOf(CanonicalFormatException.class)
                    .satisfies(
                            e -> assertThat(text.length() > 3 && e.getMessage().contains(text))
                                    .isFalse());
        }
    }

    @Property
    void everyLongPrintsItsDigitsAndComesBack(@ForAll long value) {
        String text = written(out -> CanonicalText.integer(out, value));
        assertThat(text).isEqualTo(Long.toString(value));
        assertThat(read(CanonicalText::parseLong, text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 9, 10, 99, 100, 101, 999, 1000, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
    void longsAtTheEdgesPrintTheirDigits(long value) {
        everyLongPrintsItsDigitsAndComesBack(value);
    }

    @Test
    void integersHaveOneTextEach() {
        accepts(TypeKind.INTEGER, "123456789012345678901234567890");
        refuses(TypeKind.INTEGER, "", "-", "-0", "00", "01", "+1", "1.0", " 1", "1 ", "1e3", "٣");
        assertThatThrownBy(() -> read(CanonicalText::parseLong, "9223372036854775808"))
                .isInstanceOf(CanonicalFormatException.class);
        assertThatThrownBy(() -> read(CanonicalText::parseLong, "-9223372036854775809"))
                .isInstanceOf(CanonicalFormatException.class);
        assertThat(read(CanonicalText::parseInteger, "-9223372036854775809")).isEqualTo("-9223372036854775809");
    }

    @ParameterizedTest
    @CsvSource({
        "1.50,1.50",
        "1E+3,1000",
        "-0.0,0.0",
        "1E-7,0.0000001",
        "123456789012345678901.0100,123456789012345678901.0100"
    })
    void decimalsKeepTheirScaleAndHaveNoExponent(BigDecimal value, String text) {
        assertThat(written(out -> CanonicalText.decimal(out, value))).isEqualTo(text);
        assertThat(read(CanonicalText::parseDecimal, text)).isEqualByComparingTo(value);
    }

    @Test
    void decimalsHaveOneTextEachAndTheirEnds() {
        accepts(TypeKind.DECIMAL, "NaN");
        accepts(TypeKind.DECIMAL, "-INF");
        accepts(TypeKind.DECIMAL, "0.00");
        refuses(
                TypeKind.DECIMAL,
                "",
                ".5",
                "5.",
                "-0",
                "-0.00",
                "00.1",
                "1,5",
                "1.5e3",
                "+1",
                "Infinity",
                "--1",
                "1.2.3");
        assertThat(read(CanonicalText::finite, "INF")).isFalse();
        assertThatThrownBy(() -> written(out -> CanonicalText.decimal(out, new BigDecimal("1E+999999999"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void booleansAreTrueOrFalse() {
        assertThat(written(out -> CanonicalText.bool(out, true))).isEqualTo("true");
        assertThat(read(CanonicalText::parseBool, "false")).isFalse();
        refuses(TypeKind.BOOLEAN, "", "1", "t", "TRUE", "True", "falsey");
    }

    @Property
    void everyTextIsItsUtf8(@ForAll String value) {
        String clean = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(written(out -> CanonicalText.text(out, clean))).isEqualTo(clean);
    }

    @Test
    void longTextsOfPairsAreNotPartedAtChunks() {
        String value = "x" + "😀".repeat(10_000) + "é漢\0";
        assertThat(written(out -> CanonicalText.text(out, value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "\ud800x"})
    void refusesALoneSurrogate(String value) {
        assertThatThrownBy(() -> written(out -> CanonicalText.text(out, value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[][] malformed = {
            {(byte) 0x80},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xC3},
            {(byte) 0xE0, (byte) 0x9F, (byte) 0xBF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF0, (byte) 0x8F, (byte) 0xBF, (byte) 0xBF},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF5, 0, 0, 0},
            {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xE2, (byte) 0x82, 0x41},
            {(byte) 0xFF}
        };
        for (byte[] b : malformed) {
            assertThatThrownBy(() -> CanonicalText.check(ColumnType.of(TypeKind.TEXT), b, 0, b.length))
                    .as(Arrays.toString(b))
                    .isInstanceOf(CanonicalFormatException.class);
        }
        accepts(TypeKind.TEXT, "\u0000 \u007f \u0080 \u07ff \u0800 \ufffd \uffff 😀 \udbff\udfff");
    }

    @Property
    void bytesAreBase64OfOneLine(@ForAll byte[] value) {
        String text = written(out -> CanonicalText.base64(out, value, 0, value.length));
        assertThat(text).isEqualTo(Base64.getEncoder().encodeToString(value));
        assertThat(read(CanonicalText::parseBase64, text)).isEqualTo(value);
    }

    @Test
    void refusesBase64OfOtherKinds() {
        refuses(
                TypeKind.BYTES,
                "A",
                "AA",
                "AAA",
                "AB==AA==",
                "AB==",
                "AAB=",
                "A===",
                "====",
                "-_-_",
                "AA\n=",
                "AAAA\n",
                "é==");
    }

    @Property
    void uuidsAreInLowerCase(@ForAll long most, @ForAll long least) {
        UUID value = new UUID(most, least);
        String text = written(out -> CanonicalText.uuid(out, most, least));
        assertThat(text).isEqualTo(value.toString());
        assertThat(read(CanonicalText::parseUuid, text)).isEqualTo(value);
    }

    @Test
    void refusesUuidsOfOtherLooks() {
        refuses(
                TypeKind.UUID,
                "",
                "6BA7B810-9DAD-11D1-80B4-00C04FD430C8",
                "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
                "6ba7b8109dad11d180b400c04fd430c8",
                "6ba7b810-9dad-11d1-80b4-00c04fd430cg");
    }

    /** Checks take shorter ways than parsers; here they are held to them, for texts that are nearly right. */
    @Test
    void checksRefuseWhatParsersRefuse() {
        Map<TypeKind, Parser<?>> parsers = Map.of(
                TypeKind.UUID, CanonicalText::parseUuid,
                TypeKind.DATE, CanonicalText::parseDate,
                TypeKind.TIMESTAMP, CanonicalText::parseTimestamp,
                TypeKind.TIMESTAMPTZ, CanonicalText::parseTimestamptz,
                TypeKind.BYTES, CanonicalText::parseBase64);
        Map<TypeKind, List<String>> texts = Map.of(
                TypeKind.UUID, List.of("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
                TypeKind.DATE, List.of("2024-02-29", "0000-12-31", "1900-02-28", "-0044-03-31", "+10000-11-30"),
                TypeKind.TIMESTAMP,
                        List.of("2023-04-30T23:59:59.000001", "2000-02-29T00:00:00", "-0001-01-01T24:00:00"),
                TypeKind.TIMESTAMPTZ, List.of("2023-04-30T23:59:59.1Z", "+12345-06-07T08:09:10Z"),
                TypeKind.BYTES, List.of("AP8=", "AAECAwQFBgcICQ==", "abc/+xyz"));
        String letters = "0123459abfgzAZ-+:.TZ= /_\u0000\u007f\u00e9";
        Random random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            TypeKind kind = List.copyOf(texts.keySet()).get(random.nextInt(texts.size()));
            StringBuilder text = new StringBuilder(
                    texts.get(kind).get(random.nextInt(texts.get(kind).size())));
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                char letter = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(8)) {
                    case 0 -> text.insert(at, letter);
                    case 1 -> text.deleteCharAt(at);
                    default -> text.setCharAt(at, letter);
                }
            }
            boolean parsed = passes(parsers.get(kind), text.toString());
            boolean checked = passes(
                    (b, off, len) -> {
                        CanonicalText.check(ColumnType.of(kind), b, off, len);
                        return true;
                    },
                    text.toString());
            assertThat(checked).as(kind + " " + text).isEqualTo(parsed);
            accepted += checked ? 1 : 0;
        }
        assertThat(accepted).isBetween(10_000, 190_000);
    }

    private static boolean passes(Parser<?> parser, String text) {
        try {
            read(parser, text);
            return true;
        } catch (CanonicalFormatException e) {
            return false;
        }
    }

    @Property
    void everyDayPrintsAsJavaTimeDoes(@ForAll @LongRange(min = -800_000_000, max = 800_000_000) long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        String text = written(out -> CanonicalText.date(out, epochDay));
        assertThat(text).isEqualTo(date.toString());
        assertThat(read(CanonicalText::parseDate, text)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01",
                "0000-12-31",
                "-0044-03-15",
                "9999-12-31",
                "+10000-01-01",
                "-12345-06-07",
                "2024-02-29"
            })
    void daysAtTheEdgesComeBack(String text) {
        LocalDate date = LocalDate.parse(text);
        assertThat(written(out -> CanonicalText.date(out, date.toEpochDay()))).isEqualTo(text);
        assertThat(read(CanonicalText::parseDate, text)).isEqualTo(date);
    }

    @Test
    void datesHaveOneTextEachAndTheirEnds() {
        accepts(TypeKind.DATE, "infinity");
        accepts(TypeKind.DATE, "-infinity");
        refuses(
                TypeKind.DATE,
                "",
                "Infinity",
                "2023-02-29",
                "1-01-01",
                "+2024-01-01",
                "10000-01-01",
                "+010000-01-01",
                "-0000-01-01",
                "2024-1-1",
                "2024/01/01",
                "2024-13-01",
                "2024-01-01T00:00:00",
                "0044-03-15 BC");
        assertThat(read(CanonicalText::infinity, "-infinity")).isEqualTo(-1);
        assertThat(read(CanonicalText::infinity, "2024-01-01")).isZero();
        assertThat(read(CanonicalText::parseDate, "+" + Year.MAX_VALUE + "-12-31"))
                .isEqualTo(LocalDate.MAX);
    }

    @Test
    void timesHaveSecondsAndNoTrailingZeros() {
        assertThat(written(out -> CanonicalText.time(out, 0))).isEqualTo("00:00:00");
        assertThat(written(out -> CanonicalText.time(out, 86_400_000_000_000L))).isEqualTo("24:00:00");
        assertThat(written(out -> CanonicalText.time(out, 52_690_123_456_700L))).isEqualTo("14:38:10.1234567");
        assertThat(written(out -> CanonicalText.time(out, 1))).isEqualTo("00:00:00.000000001");
        assertThat(read(CanonicalText::parseNanoOfDay, "24:00:00")).isEqualTo(86_400_000_000_000L);
        assertThat(read(CanonicalText::parseTime, "23:59:59.999999999").toNanoOfDay())
                .isEqualTo(86_399_999_999_999L);
        refuses(
                TypeKind.TIME,
                "",
                "14:38",
                "14:38:10.",
                "14:38:10.10",
                "14:38:10.1234567891",
                "24:00:01",
                "14:60:00",
                "14:38:60",
                "1:02:03",
                "14:38:10Z",
                "14-38-10",
                "25:00:00");
        assertThatThrownBy(() -> read(CanonicalText::parseTime, "24:00:00"))
                .isInstanceOf(CanonicalFormatException.class);
    }

    @Property
    void everyInstantComesBack(
            @ForAll @LongRange(min = -70_000_000_000_000L, max = 70_000_000_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nanos) {
        Instant instant = Instant.ofEpochSecond(second, nanos);
        String text = written(out -> CanonicalText.timestamp(out, second, nanos, "Z"));
        assertThat(read(CanonicalText::parseTimestamptz, text)).isEqualTo(instant);
        LocalDateTime local = read(CanonicalText::parseTimestamp, text.substring(0, text.length() - 1));
        assertThat(local).isEqualTo(LocalDateTime.ofEpochSecond(second, nanos, java.time.ZoneOffset.UTC));
    }

    @Test
    void timestampsLookAsTheContractSays() {
        assertThat(written(out -> CanonicalText.timestamp(out, 1_710_167_890L, 123_456_000, "")))
                .isEqualTo("2024-03-11T14:38:10.123456");
        assertThat(written(out -> CanonicalText.timestamp(out, -62_135_596_800L, 0, "Z")))
                .isEqualTo("0001-01-01T00:00:00Z");
        refuses(
                TypeKind.TIMESTAMP,
                "",
                "2024-03-11",
                "2024-03-11 14:38:10",
                "2024-03-11T14:38",
                "2024-03-11T14:38:10Z",
                "2024-03-11T24:00:00",
                "2024-03-11t14:38:10",
                "2024-03-11T14:38:10.0");
        refuses(
                TypeKind.TIMESTAMPTZ,
                "",
                "Z",
                "2024-03-11T14:38:10",
                "2024-03-11T14:38:10+00:00",
                "2024-03-11T14:38:10z");
        accepts(TypeKind.TIMESTAMPTZ, "infinity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-11T14:38:10.1234567+02:00",
                "2024-03-11T14:38:10Z",
                "2024-03-11T00:00:00-05:30",
                "1900-01-01T00:00:00+00:19:32",
                "2024-03-11T00:00:00-18:00"
            })
    void offsetsAreKept(String text) {
        OffsetDateTime value = read(CanonicalText::parseTimestampOffset, text);
        assertThat(value).isEqualTo(OffsetDateTime.parse(text));
        assertThat(written(out -> CanonicalText.timestampOffset(out, value))).isEqualTo(text);
    }

    @Test
    void refusesOffsetsOfOtherLooks() {
        refuses(
                TypeKind.TIMESTAMPOFFSET,
                "",
                "Z",
                "2024-03-11T14:38:10",
                "2024-03-11T14:38:10+00:00",
                "2024-03-11T14:38:10-00:00",
                "2024-03-11T14:38:10+2:00",
                "2024-03-11T14:38:10+0200",
                "2024-03-11T14:38:10+02:60",
                "2024-03-11T14:38:10+19:00",
                "2024-03-11T14:38:10+02:00:00",
                "infinity");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0,PT0S",
        "14,3,14706000000,P1Y2M3DT4H5M6S",
        "-14,0,0,P-1Y-2M",
        "0,0,-500000,PT-0.5S",
        "0,0,1,PT0.000001S",
        "0,-1,3600000000,P-1DT1H",
        "0,0,-90500000,PT-1M-30.5S",
        "12,0,0,P1Y",
        "0,40,90000000000,P40DT25H",
        "-2147483648,-2147483648,-9223372036854775808,P-178956970Y-8M-2147483648DT-2562047788H-54.775808S"
    })
    void intervalsAreIsoDurations(int months, int days, long micros, String text) {
        assertThat(written(out -> CanonicalText.interval(out, months, days, micros)))
                .isEqualTo(text);
        assertThat(read(CanonicalText::parseInterval, text)).isEqualTo(new CanonicalInterval(months, days, micros));
    }

    @Property
    void everyIntervalComesBack(@ForAll int months, @ForAll int days, @ForAll long micros) {
        String text = written(out -> CanonicalText.interval(out, months, days, micros));
        assertThat(read(CanonicalText::parseInterval, text)).isEqualTo(new CanonicalInterval(months, days, micros));
    }

    @Test
    void refusesIntervalsOfOtherLooks() {
        refuses(
                TypeKind.INTERVAL,
                "",
                "P",
                "PT",
                "P0D",
                "P1W",
                "P14M",
                "PT60S",
                "P1DT",
                "1 day",
                "PT0.50S",
                "P1.5D",
                "P1M1Y",
                "PT1H1H",
                "P+1D",
                "PT1S1M",
                "P99999999999D",
                "PT9999999999999999S",
                "P1Y2",
                "P1X",
                "PTT1S");
    }
}
