package io.decant.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that mean nothing in CSV and are ASCII: those from {@code -} to the end of ASCII, which fields mostly consist of. */
final class Plain {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SIGNS = 0x8080808080808080L;

    /** What takes {@code -}, and no byte below it, to the sign bit. */
    private static final long LIFT = 0x0101010101010101L * (0x80 - '-');

    private Plain() {}

    /** Where the bytes that are plain end, looking at eight of them at a time; {@code to} if all are. */
    static int end(byte[] b, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long eight = (long) LONG.get(b, at);
            long others = ~(((eight & ~SIGNS) + LIFT) & ~eight) & SIGNS;
            if (others != 0) {
                return at + (Long.numberOfTrailingZeros(others) >>> 3);
            }
        }
        while (at < to && b[at] >= '-') {
            at++;
        }
        return at;
    }
}
