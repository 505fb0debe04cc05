package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.Progress;
import io.decant.Verifier;
import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import io.decant.cli.sample.SampleTenant;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Replicas on one PostgreSQL and one folder, and what can be seen of their work without asking them. */
final class Drill implements AutoCloseable {
    /** A worker is replaced after four silent ones. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final TestPostgres application;
    final TestPostgres jobs = TestPostgres.newDatabase();
    private final Path folder;
    private final Path model;
    private final Path config;
    private final List<Replica> replicas = new ArrayList<>();
    private int started;

    /** @param application whose tenants' jobs these are */
    Drill(Path folder, TestPostgres application, String model) throws IOException {
        this.folder = folder;
        this.application = application;
        this.model = Files.writeString(folder.resolve("decant.yaml"), model);
        config = Files.writeString(folder.resolve("decant-server.yaml"), """
                server.port: 0
                decant:
                  database: {url: '%s', user: '%s'}
                  model: '%s'
                  data: '%s'
                  management-key: '%s'
                  jobs:
                    url: '%s'
                    user: '%s'
                    poll: 100ms
                    heartbeat: %dms
                    attempts: 5
                    back-off: 200ms
                    sweep: 1s
                    stray-age: 1s
                """.formatted(
                        application.jdbcUrl(),
                        application.user(),
                        this.model,
                        folder.resolve("data"),
                        Served.MANAGER,
                        jobs.jdbcUrl(),
                        jobs.user(),
                        HEARTBEAT.toMillis()));
    }

    /** Of the passkey sample. */
    static Drill of(Path folder, SampleTenant... tenants) throws Exception {
        TestPostgres application = TestPostgres.newDatabase();
        try (Connection connection = application.getConnection()) {
            Sample.create(connection, Product.POSTGRESQL, List.of(tenants), 7);
        }
        return new Drill(folder, application, Sample.model(Product.POSTGRESQL));
    }

    /** Starts the service in this process, on the same databases, with more settings as {@link Served#start} has them. */
    Served serve(String... more) throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "database: {url: '" + application.jdbcUrl() + "', user: " + application.user() + "}",
                "model: '" + model + "'",
                "jobs.url: '" + jobs.jdbcUrl() + "'",
                "jobs.user: " + jobs.user()));
        lines.addAll(List.of(more));
        return Served.start(folder.resolve("here"), lines.toArray(String[]::new));
    }

    /** Starts as many at once, and waits until they serve. */
    List<Replica> start(int count) throws Exception {
        List<Replica> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            begun.add(begin());
        }
        for (Replica replica : begun) {
            until(() -> replica.address().isPresent() || !replica.alive(), "a replica serves", replica::said);
            assertThat(replica.address()).as(replica.said()).isPresent();
        }
        return begun;
    }

    /** Starts one. */
    Replica begin() throws IOException {
        Replica replica = Replica.start(config, folder.resolve("replica-" + started++ + ".log"));
        replicas.add(replica);
        return replica;
    }

    /** Has the job database itself write down how jobs change their state. */
    void watchStates() {
        jobs.runScript("""
                CREATE TABLE drill_history (at TIMESTAMPTZ DEFAULT clock_timestamp(), id VARCHAR(36), before VARCHAR(10),
                  status VARCHAR(10), fence BIGINT, archive VARCHAR(100));
                CREATE FUNCTION drill_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO drill_history (id, before, status, fence, archive)
                    VALUES (NEW.id, OLD.status, NEW.status, NEW.fence, NEW.archive);
                  RETURN NEW; END $$;
                CREATE TRIGGER drill_noted AFTER UPDATE OF status ON decant_job
                  FOR EACH ROW EXECUTE FUNCTION drill_note();
                """);
    }

    long count(String sql) throws Exception {
        return Long.parseLong(Rows.value(jobs, sql));
    }

    /** Every job has ended, once, and what is published is whole and complete; nothing else is left. */
    void assertAllIsWell() throws Exception {
        assertThat(count("SELECT count(*) FROM decant_job WHERE status NOT IN ('completed', 'failed')"))
                .isZero();
        assertThat(Rows.of(jobs, "SELECT id FROM decant_job WHERE status = 'failed' AND failure_detail IS NULL"))
                .isEmpty();
        assertThat(Rows.of(
                        jobs,
                        "SELECT id, count(*) FROM drill_history WHERE status IN ('completed', 'failed') GROUP BY id"
                                + " HAVING count(*) > 1"))
                .as("jobs that ended more than once")
                .isEmpty();
        assertThat(Rows.of(jobs, "SELECT * FROM drill_history WHERE before IN ('completed', 'failed')"))
                .as("changes of jobs that had ended")
                .isEmpty();
        assertThat(count("SELECT count(*) FROM drill_history WHERE status = 'completed'"))
                .isEqualTo(count("SELECT count(*) FROM decant_job WHERE status = 'completed'"));
        Set<String> named = new TreeSet<>();
        for (List<String> job :
                Rows.of(jobs, "SELECT archive, tenant, manifest FROM decant_job WHERE status = 'completed'")) {
            named.add(job.get(0));
            assertThat(Files.readString(archive(job.get(0)).resolve(Manifest.FILE)))
                    .isEqualTo(job.get(2));
            assertSound(archive(job.get(0)), tenant(job.get(1)));
        }
        until(() -> names(folder.resolve("data/archives")).equals(named), "archives that no job names are gone");
        until(() -> names(folder.resolve("data/work")).isEmpty(), "what killed workers have left is gone");
        until(() -> count("SELECT count(*) FROM decant_task WHERE task_name = 'job'") == 0, "the queue is empty");
    }

    /** Of one column: {@code acme} for {@code ["acme"]}. */
    static String tenant(String json) {
        return json.substring(2, json.length() - 2);
    }

    private Path archive(String name) {
        return folder.resolve("data/archives").resolve(name);
    }

    private void assertSound(Path archive, String tenant) throws Exception {
        assertThat(new Verifier(Progress.NONE).verify(archive).sound())
                .as(archive.toString())
                .isTrue();
        try (Archive opened = Archive.open(archive)) {
            assertThat(opened.manifest().tenant().key().values()).containsExactly(tenant);
            for (ManifestTable table : opened.manifest().included()) {
                if (table.membership().text().equals("owned")) {
                    String column = table.name().name().equals("ApplicationEvents") ? "TenantId" : "Tenant";
                    assertThat(table.rows())
                            .as(table.name().name())
                            .isEqualTo(Long.parseLong(Rows.value(
                                    application,
                                    "SELECT count(*) FROM \"" + table.name().name() + "\" WHERE \"" + column + "\" = '"
                                            + tenant + "'")));
                }
            }
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static void until(Callable<Boolean> reached, String what) throws Exception {
        until(reached, what, () -> "");
    }

    /**
     * Waits, at most a while.
     *
     * @param why is shown where that was not enough
     */
    static void until(Callable<Boolean> reached, String what, Callable<String> why) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited too long until " + what + ". " + why.call());
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        for (Replica replica : replicas) {
            replica.close();
        }
        jobs.drop();
        application.drop();
    }
}
