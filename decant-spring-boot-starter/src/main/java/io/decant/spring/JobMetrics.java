package io.decant.spring;

import io.decant.spring.job.JobKind;
import io.decant.spring.job.JobService;
import io.decant.spring.job.JobStatus;
import io.decant.spring.job.Workload;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The queue's length and age, rows and bytes, and how long snapshots are held. How long jobs take, and how they fail, is
 * told by the observation {@code decant.job}.
 */
final class JobMetrics implements MeterBinder {
    /** Several gauges ask the job database at once, and a scraper soon again. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final JobService jobs;
    private final Supplier<Map<JobStatus, Long>> open;

    JobMetrics(JobService jobs) {
        this.jobs = jobs;
        this.open = new Remembered<>(jobs::openJobs, KEPT);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobStatus status : new JobStatus[] {JobStatus.UPLOADING, JobStatus.PENDING, JobStatus.RUNNING}) {
            Gauge.builder("decant.jobs", () -> open.get().getOrDefault(status, 0L))
                    .tag("status", status.text())
                    .description("jobs of all tenants, in all processes")
                    .register(registry);
        }
        TimeGauge.builder("decant.queue.age", () -> jobs.queueAge().toMillis(), TimeUnit.MILLISECONDS)
                .description("how long the job has waited that has waited longest")
                .register(registry);
        Workload workload = jobs.workload();
        for (JobKind kind : JobKind.values()) {
            FunctionCounter.builder("decant.rows", workload, w -> w.rows(kind))
                    .tag("kind", kind.text())
                    .description("rows of jobs that this process completed")
                    .register(registry);
            FunctionCounter.builder("decant.data", workload, w -> w.bytes(kind))
                    .tag("kind", kind.text())
                    .baseUnit("bytes")
                    .description("plain CSV of jobs that this process completed")
                    .register(registry);
            TimeGauge.builder(
                            "decant.snapshot.age",
                            () -> workload.oldest(kind).map(Duration::toMillis).orElse(0L),
                            TimeUnit.MILLISECONDS)
                    .tag("kind", kind.text())
                    .description("how long the oldest running job of this process has held its snapshot or transaction")
                    .register(registry);
        }
    }
}
