package io.decant.spring.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Makes the job tables, and brings older ones up to date. Their history is no part of the application's. */
final class Migrations {
    private static final String HISTORY = "decant_schema_history";

    private static final Map<String, String> FOLDERS = Map.of(
            "h2", "h2",
            "postgresql", "postgresql",
            "mysql", "mysql",
            "mariadb", "mysql",
            "microsoft sql server", "sqlserver");

    private Migrations() {}

    static void run(DataSource jobs) {
        Flyway.configure()
                .dataSource(jobs)
                .locations("classpath:io/decant/spring/db/" + folder(jobs))
                .table(HISTORY)
                // The database may be an application's, with tables of its own.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private static String folder(DataSource jobs) {
        try (Connection connection = jobs.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            String folder = FOLDERS.get(product.toLowerCase(Locale.ROOT));
            if (folder == null) {
                throw new IllegalStateException("jobs cannot be kept in " + product
                        + ": set decant.jobs.url to a database of PostgreSQL, MySQL, MariaDB, SQL Server or H2");
            }
            return folder;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot reach the job database", e);
        }
    }
}
