package io.decant.server;

import io.decant.spring.job.AuditLog;
import io.decant.spring.job.Migrations;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of keys, beside the jobs. */
final class KeyTable {
    private static final Migrations MIGRATIONS = new Migrations("io/decant/server/db", "decant_key_history");

    private KeyTable() {}

    /** Makes the table where it is not there yet; the job tables too. */
    static Keys open(DataSource jobs) {
        // A key may be made before the service has ever run.
        Migrations.JOBS.run(jobs);
        MIGRATIONS.run(jobs);
        JdbcClient jdbc = JdbcClient.create(jobs);
        Clock clock = Clock.systemUTC();
        return new Keys(jdbc, new AuditLog(jdbc, clock), clock);
    }
}
