package io.decant.bench;

import io.decant.cli.sample.Product;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A real server of the harness' own, whose databases stay from one run to the next.
 *
 * <p>It is safe against crashes as a server in production is (the tests' servers are not), and nothing that it does by
 * itself, now and then, falls into one contender's time and not into another's.
 */
interface BenchServer extends AutoCloseable {
    /** Whose schema and model the sample has here. */
    Product product();

    /** Product and version, as reports name them. */
    String version() throws SQLException;

    /** What differs from the server's defaults. */
    Map<String, String> settings();

    int port();

    /** Seconds of processor time of all its processes, those of ended connections included. */
    double cpu();

    /** Waits until nothing goes on for connections that have ended, so that their time is counted. */
    void awaitQuiet() throws InterruptedException;

    /** Who may do everything, and needs no password. */
    String user();

    /** What contenders in Java and the command are told. */
    String url(String database);

    /** A connection of the harness', which understands names in double quotes. */
    Connection connect(String database) throws SQLException;

    /** Runs statements one by one, outside of a transaction. */
    default void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first row's first column; empty where that is NULL. */
    default String ask(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    /** Ends it. */
    @Override
    void close() throws IOException;
}
