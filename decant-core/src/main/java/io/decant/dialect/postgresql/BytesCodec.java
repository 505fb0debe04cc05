package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

final class BytesCodec implements ValueCodec {
    /** Characters of Base64 that are turned into bytes at a time; a multiple of four, which stand for three bytes. */
    private static final int PIECE = 64 * 1024;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        CanonicalText.base64(out, b, off, len);
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        byte[] value = CanonicalText.parseBase64(b, off, len);
        out.bytes(value, 0, value.length);
    }

    @Override
    public void encodeLarge(byte[] b, int off, int len, Outlet out) {
        out.sink().int4(CanonicalText.checkBase64(b, off, len));
        for (int at = off; at < off + len; at += PIECE) {
            encode(b, at, Math.min(PIECE, off + len - at), out.sink());
            out.flush();
        }
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        out.ascii("\\x");
        for (byte value : CanonicalText.parseBase64(b, off, len)) {
            out.int1(HEX[(value >> 4) & 0xF]);
            out.int1(HEX[value & 0xF]);
        }
    }
}
