package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

/**
 * numeric: digits to the base 10,000, the power of the first, a sign, and how many fraction digits are shown. Reads and
 * writes decimals, or whole numbers only.
 */
final class NumericCodec implements ValueCodec {
    private static final int HEADER = 8;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int GROUP = 4;

    private final PostgresType type;
    private final boolean whole;

    /** @param whole whether the canonical type is integer */
    NumericCodec(PostgresType type, boolean whole) {
        this.type = type;
        this.whole = whole;
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        int groups = BigEndian.getShort(b, off);
        int weight = BigEndian.getShort(b, off + 2);
        int sign = BigEndian.getShort(b, off + 4) & 0xFFFF;
        int scale = BigEndian.getShort(b, off + 6);
        if (sign > NEGATIVE) {
            special(sign, out);
            return;
        }
        if (whole && groups > weight + 1) {
            throw new UnfitValueException("a number with a fraction is no integer");
        }
        if (sign == NEGATIVE) {
            out.append((byte) '-');
        }
        wholePart(b, off + HEADER, groups, weight, out);
        if (scale > 0 && !whole) {
            fraction(b, off + HEADER, groups, weight, scale, out);
        }
    }

    private void special(int sign, RecordBuffer out) {
        if (whole) {
            throw new UnfitValueException("NaN and infinities are no integers");
        }
        switch (sign) {
            case NAN -> out.appendAscii("NaN");
            case INFINITY -> out.appendAscii("INF");
            case MINUS_INFINITY -> out.appendAscii("-INF");
            default -> throw new UnfitValueException("a numeric of a kind that is not known");
        }
    }

    private static void wholePart(byte[] b, int digits, int groups, int weight, RecordBuffer out) {
        if (weight < 0) {
            out.append((byte) '0');
            return;
        }
        CanonicalText.integer(out, group(b, digits, groups, 0));
        for (int i = 1; i <= weight; i++) {
            four(group(b, digits, groups, i), GROUP, out);
        }
    }

    private static void fraction(byte[] b, int digits, int groups, int weight, int scale, RecordBuffer out) {
        out.append((byte) '.');
        int rest = scale;
        for (int i = weight + 1; rest > 0; i++) {
            four(group(b, digits, groups, i), Math.min(rest, GROUP), out);
            rest -= GROUP;
        }
    }

    private static int group(byte[] b, int digits, int groups, int index) {
        return index < 0 || index >= groups ? 0 : BigEndian.getShort(b, digits + 2 * index);
    }

    private static void four(int value, int shown, RecordBuffer out) {
        byte[] bytes = out.reserve(GROUP);
        int at = out.size();
        bytes[at] = (byte) ('0' + value / 1000);
        bytes[at + 1] = (byte) ('0' + value / 100 % 10);
        bytes[at + 2] = (byte) ('0' + value / 10 % 10);
        bytes[at + 3] = (byte) ('0' + value % 10);
        out.advance(shown);
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        if (!CanonicalText.finite(b, off, len)) {
            special(b, off, len, out);
            return;
        }
        if (whole) {
            CanonicalText.parseInteger(b, off, len);
        } else {
            CanonicalText.parseDecimal(b, off, len);
        }
        boolean negative = b[off] == '-';
        int start = negative ? off + 1 : off;
        int end = off + len;
        int point = start;
        while (point < end && b[point] != '.') {
            point++;
        }
        int scale = Math.max(0, end - point - 1);
        checkScale(b, point, end);
        digits(b, start, point, end, negative, scale, out);
    }

    private void special(byte[] b, int off, int len, ByteSink out) {
        boolean nan = b[off] == 'N';
        if (whole || (type.size() >= 0 && !nan)) {
            throw new UnfitValueException("a number that the column's type does not have");
        }
        out.int4(0);
        out.int2(nan ? NAN : len == 3 ? INFINITY : MINUS_INFINITY);
        out.int2(0);
    }

    /** The server rounds to the declared scale without a word. */
    private void checkScale(byte[] b, int point, int end) {
        if (type.size() < 0) {
            return;
        }
        int firstLost = type.scale() < 0 ? point + type.scale() : point + 1 + type.scale();
        for (int i = Math.max(0, firstLost); i < end; i++) {
            if (b[i] >= '1' && b[i] <= '9') {
                throw new UnfitValueException("more fraction digits than the column keeps");
            }
        }
    }

    private static void digits(byte[] b, int start, int point, int end, boolean negative, int scale, ByteSink out) {
        int header = out.size();
        out.int8(0);
        int weight = (point - start + GROUP - 1) / GROUP - 1;
        int first = point - (weight + 1) * GROUP;
        int groups = 0;
        int trailingZeros = 0;
        for (int at = first; at < end; at = next(at, point)) {
            int value = 0;
            for (int i = at; i < at + GROUP; i++) {
                value = value * 10 + (i >= start && i < end ? b[i] - '0' : 0);
            }
            if (value == 0 && groups == 0) {
                weight--;
            } else {
                out.int2(value);
                groups++;
                trailingZeros = value == 0 ? trailingZeros + 1 : 0;
            }
        }
        groups -= trailingZeros;
        out.cut(header + HEADER + 2 * groups);
        int upper = groups == 0 ? 0 : weight;
        out.int4At(header, groups << 16 | (upper & 0xFFFF));
        out.int4At(header + 4, (negative ? NEGATIVE : 0) << 16 | scale);
    }

    /** The next four digits begin after these, and after the point where these reach it. */
    private static int next(int at, int point) {
        return at + GROUP == point ? point + 1 : at + GROUP;
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        int mark = out.size();
        encode(b, off, len, out);
        out.cut(mark);
        out.ascii(CanonicalTexts.infinityWord(b, off, len));
    }
}
