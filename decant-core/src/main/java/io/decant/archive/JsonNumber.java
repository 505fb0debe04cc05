package io.decant.archive;

import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

/** A JSON number as what it is worth: an integer without trailing zeros, and a power of ten unless that is 0. */
final class JsonNumber {
    private static final int LONGEST_EXPONENT = 17;

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
        into.appendAscii(digits.substring(from, to));
        exponent += digits.length() - to - fraction;
        if (exponent != 0) {
            into.append((byte) 'e');
            CanonicalText.integer(into, exponent);
        }
    }

    private static long exponent(String text) {
        if (text.length() > LONGEST_EXPONENT) {
            throw new CanonicalFormatException("a JSON number beyond all bounds");
        }
        return Long.parseLong(text);
    }
}
