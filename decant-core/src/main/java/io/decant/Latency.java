package io.decant;

import java.util.Arrays;

/**
 * How long a query takes for its rows, beside what is usual for it: the median of what went before. One a query; not
 * thread-safe. See decision 100.
 */
final class Latency {
    /** What one look compares: no less than what drivers fetch at a time, or looks with a fetch would stand out. */
    static final int ROWS = 1024;
    /** Nanoseconds by which a look has to be late; less is noise. */
    static final long NOISE = 20_000_000;
    /** The longest pause after one look, in nanoseconds. */
    static final long LONGEST = 5_000_000_000L;

    private static final int FEWEST = 8;
    private static final double SLOW = 2;

    private final double[] nanosAByte = new double[255];
    private int looks;
    private int rows;
    private long bytes;
    private long nanos;

    /**
     * A row came.
     *
     * @param waited nanoseconds that the source took for it
     * @return nanoseconds to leave the source alone, as many as it was late, 0 for none
     */
    long row(long waited, long size) {
        nanos += waited;
        bytes += size;
        if (++rows < ROWS) {
            return 0;
        }
        long late = late();
        nanosAByte[looks++ % nanosAByte.length] = (double) nanos / bytes;
        rows = 0;
        bytes = 0;
        nanos = 0;
        return Math.min(late, LONGEST);
    }

    private long late() {
        if (looks < FEWEST) {
            return 0;
        }
        double[] before = Arrays.copyOf(nanosAByte, Math.min(looks, nanosAByte.length));
        Arrays.sort(before);
        double usual = before[before.length / 2] * bytes;
        long late = nanos - (long) usual;
        return nanos > usual * SLOW && late > NOISE ? late : 0;
    }
}
