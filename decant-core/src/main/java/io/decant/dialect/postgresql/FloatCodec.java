package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

/** Floating-point numbers, 4 bytes in canonical float32, 8 bytes in canonical float64 or float32. */
final class FloatCodec implements ValueCodec {
    private final boolean wideForm;
    private final boolean wideText;

    /**
     * @param wideForm whether the column has 8 bytes
     * @param wideText whether the canonical type is float64: of these a column of 4 bytes takes what it need not round
     */
    FloatCodec(boolean wideForm, boolean wideText) {
        this.wideForm = wideForm;
        this.wideText = wideText;
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        if (!wideForm) {
            float value = Float.intBitsToFloat(BigEndian.getInt(b, off));
            if (wideText) {
                CanonicalText.float64(out, value);
            } else {
                CanonicalText.float32(out, value);
            }
            return;
        }
        double value = Double.longBitsToDouble(BigEndian.getLong(b, off));
        if (wideText) {
            CanonicalText.float64(out, value);
        } else if (Double.isNaN(value) || (float) value == value) {
            CanonicalText.float32(out, (float) value);
        } else {
            throw new UnfitValueException("a number that needs more than a float32");
        }
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        double value = wideText ? CanonicalText.parseFloat64(b, off, len) : CanonicalText.parseFloat32(b, off, len);
        if (wideForm) {
            out.int8(Double.doubleToLongBits(value));
        } else if (Double.isNaN(value) || (float) value == value) {
            out.int4(Float.floatToIntBits((float) value));
        } else {
            throw new UnfitValueException("more digits than a real keeps");
        }
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        int mark = out.size();
        encode(b, off, len, out);
        out.cut(mark);
        if (CanonicalText.finite(b, off, len)) {
            // The shortest digits of a float are not those of the double that it becomes.
            out.ascii(
                    wideForm && !wideText
                            ? Double.toString(CanonicalText.parseFloat32(b, off, len))
                            : CanonicalTexts.ascii(b, off, len));
        } else {
            out.ascii(CanonicalTexts.infinityWord(b, off, len));
        }
    }
}
