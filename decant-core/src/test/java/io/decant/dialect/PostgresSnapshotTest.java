package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One instant, seen through several connections, while others write. */
class PostgresSnapshotTest {
    private static final Dialect DIALECT = new PostgresDialect(Duration.ofMillis(200));
    private static final TableName ACCOUNT = new TableName("public", "account");
    private static final String ACCOUNTS =
            "CREATE TABLE account (id int PRIMARY KEY, money int); INSERT INTO account SELECT i, 100 FROM generate_series(1, 50) i";

    @Test
    void everyConnectionSeesTheSameSumWhileMoneyMoves() throws Exception {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> moves = writer.submit(() -> move(database, done));
            for (int round = 0; round < 10; round++) {
                try (Snapshot snapshot = DIALECT.openSnapshot(database, 2, List.of(ACCOUNT))) {
                    String query = "SELECT string_agg(money::text, ',' ORDER BY id), sum(money) FROM account";
                    List<List<String>> first = Rows.of(snapshot.connections().get(0), query);
                    List<List<String>> second = Rows.of(snapshot.connections().get(1), query);
                    assertThat(second).isEqualTo(first);
                    assertThat(first.get(0).get(1)).isEqualTo("5000");
                }
            }
            done.set(true);
            assertThat(moves.get()).isPositive();
        } finally {
            done.set(true);
            writer.shutdownNow();
        }
    }

    private static int move(TestPostgres database, AtomicBoolean done) throws SQLException {
        int moves = 0;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                int from = moves % 50 + 1;
                statement.execute("BEGIN; UPDATE account SET money = money - 1 WHERE id = " + from
                        + "; UPDATE account SET money = money + 1 WHERE id = " + (51 - from) + "; COMMIT");
                moves++;
            }
        }
        return moves;
    }

    @Test
    void saysHowAndWhenItWasTaken() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS);
        Instant before = Instant.now().minusSeconds(1);
        try (Snapshot one = DIALECT.openSnapshot(database, 1, List.of(ACCOUNT));
                Snapshot three = DIALECT.openSnapshot(database, 3, List.of(ACCOUNT))) {
            assertThat(one.means()).isEqualTo("one transaction, 1 connection");
            assertThat(three.means()).isEqualTo("exported snapshot, 3 connections");
            assertThat(three.takenAt()).isBetween(before, Instant.now().plusSeconds(1));
        }
    }

    @Test
    void keepsTruncateOutUntilItIsClosed() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS);
        try (Snapshot snapshot = DIALECT.openSnapshot(database, 2, List.of(ACCOUNT))) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> truncate(database))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            assertThat(Rows.of(snapshot.connections().get(1), "SELECT count(*) FROM account"))
                    .containsExactly(List.of("50"));
        }
        truncate(database);
    }

    private static void truncate(TestPostgres database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '100ms'");
            statement.execute("TRUNCATE account");
        }
    }

    /** A snapshot that was taken before its lock would now be an empty table. */
    @Test
    void waitsForATruncateThatIsUnderWayAndSeesItsResult() throws Exception {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS);
        Dialect patient = new PostgresDialect(Duration.ofSeconds(30));
        ExecutorService exporter = Executors.newSingleThreadExecutor();
        try (Connection migration = database.getConnection();
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("TRUNCATE account; INSERT INTO account VALUES (1, 1)");
            Future<List<List<String>>> seen = exporter.submit(() -> {
                try (Snapshot snapshot = patient.openSnapshot(database, 2, List.of(ACCOUNT))) {
                    return Rows.of(snapshot.connections().get(1), "SELECT id FROM account");
                }
            });
            while (Rows.of(database, "SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
                Thread.onSpinWait();
            }
            migration.commit();
            assertThat(seen.get()).containsExactly(List.of("1"));
        } finally {
            exporter.shutdownNow();
        }
    }

    @Test
    void namesTheTableThatSomebodyKeepsLocked() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS + "; CREATE TABLE free (id int)");
        try (Connection migration = database.getConnection();
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("LOCK TABLE account IN ACCESS EXCLUSIVE MODE");
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(
                            () -> DIALECT.openSnapshot(database, 2, List.of(ACCOUNT, new TableName("public", "free"))))
                    .withMessageContaining("table public.account for reading within 200 ms")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE));
        }
        assertThat(Rows.value(database, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"))
                .isEqualTo("1");
    }

    @Test
    void needsNoMoreThanSelect() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS + """
                ; CREATE ROLE snapshot_reader LOGIN PASSWORD 'pw';
                GRANT SELECT ON account TO snapshot_reader""");
        TestPostgres reader = database.as("snapshot_reader", "pw");
        Table account;
        try (Connection connection = reader.getConnection()) {
            account = DIALECT.readSchema(connection, List.of()).requireTable(ACCOUNT);
        }
        try (Snapshot snapshot = DIALECT.openSnapshot(reader, 2, List.of(ACCOUNT))) {
            TestDatabase rows = new TestDatabase(reader, DIALECT);
            assertThat(rows.rows(snapshot.connections().get(1), account, true)).hasSize(50);
        }
    }

    @Test
    void refusesWherePoliciesWouldHideRows() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS + """
                ; CREATE ROLE hidden_reader LOGIN PASSWORD 'pw';
                GRANT SELECT ON account TO hidden_reader;
                ALTER TABLE account ENABLE ROW LEVEL SECURITY;
                CREATE POLICY few ON account USING (id < 10)""");
        TestPostgres reader = database.as("hidden_reader", "pw");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> DIALECT.openSnapshot(reader, 1, List.of(ACCOUNT)))
                .withMessageContaining("row-level security would hide rows of \"public\".\"account\"");
        Table account;
        try (Connection connection = reader.getConnection()) {
            account = DIALECT.readSchema(connection, List.of()).requireTable(ACCOUNT);
        }
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> new TestDatabase(reader, DIALECT).rows(account))
                .withMessageContaining("row-level security would hide rows")
                .withMessageContaining("public.account");
        try (Snapshot snapshot = DIALECT.openSnapshot(database, 1, List.of(ACCOUNT))) {
            assertThat(snapshot.connections()).hasSize(1);
        }
    }

    @Test
    void leavesNoSettingsBehindInAConnection() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(ACCOUNTS);
        try (Connection pooled = database.getConnection()) {
            String settings = "SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name";
            List<List<String>> before = Rows.of(pooled, settings);
            new TestDatabase(database, DIALECT)
                    .rows(pooled, DIALECT.readSchema(pooled, List.of()).requireTable(ACCOUNT), true);
            assertThat(Rows.of(pooled, settings)).isEqualTo(before);
            assertThat(pooled.getAutoCommit()).isTrue();
        }
    }
}
