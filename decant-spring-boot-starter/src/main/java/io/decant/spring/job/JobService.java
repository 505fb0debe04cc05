package io.decant.spring.job;

import io.decant.ExportOptions;
import io.decant.Exporter;
import io.decant.Importer;
import io.decant.archive.ArchiveStore;
import io.decant.plan.TenantModel;
import io.decant.spring.DecantProperties;
import io.decant.spring.store.Stores;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** All that jobs need, put together once: the job database, the store, the queue and its workers. */
public final class JobService implements SmartLifecycle, AutoCloseable {
    private static final Duration STOP_TIME = Duration.ofSeconds(20);

    private final ArchiveStore archives;
    private final Queue queue;
    private final Backups backups;
    private final Restores restores;
    private final AuditLog audit;
    private final JobStore store;
    private final Workload workload;
    private final Connections connections;

    private JobService(
            ArchiveStore archives,
            Queue queue,
            Backups backups,
            Restores restores,
            AuditLog audit,
            JobStore store,
            Workload workload,
            Connections connections) {
        this.archives = archives;
        this.queue = queue;
        this.backups = backups;
        this.restores = restores;
        this.audit = audit;
        this.store = store;
        this.workload = workload;
        this.connections = connections;
    }

    /**
     * @param application the application's own database
     * @param observations takes each job, for metrics and traces
     * @throws io.decant.error.DecantException {@code MODEL_INVALID}
     */
    public static JobService of(
            DecantProperties settings,
            DataSource application,
            ResourceLoader loader,
            ObservationRegistry observations) {
        Clock clock = Clock.systemUTC();
        TenantModel model = ModelResource.read(settings.model(), loader);
        Connections connections = Connections.of(settings, application);
        DataSource jobs = connections.jobs();
        Migrations.JOBS.run(jobs);
        JobStore store = new JobStore(JdbcClient.create(jobs), clock);
        ArchiveStore archives = Stores.of(settings, jobs, clock);
        Path work = settings.data().resolve("work");
        DecantProperties.Jobs how = settings.jobs();
        ExportOptions options = ExportOptions.DEFAULT
                .withJobs(how.connections())
                .withPartSize(settings.partSize().toBytes())
                .withSchemas(settings.schemas())
                .withMaxRate(settings.maxRate())
                .withMaxSnapshotAge(settings.maxSnapshotAge());
        Importer importer = new Importer(application, model);
        Workload workload = new Workload(clock);
        Exporter exporter = new Exporter(connections.source(), model);
        Backup backup = new Backup(store, archives, exporter, options, work, settings.retention(), workload, clock);
        Restore restore =
                new Restore(store, archives, importer, settings.schemas(), work, settings.retention(), workload, clock);
        AuditLog audit = new AuditLog(JdbcClient.create(jobs), clock);
        Sweeper sweeper = new Sweeper(store, archives, audit, work, how.strayAge(), settings.auditRetention(), clock);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(jobs));
        Seats seats = new Seats(JdbcClient.create(jobs), transactions, store, how.backupsAtOnce());
        Worker worker =
                new Worker(store, seats, backup, restore, workload, observations, how.attempts(), how.backOff());
        Queue queue = new Queue(new TransactionAwareDataSourceProxy(jobs), how, worker, sweeper, STOP_TIME);
        Backups backups = new Backups(store, queue, sweeper, audit, transactions, how.perDay(), clock);
        Restores restores = new Restores(
                store,
                queue,
                sweeper,
                audit,
                archives,
                importer,
                settings.schemas(),
                transactions,
                settings.uploadTime(),
                settings.openUploads(),
                clock);
        return new JobService(archives, queue, backups, restores, audit, store, workload, connections);
    }

    /** The job database, for tables that are kept beside the jobs. */
    public DataSource database() {
        return connections.jobs();
    }

    public ArchiveStore archives() {
        return archives;
    }

    public Backups backups() {
        return backups;
    }

    public Restores restores() {
        return restores;
    }

    public AuditLog audit() {
        return audit;
    }

    public Workload workload() {
        return workload;
    }

    /** How many jobs of all tenants are being uploaded, wait, or run, in whichever process. */
    public Map<JobStatus, Long> openJobs() {
        return store.open();
    }

    /** How long the job has waited that has waited longest, in the whole queue; zero if none waits. */
    public Duration queueAge() {
        return store.longestWait();
    }

    @Override
    public void start() {
        queue.start();
    }

    /** Running jobs may go on for a while; what does not end goes back to the queue. */
    @Override
    public void stop() {
        queue.stop();
    }

    /** Requests may come until the web server has stopped, which is after the workers have. */
    @Override
    public void close() {
        connections.close();
    }

    @Override
    public boolean isRunning() {
        return queue.isRunning();
    }
}
