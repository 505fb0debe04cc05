package io.decant.bench;

import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/** The databases of MariaDB that the contenders read from and write into. A source is made once, and found again by its name. */
final class MariaData {
    /** What imports write into; it is made anew before each. */
    static final String TARGET = "target";

    /** Names of databases that are complete: they cannot be renamed here. */
    private static final String COMPLETE = "bench_complete";

    private final MariaServer server;
    private final PrintStream log;

    MariaData(MariaServer server, PrintStream log) {
        this.server = server;
        this.log = log;
    }

    /** @return the database's name */
    String source(Sizes sizes) throws SQLException, InterruptedException {
        String name = sizes.database();
        server.execute(
                "",
                "CREATE DATABASE IF NOT EXISTS " + COMPLETE,
                "CREATE TABLE IF NOT EXISTS " + COMPLETE + ".names (name varchar(64) PRIMARY KEY)");
        if (server.ask(COMPLETE, "SELECT 1 FROM names WHERE name = '" + name + "'")
                .isEmpty()) {
            var tenants = sizes.tenants();
            log.printf(Locale.ROOT, "making %,d rows of %,d tenants, once ...%n", sizes.total(), tenants.size());
            make(name);
            try (Connection connection = connectToFill(name)) {
                Sample.fill(connection, Product.MYSQL, tenants, SourceData.SEED);
            }
            for (SampleTables.Owned table : SampleTables.ALL) {
                server.execute(name, "ANALYZE TABLE \"" + table.table() + "\"");
            }
            server.settle();
            server.execute(COMPLETE, "INSERT INTO names VALUES ('" + name + "')");
        }
        return name;
    }

    /** Makes an empty target, and lets what lies in memory reach the disk first. */
    void newTarget() throws SQLException, InterruptedException {
        make(TARGET);
        server.settle();
    }

    private void make(String name) throws SQLException {
        server.execute("", "DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
        try (Connection connection = server.connect(name)) {
            Sample.createTables(connection, Product.MYSQL);
        }
    }

    /** The server sorts what comes into an empty table where it is told that keys and references hold. */
    private Connection connectToFill(String name) throws SQLException {
        return DriverManager.getConnection(
                server.url(name) + "&sessionVariables=unique_checks=0,foreign_key_checks=0", server.user(), "");
    }
}
