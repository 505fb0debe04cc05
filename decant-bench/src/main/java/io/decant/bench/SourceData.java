package io.decant.bench;

import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import io.decant.cli.sample.SampleTenant;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The databases that the contenders read from and write into. Made once, and found again by their names. */
final class SourceData {
    static final String TENANT = "acme";
    static final String SMALL_TENANT = "umbrella";

    /** Sees one tenant's rows only, as row-level security has it. */
    static final String TENANT_ROLE = "bench_tenant";

    /** May write rows, and nothing else. */
    static final String WRITER_ROLE = "bench_writer";

    /** The tables without rows, from which targets of imports are copied. */
    static final String EMPTY = "empty";

    /** What imports write into; it is made anew before each. */
    static final String TARGET = "target";

    private static final String UNFINISHED = "unfinished";
    static final long SEED = 2026;

    private final BenchServer server;
    private final PrintStream log;

    SourceData(BenchServer server, PrintStream log) {
        this.server = server;
        this.log = log;
    }

    /** @return the database's name */
    String source(Sizes sizes) throws SQLException {
        return sample(sizes.database(), sizes.tenants());
    }

    /** @param tenants at least one; they alone decide what is in it */
    String sample(String name, List<SampleTenant> tenants) throws SQLException {
        return make(name, () -> {
            long rows = tenants.stream().mapToLong(SampleTenant::rows).sum();
            log.printf(Locale.ROOT, "making %,d rows of %,d tenants, once ...%n", rows, tenants.size());
            try (Connection connection = server.connect(UNFINISHED)) {
                Sample.create(connection, Product.POSTGRESQL, tenants, SEED);
            }
            protectRows(UNFINISHED);
        });
    }

    /** A table, by its number, whose rows name an account; for {@link #accounts}. */
    static String smallTable(int number) {
        return "CREATE TABLE t" + number
                + " (id bigint PRIMARY KEY, account text NOT NULL REFERENCES account, note text)";
    }

    /** A database with a table {@code account (id text)} of one row, and what the statements make. */
    String accounts(String name, String account, List<String> statements) throws SQLException {
        return make(name, () -> {
            server.execute(UNFINISHED, "CREATE TABLE account (id text PRIMARY KEY)");
            server.execute(UNFINISHED, "INSERT INTO account VALUES ('" + account + "')");
            server.execute(UNFINISHED, statements.toArray(String[]::new));
        });
    }

    /** Fills a database that is there and empty. */
    @FunctionalInterface
    private interface Filling {
        void run() throws SQLException;
    }

    /** It gets its name when it is complete. */
    private String make(String name, Filling filling) throws SQLException {
        if (!exists(name)) {
            server.execute(
                    "postgres",
                    "DROP DATABASE IF EXISTS " + UNFINISHED,
                    "CREATE DATABASE " + UNFINISHED + " TEMPLATE template0");
            filling.run();
            server.execute(UNFINISHED, "VACUUM (FREEZE, ANALYZE)", "CHECKPOINT");
            server.execute("postgres", "ALTER DATABASE " + UNFINISHED + " RENAME TO " + name);
        }
        return name;
    }

    /** Makes the template of targets. */
    void empty() throws SQLException {
        if (!exists(EMPTY)) {
            server.execute("postgres", "CREATE DATABASE " + EMPTY + " TEMPLATE template0");
            try (Connection connection = server.connect(EMPTY)) {
                Sample.createTables(connection, Product.POSTGRESQL);
            }
        }
        makeRole(WRITER_ROLE);
        server.execute(EMPTY, "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + WRITER_ROLE);
    }

    private void makeRole(String role) throws SQLException {
        if (server.ask("postgres", "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")
                .isEmpty()) {
            server.execute("postgres", "CREATE ROLE " + role + " LOGIN");
        }
    }

    /** Makes an empty target, and lets what lies in memory reach the disk first. */
    void newTarget() throws SQLException {
        newTarget(EMPTY);
    }

    /** @param template the database that it is to be like */
    void newTarget(String template) throws SQLException {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + TARGET + " WITH (FORCE)",
                "CREATE DATABASE " + TARGET + " TEMPLATE " + template,
                "CHECKPOINT");
    }

    private boolean exists(String name) throws SQLException {
        return !server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")
                .isEmpty();
    }

    /** Policies for pg_dump, which knows no other way to take out one tenant. They do not touch the superuser. */
    private void protectRows(String database) throws SQLException {
        makeRole(TENANT_ROLE);
        server.execute(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + TENANT_ROLE);
        for (SampleTables.Owned owned : SampleTables.ALL) {
            server.execute(
                    database,
                    "ALTER TABLE \"" + owned.table() + "\" ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY one_tenant ON \"" + owned.table() + "\" USING (\"" + owned.column()
                            + "\" = current_setting('bench.tenant'))");
        }
    }
}
