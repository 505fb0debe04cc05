package io.decant;

import io.decant.dialect.ValueCheck;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in place of a value that a column cannot hold, the nearest one that it can, by the rules of {@code docs/DRIFT.md}.
 * What no rule makes fit is not changed at all. Not thread-safe.
 */
final class NearestValue {
    private final TypeKind kind;
    private final boolean nullable;
    private final ValueCheck check;
    private final RecordBuffer work = new RecordBuffer();
    private int clockDigits = Integer.MAX_VALUE;

    /**
     * @param kind of the canonical text
     * @param nullable whether NULL may stand for what is infinite or no number
     */
    NearestValue(TypeKind kind, boolean nullable, ValueCheck check) {
        this.kind = kind;
        this.nullable = nullable;
        this.check = check;
    }

    /**
     * @param out gets the nearest value as one more field, if there is one
     * @return what was lost, null if no rule helps
     */
    ColumnLoss.@Nullable Kind find(byte[] b, int off, int len, RecordBuffer out) {
        return switch (kind) {
            case DECIMAL, FLOAT32, FLOAT64 -> CanonicalText.finite(b, off, len) ? number(b, off, len, out) : empty(out);
            case DATE, TIMESTAMP, TIMESTAMPTZ ->
                CanonicalText.infinity(b, off, len) == 0 ? fraction(b, off, len, out) : empty(out);
            case TIME, TIMESTAMPOFFSET -> fraction(b, off, len, out);
            case TEXT, OTHER -> text(b, off, len, out);
            default -> null;
        };
    }

    private ColumnLoss.@Nullable Kind empty(RecordBuffer out) {
        if (!nullable) {
            return null;
        }
        out.addNull();
        return ColumnLoss.Kind.NOT_FINITE;
    }

    private ColumnLoss.@Nullable Kind number(byte[] b, int off, int len, RecordBuffer out) {
        if (kind == TypeKind.DECIMAL) {
            return fraction(b, off, len, out);
        }
        work.clear();
        if (len == 2 && b[off] == '-' && b[off + 1] == '0') {
            work.appendAscii("0");
            return passes(out) ? ColumnLoss.Kind.ZERO_SIGN : null;
        }
        float narrow = (float) CanonicalText.parseFloat64(b, off, len);
        if (kind == TypeKind.FLOAT32 || Float.isInfinite(narrow)) {
            return null;
        }
        CanonicalText.float64(work, narrow);
        return passes(out) ? ColumnLoss.Kind.ROUNDED : null;
    }

    /**
     * Cuts as few digits as it takes. How many a column of times keeps is learned from the values that were cut; of decimals
     * some columns keep more where there are fewer before the point.
     */
    private ColumnLoss.@Nullable Kind fraction(byte[] b, int off, int len, RecordBuffer out) {
        int end = off + len;
        int point = off;
        while (point < end && b[point] != '.') {
            point++;
        }
        int tail = point + 1;
        while (tail < end && b[tail] >= '0' && b[tail] <= '9') {
            tail++;
        }
        for (int digits = Math.min(tail - point - 2, clockDigits); digits >= 0; digits--) {
            cut(b, off, point, digits, tail, end);
            if (passes(out)) {
                clockDigits = kind == TypeKind.DECIMAL ? clockDigits : digits;
                return ColumnLoss.Kind.FRACTION_CUT;
            }
        }
        return null;
    }

    private void cut(byte[] b, int off, int point, int digits, int tail, int end) {
        int last = point + digits;
        while (last > point && b[last] == '0') {
            last--;
        }
        work.clear();
        boolean zero = last == point && point == off + 2 && b[off] == '-' && b[off + 1] == '0';
        int start = zero ? off + 1 : off;
        work.append(b, start, (last == point ? point : last + 1) - start);
        work.append(b, tail, end - tail);
    }

    private ColumnLoss.@Nullable Kind text(byte[] b, int off, int len, RecordBuffer out) {
        work.clear();
        for (int i = off; i < off + len; i++) {
            if (b[i] != 0) {
                work.append(b[i]);
            }
        }
        ColumnLoss.Kind lost = work.size() < len ? ColumnLoss.Kind.NUL_REMOVED : ColumnLoss.Kind.SPACES_CUT;
        if (lost == ColumnLoss.Kind.NUL_REMOVED && passes(out)) {
            return lost;
        }
        String text = new String(work.bytes(), 0, work.size(), StandardCharsets.UTF_8);
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        if (length == text.length()) {
            return null;
        }
        work.clear();
        CanonicalText.text(work, text.substring(0, length));
        return passes(out) ? lost : null;
    }

    private boolean passes(RecordBuffer out) {
        if (check.unfit(work.bytes(), 0, work.size()) != null) {
            return false;
        }
        out.add(work.bytes(), 0, work.size());
        return true;
    }
}
