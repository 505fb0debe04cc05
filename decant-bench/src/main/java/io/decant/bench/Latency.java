package io.decant.bench;

import java.util.Arrays;

/**
 * How long other users waited for their answers.
 *
 * @param count how many answers
 * @param median milliseconds that half of them took at most
 * @param p99 milliseconds that 99 of 100 took at most
 */
record Latency(int count, double median, double p99) {

    /** @param nanos one for each answer, at least one */
    static Latency of(long[] nanos) {
        if (nanos.length == 0) {
            throw new BenchException("no answer came while the contender ran");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.99));
    }

    private static double quantile(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
