package io.decant.spring.job;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables beside the jobs, and brings older ones up to date. Their history is no part of the application's.
 *
 * @param scripts a folder on the classpath. One script serves every product: names of types are placeholders
 *     ({@code varchar}, {@code text}, {@code blob}, {@code time}, {@code flag}), and so is {@code table}, at a table's end
 * @param history the table that says which scripts have run
 */
public record Migrations(String scripts, String history) {
    /** Jobs, their queue and the audit log. */
    public static final Migrations JOBS = new Migrations("io/decant/spring/db", "decant_schema_history");

    private static final int ATTEMPTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private static final Map<String, String> H2 =
            words("VARCHAR", "CLOB", "BLOB", "TIMESTAMP(6) WITH TIME ZONE", "BOOLEAN", "");
    private static final Map<String, String> POSTGRESQL =
            words("VARCHAR", "TEXT", "BYTEA", "TIMESTAMP(6) WITH TIME ZONE", "BOOLEAN", "");
    private static final Map<String, String> MYSQL = words(
            "VARCHAR",
            "LONGTEXT",
            "LONGBLOB",
            "TIMESTAMP(6)",
            "BOOLEAN",
            " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin");
    private static final Map<String, String> SQL_SERVER =
            words("NVARCHAR", "NVARCHAR(MAX)", "VARBINARY(MAX)", "DATETIMEOFFSET", "BIT", "");

    private static final Map<String, Map<String, String>> WORDS = Map.of(
            "h2", H2,
            "postgresql", POSTGRESQL,
            "mysql", MYSQL,
            "mariadb", MYSQL,
            "microsoft sql server", SQL_SERVER);

    private static Map<String, String> words(
            String varchar, String text, String blob, String time, String flag, String table) {
        return Map.of("varchar", varchar, "text", text, "blob", blob, "time", time, "flag", flag, "table", table);
    }

    /**
     * Runs what has not run yet. Several processes may do this at once, also in a database that has no table yet.
     *
     * @throws DecantException {@code USAGE} if the product can keep no jobs, {@code DATABASE} if it cannot be reached
     */
    public void run(DataSource jobs) {
        Flyway flyway = Flyway.configure()
                .dataSource(jobs)
                .locations("classpath:" + scripts)
                .placeholders(words(jobs))
                .table(history)
                // The database may be an application's, with tables of its own.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        for (int attempt = 1; ; attempt++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                // Flyway's lock covers the scripts, not what comes before them: a history that another process makes
                // just now is taken for a table of the application, then for one in the way. By then it is there.
                // A script that failed has another code.
                if (e.getErrorCode() != CoreErrorCode.ERROR || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("Another process makes {}, attempt {}", history, attempt);
            }
        }
    }

    private static Map<String, String> words(DataSource jobs) {
        try (Connection connection = jobs.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            Map<String, String> words = WORDS.get(product.toLowerCase(Locale.ROOT));
            if (words == null) {
                throw new DecantException(
                        ErrorCode.USAGE,
                        "jobs cannot be kept in " + product
                                + ": set decant.jobs.url to a database of PostgreSQL, MySQL, MariaDB, SQL Server or H2");
            }
            return words;
        } catch (SQLException e) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    "the job database cannot be reached. Check decant.jobs.url, user and password",
                    e);
        }
    }
}
