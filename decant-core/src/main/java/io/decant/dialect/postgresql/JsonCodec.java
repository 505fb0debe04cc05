package io.decant.dialect.postgresql;

import io.decant.record.RecordBuffer;

/** json and jsonb: their text, before which jsonb has a version byte. Whether it is JSON, the server checks. */
final class JsonCodec implements ValueCodec {
    private static final int VERSION = 1;

    private final boolean versioned;

    JsonCodec(boolean versioned) {
        this.versioned = versioned;
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        if (!versioned) {
            out.append(b, off, len);
        } else if (b[off] == VERSION) {
            out.append(b, off + 1, len - 1);
        } else {
            throw new UnfitValueException("jsonb of a version that is not known");
        }
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        if (versioned) {
            out.int1(VERSION);
        }
        out.bytes(b, off, len);
    }

    @Override
    public void encodeLarge(byte[] b, int off, int len, Outlet out) {
        if (versioned) {
            out.sink().int4(len + 1);
            out.sink().int1(VERSION);
        } else {
            out.sink().int4(len);
        }
        out.send(b, off, len);
    }
}
