package io.decant.server;

import io.decant.spring.job.Migrations;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of keys, beside the jobs. */
final class KeyTable {
    private static final Migrations MIGRATIONS = new Migrations("io/decant/server/db", "decant_key_history");

    private KeyTable() {}

    /** Makes the table where it is not there yet. */
    static Keys open(DataSource jobs) {
        MIGRATIONS.run(jobs);
        return new Keys(JdbcClient.create(jobs), Clock.systemUTC());
    }
}
