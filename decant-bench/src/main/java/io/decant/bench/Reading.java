package io.decant.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a contender took.
 *
 * @param wall seconds from its start to its exit
 * @param clientCpu seconds of processor time of its processes, user and system
 * @param serverCpu seconds of processor time of all of the server's processes meanwhile
 * @param otherCpu seconds of processor time that the rest of the machine took meanwhile
 * @param peakMemory bytes resident in its processes at the worst moment
 * @param written bytes of the files that it made; 0 where it makes none
 * @param latency what others met beside it; null where there were none
 */
record Reading(
        double wall,
        double clientCpu,
        double serverCpu,
        double otherCpu,
        long peakMemory,
        long written,
        @Nullable Latency latency) {
    Reading(double wall, double clientCpu, double serverCpu, double otherCpu, long peakMemory, long written) {
        this(wall, clientCpu, serverCpu, otherCpu, peakMemory, written, null);
    }

    Reading with(Latency met) {
        return new Reading(wall, clientCpu, serverCpu, otherCpu, peakMemory, written, met);
    }

    /** What others met beside it, where there were any. */
    Latency met() {
        return Objects.requireNonNull(latency);
    }

    double allCpu() {
        return clientCpu + serverCpu;
    }
}
