package io.decant.spring.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What this process is doing, and how much it has done since it was started: for metrics. Thread-safe. */
public final class Workload {
    private final Clock clock;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final Map<JobKind, LongAdder> rows = new EnumMap<>(JobKind.class);
    private final Map<JobKind, LongAdder> bytes = new EnumMap<>(JobKind.class);

    private record Running(JobKind kind, Instant since) {}

    Workload(Clock clock) {
        this.clock = clock;
        for (JobKind kind : JobKind.values()) {
            rows.put(kind, new LongAdder());
            bytes.put(kind, new LongAdder());
        }
    }

    void begins(Job job) {
        running.put(job.id(), new Running(job.kind(), clock.instant()));
    }

    void ends(Job job) {
        running.remove(job.id());
    }

    void done(Job job, long moreRows, long moreBytes) {
        of(rows, job.kind()).add(moreRows);
        of(bytes, job.kind()).add(moreBytes);
    }

    /** Rows of jobs of this kind that were completed here. */
    public long rows(JobKind kind) {
        return of(rows, kind).sum();
    }

    /** Bytes of plain CSV of jobs of this kind that were completed here. */
    public long bytes(JobKind kind) {
        return of(bytes, kind).sum();
    }

    /** How long the oldest of the running jobs of this kind has held its snapshot or transaction; empty if none runs. */
    public Optional<Duration> oldest(JobKind kind) {
        return running.values().stream()
                .filter(job -> job.kind() == kind)
                .map(Running::since)
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, clock.instant()));
    }

    private static LongAdder of(Map<JobKind, LongAdder> counts, JobKind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
