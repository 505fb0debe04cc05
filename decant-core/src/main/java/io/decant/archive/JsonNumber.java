package io.decant.archive;

import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

/** A JSON number by its value: plain digits; where they would be too many, an integer and a power of ten. */
final class JsonNumber {
    private static final int LONGEST_EXPONENT = 17;
    private static final int LONGEST_PLAIN = 1000;

    private JsonNumber() {}

    static void append(RecordBuffer into, String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        String mantissa = e < 0 ? number : number.substring(0, e);
        long exponent = e < 0 ? 0 : exponent(number.substring(e + 1));
        boolean negative = mantissa.charAt(0) == '-';
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(negative ? 1 : 0, point < 0 ? mantissa.length() : point)
                + (point < 0 ? "" : mantissa.substring(point + 1));
        int from = 0;
        while (from < digits.length() && digits.charAt(from) == '0') {
            from++;
        }
        if (from == digits.length()) {
            into.append((byte) '0');
            return;
        }
        int to = digits.length();
        while (digits.charAt(to - 1) == '0') {
            to--;
        }
        int fraction = point < 0 ? 0 : mantissa.length() - point - 1;
        if (negative) {
            into.append((byte) '-');
        }
        print(into, digits.substring(from, to), exponent + digits.length() - to - fraction);
    }

    private static void print(RecordBuffer into, String digits, long exponent) {
        int length = digits.length();
        long plain = exponent >= 0 ? length + exponent : -exponent < length ? length + 1 : 2 - exponent;
        if (plain > LONGEST_PLAIN) {
            into.appendAscii(digits);
            if (exponent != 0) {
                into.append((byte) 'e');
                CanonicalText.integer(into, exponent);
            }
        } else if (exponent >= 0) {
            into.appendAscii(digits + "0".repeat((int) exponent));
        } else if (-exponent < length) {
            int point = length + (int) exponent;
            into.appendAscii(digits.substring(0, point) + "." + digits.substring(point));
        } else {
            into.appendAscii("0." + "0".repeat((int) -exponent - length) + digits);
        }
    }

    private static long exponent(String text) {
        if (text.length() > LONGEST_EXPONENT) {
            throw new CanonicalFormatException("a JSON number beyond all bounds");
        }
        return Long.parseLong(text);
    }
}
