package io.decant.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A small shared database in an SQLite file, with its model: tenants {@code acme} with three orders, {@code umbrella} with
 * one, and {@code hollow} with nothing but its root row. {@link #SECRET} is in one of acme's rows.
 */
record ShopDatabase(Path file, Path model) {
    /** A row value that no message may hold. */
    static final String SECRET = "ann@example.com";

    private static final String TABLES = """
            CREATE TABLE account (name TEXT PRIMARY KEY, plan TEXT NOT NULL);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL REFERENCES account (name), mail TEXT);
            CREATE TABLE line (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id), note TEXT);
            """;
    private static final String ROWS = """
            INSERT INTO account VALUES ('acme', 'gold'), ('umbrella', 'free'), ('hollow', 'free');
            INSERT INTO orders VALUES (1, 'acme', 'ann@example.com'), (2, 'acme', NULL), (3, 'umbrella', ''), (4, 'acme', '');
            INSERT INTO line VALUES (10, 1, 'a, "quoted" note'), (11, 1, NULL), (12, 3, 'not acme''s');
            """;
    private static final String MODEL = """
            tenant:
              table: account
              columns: [tenant]
            """;

    /** With its rows. */
    static ShopDatabase filled(Path folder) throws IOException, SQLException {
        ShopDatabase shop = empty(folder, "shop");
        shop.run(ROWS);
        return shop;
    }

    /** The tables alone. */
    static ShopDatabase empty(Path folder, String name) throws IOException, SQLException {
        Path model = Files.writeString(folder.resolve(name + ".yaml"), MODEL);
        ShopDatabase shop = new ShopDatabase(folder.resolve(name + ".db"), model);
        shop.run(TABLES);
        return shop;
    }

    String url() {
        return "jdbc:sqlite:" + file;
    }

    /** Runs statements, each ended by a semicolon at a line's end. */
    void run(String script) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : script.split(";\\R?", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        }
    }

    /** The first column of the first row. */
    long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        }
    }

    CommandRun export(String tenant, Path out, String... more) {
        String[] words = {
            "export", "--db", url(), "--model", model.toString(), "--tenant", tenant, "--out", out.toString()
        };
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }
}
