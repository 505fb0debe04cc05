package io.decant.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.schubfach.DoubleToDecimal;
import tools.jackson.core.io.schubfach.FloatToDecimal;

/**
 * Floating point as ECMAScript's {@code Number::toString} prints it (ECMA-262, 6.1.6.1.20), with {@code -0} kept and
 * {@code INF} for infinity.
 *
 * <p>The digits come from Raffaele Giulietti's Schubfach, which JDK 17 does not have yet; it never gives fewer than two,
 * so the few numbers with a one-digit form are looked at again.
 */
final class FloatText {
    /** Below these, neighbours lie so far apart that a one-digit text may name a number whose two-digit text differs. */
    private static final double SPARSE = 1e-320;

    private static final float SPARSE_FLOAT = 1e-42f;

    private FloatText() {}

    static void float64(RecordBuffer out, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            special(out, value);
        } else {
            String java = DoubleToDecimal.toString(Math.abs(value));
            String oneDigit = Math.abs(value) < SPARSE ? oneDigit(java, Math.abs(value), false) : null;
            layOut(out, value < 0, oneDigit == null ? java : oneDigit);
        }
    }

    static void float32(RecordBuffer out, float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            special(out, value);
        } else {
            String java = FloatToDecimal.toString(Math.abs(value));
            String oneDigit = Math.abs(value) < SPARSE_FLOAT ? oneDigit(java, Math.abs(value), true) : null;
            layOut(out, value < 0, oneDigit == null ? java : oneDigit);
        }
    }

    private static void special(RecordBuffer out, double value) {
        if (Double.isNaN(value)) {
            out.appendAscii("NaN");
        } else if (value == 0) {
            out.appendAscii(1 / value < 0 ? "-0" : "0");
        } else {
            out.appendAscii(value < 0 ? "-INF" : "INF");
        }
    }

    /** The one-digit decimal nearest to the value among those that read back as it; null if none does. */
    private static @Nullable String oneDigit(String java, double value, boolean narrow) {
        String exponent = java.substring(java.indexOf('E'));
        BigDecimal exact = new BigDecimal(value);
        String best = null;
        // 10 stands for 1 of the next power: 9.8E-45 is 1e-44.
        for (int digit = 1; digit <= 10; digit++) {
            String candidate = digit + ".0" + exponent;
            boolean same =
                    narrow ? Float.parseFloat(candidate) == (float) value : Double.parseDouble(candidate) == value;
            if (same && (best == null || distance(candidate, exact).compareTo(distance(best, exact)) < 0)) {
                best = candidate;
            }
        }
        return best;
    }

    private static BigDecimal distance(String candidate, BigDecimal exact) {
        return new BigDecimal(candidate).subtract(exact).abs();
    }

    /** Rewrites Java's layout ({@code 1.0E21}, {@code 0.001}) as ECMAScript's. */
    private static void layOut(RecordBuffer out, boolean negative, String java) {
        int e = java.indexOf('E');
        int mantissaEnd = e < 0 ? java.length() : e;
        int dot = java.indexOf('.');
        int exponent = e < 0 ? 0 : Integer.parseInt(java, e + 1, java.length(), 10);
        String digits = java.substring(0, dot) + java.substring(dot + 1, mantissaEnd);
        int from = 0;
        while (digits.charAt(from) == '0') {
            from++;
        }
        int to = digits.length();
        while (digits.charAt(to - 1) == '0') {
            to--;
        }
        // ECMA-262's k and n: the value is 0.digits × 10^n.
        layOut(out, negative, digits.substring(from, to), dot + exponent - from);
    }

    private static void layOut(RecordBuffer out, boolean negative, String digits, int n) {
        int k = digits.length();
        if (negative) {
            out.append((byte) '-');
        }
        if (k <= n && n <= 21) {
            out.appendAscii(digits);
            zeros(out, n - k);
        } else if (0 < n && n <= 21) {
            out.appendAscii(digits.substring(0, n));
            out.append((byte) '.');
            out.appendAscii(digits.substring(n));
        } else if (-6 < n && n <= 0) {
            out.appendAscii("0.");
            zeros(out, -n);
            out.appendAscii(digits);
        } else {
            out.append((byte) digits.charAt(0));
            if (k > 1) {
                out.append((byte) '.');
                out.appendAscii(digits.substring(1));
            }
            out.append((byte) 'e');
            out.append((byte) (n > 0 ? '+' : '-'));
            NumberText.integer(out, Math.abs(n - 1));
        }
    }

    private static void zeros(RecordBuffer out, int count) {
        for (int i = 0; i < count; i++) {
            out.append((byte) '0');
        }
    }

    static double parseFloat64(byte[] b, int off, int len) {
        double value = parse(b, off, len, false);
        RecordBuffer again = new RecordBuffer();
        float64(again, value);
        return requireSame(again, b, off, len, value);
    }

    static float parseFloat32(byte[] b, int off, int len) {
        double value = parse(b, off, len, true);
        RecordBuffer again = new RecordBuffer();
        float32(again, (float) value);
        return (float) requireSame(again, b, off, len, value);
    }

    private static double requireSame(RecordBuffer again, byte[] b, int off, int len, double value) {
        if (again.size() != len || !Arrays.equals(again.bytes(), 0, len, b, off, off + len)) {
            throw new CanonicalFormatException("not the shortest text of a floating-point number");
        }
        return value;
    }

    private static double parse(byte[] b, int off, int len, boolean narrow) {
        if (Ascii.is(b, off, len, "NaN")) {
            return Double.NaN;
        }
        if (Ascii.is(b, off, len, "INF")) {
            return Double.POSITIVE_INFINITY;
        }
        if (Ascii.is(b, off, len, "-INF")) {
            return Double.NEGATIVE_INFINITY;
        }
        if (len > 32) {
            throw new CanonicalFormatException("too long for a floating-point number");
        }
        String text = new String(b, off, len, StandardCharsets.ISO_8859_1);
        try {
            return narrow ? Float.parseFloat(text) : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new CanonicalFormatException("not a floating-point number");
        }
    }
}
