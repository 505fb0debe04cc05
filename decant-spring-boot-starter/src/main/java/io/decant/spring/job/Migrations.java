package io.decant.spring.job;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Makes tables beside the jobs, and brings older ones up to date. Their history is no part of the application's.
 *
 * @param scripts on the classpath, a folder for each product below it: h2, postgresql, mysql, sqlserver
 * @param history the table that says which scripts have run
 */
public record Migrations(String scripts, String history) {
    /** Jobs, their queue and the audit log. */
    public static final Migrations JOBS = new Migrations("io/decant/spring/db", "decant_schema_history");

    private static final Map<String, String> FOLDERS = Map.of(
            "h2", "h2",
            "postgresql", "postgresql",
            "mysql", "mysql",
            "mariadb", "mysql",
            "microsoft sql server", "sqlserver");

    /**
     * Runs what has not run yet.
     *
     * @throws DecantException {@code USAGE} if the product can keep no jobs, {@code DATABASE} if it cannot be reached
     */
    public void run(DataSource jobs) {
        Flyway.configure()
                .dataSource(jobs)
                .locations("classpath:" + scripts + "/" + folder(jobs))
                .table(history)
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
                throw new DecantException(
                        ErrorCode.USAGE,
                        "jobs cannot be kept in " + product
                                + ": set decant.jobs.url to a database of PostgreSQL, MySQL, MariaDB, SQL Server or H2");
            }
            return folder;
        } catch (SQLException e) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    "the job database cannot be reached. Check decant.jobs.url, user and password",
                    e);
        }
    }
}
