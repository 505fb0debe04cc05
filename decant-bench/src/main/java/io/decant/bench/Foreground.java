package io.decant.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * Other users of the same database, whose work must go on: one connection that looks up credentials by their key, as a login
 * does, so many a second. A look-up that comes late because the one before took long counts from when it was due.
 */
final class Foreground implements AutoCloseable {
    /** A role of its own, since the meter waits for the connections of the others to end. */
    static final String ROLE = "bench_foreground";

    private static final int A_SECOND = 200;
    private static final int KEYS = 5_000;

    private final Connection connection;
    private final FutureTask<long[]> work;
    private volatile boolean ending;

    private Foreground(Connection connection, List<Key> keys) {
        this.connection = connection;
        this.work = new FutureTask<>((Callable<long[]>) () -> lookUp(keys));
        Thread thread = new Thread(work, "bench-foreground");
        thread.setDaemon(true);
        thread.start();
    }

    /** Of a credential; the id in hexadecimal digits. */
    private record Key(String tenant, String id) {}

    /** Lets the role log in and read; to be called once, before any {@link #start}. */
    static void prepare(BenchServer server, String database) throws SQLException {
        server.execute(
                database,
                "DO $$ BEGIN CREATE ROLE " + ROLE
                        + " LOGIN BYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + ROLE);
    }

    /** Begins; keys are of all tenants. */
    static Foreground start(BenchServer server, String database) throws SQLException {
        Connection connection = DriverManager.getConnection(server.url(database), ROLE, "");
        List<Key> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT \"Tenant\", encode(\"DescriptorId\", 'hex') FROM \"Credentials\""
                                + " TABLESAMPLE BERNOULLI (10) REPEATABLE (7) LIMIT " + KEYS)) {
            while (row.next()) {
                keys.add(new Key(row.getString(1), row.getString(2)));
            }
        }
        return new Foreground(connection, keys);
    }

    private long[] lookUp(List<Key> keys) throws SQLException {
        long[] nanos = new long[1024];
        int count = 0;
        Random random = new Random(7);
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM \"Credentials\" WHERE \"Tenant\" = ? AND \"DescriptorId\" = ?")) {
            for (long due = System.nanoTime(); !ending; due += 1_000_000_000 / A_SECOND) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                Key key = keys.get(random.nextInt(keys.size()));
                select.setString(1, key.tenant());
                select.setBytes(2, HexFormat.of().parseHex(key.id()));
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new BenchException("a credential that was there is not found");
                    }
                }
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * count);
                }
                nanos[count++] = System.nanoTime() - due;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    /** Ends, and says how long look-ups took. */
    Latency end() throws InterruptedException {
        ending = true;
        try {
            return Latency.of(work.get());
        } catch (ExecutionException e) {
            throw new BenchException("the look-ups beside the contender failed: " + e.getCause());
        }
    }

    @Override
    public void close() throws SQLException {
        ending = true;
        connection.close();
    }
}
