package io.decant.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FloatTextTest {
    private static String float64(double value) {
        RecordBuffer out = new RecordBuffer();
        CanonicalText.float64(out, value);
        out.endField();
        return out.text(0);
    }

    private static String float32(float value) {
        RecordBuffer out = new RecordBuffer();
        CanonicalText.float32(out, value);
        out.endField();
        return out.text(0);
    }

    /** Boxed numbers tell −0 from 0, and NaN equals itself. */
    private static Object boxed(Number value) {
        return value;
    }

    private static double parse64(String text) {
        byte[] b = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
        return CanonicalText.parseFloat64(b, 2, b.length - 4);
    }

    private static List<String[]> vectors(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FloatTextTest.class.getResourceAsStream(name)), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    @Test
    void doublesPrintAsEcmaScriptPrintsThem() throws IOException {
        List<String[]> vectors = vectors("float64.tsv");
        assertThat(vectors).hasSizeGreaterThan(400);
        for (String[] vector : vectors) {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(vector[0], 16));
            assertThat(float64(value)).as(vector[0]).isEqualTo(vector[1]);
            assertThat(parse64(vector[1])).as(vector[0]).isEqualTo(boxed(value));
        }
    }

    @Test
    void floatsPrintTheirOwnShortestDigits() throws IOException {
        List<String[]> vectors = vectors("float32.tsv");
        assertThat(vectors).hasSizeGreaterThan(300);
        for (String[] vector : vectors) {
            float value = Float.intBitsToFloat(Integer.parseUnsignedInt(vector[0], 16));
            assertThat(float32(value)).as(vector[0]).isEqualTo(vector[1]);
            byte[] b = vector[1].getBytes(StandardCharsets.UTF_8);
            assertThat(CanonicalText.parseFloat32(b, 0, b.length)).as(vector[0]).isEqualTo(boxed(value));
        }
    }

    @Property
    void everyDoubleComesBack(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        assertThat(Double.doubleToLongBits(parse64(float64(value)))).isEqualTo(Double.doubleToLongBits(value));
    }

    @Test
    void refusesOtherTextsOfTheSameNumber() {
        for (String text : List.of(
                "",
                " 1",
                "1.0",
                "01",
                "+1",
                "1e0",
                "1E+23",
                "1e23",
                "100000000000000000000000",
                "0.0000001",
                "1f",
                "0x1p3",
                "Infinity",
                "inf",
                "nan",
                "-NaN",
                "1.50",
                ".5",
                "5.",
                "-0.0",
                "0.1000000000000000055511151231257827")) {
            assertThatThrownBy(() -> parse64(text)).as(text).isInstanceOf(CanonicalFormatException.class);
        }
    }
}
