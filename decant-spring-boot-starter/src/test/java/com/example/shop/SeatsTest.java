package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes with three workers each, of which only two may export at once. */
class SeatsTest {
    private static final int TENANTS = 16;
    private static final int SEATS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many ran when another one began or ended: a job begins with the update that makes it run. */
    private static final String MOST =
            "SELECT max(running) FROM (SELECT sum(step) OVER (ORDER BY at, step DESC) AS running"
                    + " FROM seen) AS at_each";

    @TempDir
    Path folder;

    @Test
    void noMoreBackupsRunAtOnceThanThereAreSeatsInWhicheverProcess() throws Exception {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE shops (name VARCHAR(50) PRIMARY KEY, title VARCHAR(200));
                CREATE TABLE orders (id BIGINT PRIMARY KEY, shop VARCHAR(50) NOT NULL REFERENCES shops, note VARCHAR(200));
                CREATE TABLE order_lines (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL REFERENCES orders, amount DECIMAL(10, 2));
                INSERT INTO shops SELECT 'shop' || i, 'title' FROM generate_series(1, %1$d) AS i;
                INSERT INTO orders SELECT i, 'shop' || (1 + i %% %1$d), 'note' FROM generate_series(1, 20000) AS i;
                """.formatted(TENANTS));
        TestPostgres jobs = TestPostgres.newDatabase();
        List<Shop> shops = new ArrayList<>();
        try {
            shops.add(start(database, jobs, 0));
            jobs.runScript("""
                    CREATE TABLE seen (at TIMESTAMPTZ, step INT);
                    CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                      IF NEW.status = 'running' THEN INSERT INTO seen VALUES (clock_timestamp(), 1);
                      ELSIF OLD.status = 'running' THEN INSERT INTO seen VALUES (clock_timestamp(), -1); END IF;
                      RETURN NEW; END $$;
                    CREATE TRIGGER seeing AFTER UPDATE OF status ON decant_job
                      FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION see();
                    """);
            for (int i = 1; i <= TENANTS; i++) {
                assertThat(shops.get(0)
                                .call("shop" + i, "POST", "/backup/schedule")
                                .statusCode())
                        .isEqualTo(202);
            }
            // As a worker leaves it that is killed: its seat waits for whoever takes the job over.
            jobs.runScript("INSERT INTO decant_seat SELECT 0, id, fence FROM decant_job ORDER BY created_at LIMIT 1");
            for (int i = 0; i < 3; i++) {
                shops.add(start(database, jobs, 3));
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!Rows.value(jobs, "SELECT count(*) FROM decant_job WHERE status IN ('completed', 'failed')")
                    .equals(Integer.toString(TENANTS))) {
                assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
                Thread.sleep(50);
            }
            assertThat(Rows.of(jobs, "SELECT failure_detail FROM decant_job WHERE status = 'failed'"))
                    .isEmpty();
            assertThat(Rows.value(jobs, MOST)).isEqualTo(Integer.toString(SEATS));
            assertThat(Rows.of(
                            jobs,
                            "SELECT a.id FROM decant_job a, decant_job b WHERE a.created_at < b.created_at AND a.updated_at"
                                    + " > b.updated_at GROUP BY a.id HAVING count(*) > 9"))
                    .as("overtaken by more than all workers together")
                    .isEmpty();
        } finally {
            shops.forEach(Shop::close);
            jobs.drop();
            database.drop();
        }
    }

    private Shop start(TestPostgres database, TestPostgres jobs, int workers) {
        return Shop.start(
                database.getUrl(),
                folder,
                "--spring.datasource.username=" + database.getUser(),
                "--spring.datasource.password=" + database.getPassword(),
                "--decant.jobs.url=" + jobs.getUrl(),
                "--decant.jobs.user=" + jobs.getUser(),
                "--decant.jobs.password=" + jobs.getPassword(),
                "--decant.jobs.workers=" + workers,
                "--decant.jobs.backups-at-once=" + SEATS);
    }
}
