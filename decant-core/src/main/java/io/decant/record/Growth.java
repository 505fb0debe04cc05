package io.decant.record;

import java.util.Arrays;

/**
 * How buffers grow: to twice their length while they are small, so that copying stays rare; by an eighth when they are large,
 * so that one value of many megabytes does not ask for twice its size.
 */
public final class Growth {
    /** Bytes from which a buffer is large: it grows by less, is not kept for what comes next, and has to be waited for. */
    public static final int LARGE = 16 << 20;

    private static final int MOST = Integer.MAX_VALUE - 8;

    private Growth() {}

    /**
     * The same buffer if it is long enough, or a longer copy.
     *
     * @throws ArithmeticException if no array is as long as that
     */
    public static byte[] room(byte[] buffer, long needed) {
        if (needed <= buffer.length) {
            return buffer;
        }
        if (needed > MOST) {
            throw new ArithmeticException("more bytes than an array holds");
        }
        long ample = buffer.length < LARGE ? 2L * buffer.length : buffer.length + buffer.length / 8L;
        // A little more than is needed now: small fields follow a large one.
        return Arrays.copyOf(buffer, (int) Math.min(MOST, Math.max(ample, needed + needed / 64)));
    }
}
