package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is dropped for a while still holds for every row. */
class PostgresExclusiveTest {
    private static final Dialect DIALECT = new PostgresDialect();
    private static final String SCHEMA = """
            CREATE TABLE p (id int PRIMARY KEY, n int CONSTRAINT p_n UNIQUE);
            CREATE TABLE t (id int PRIMARY KEY, p int CONSTRAINT t_p REFERENCES p);
            """;

    @Test
    void aRowWithoutItsParentIsRefusedByTheConstraintsName() throws SQLException {
        broken("INSERT INTO t VALUES (1, 5)", ErrorCode.IMPORT_REFUSED, "constraint t_p");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefusedByTheConstraintsName() throws SQLException {
        broken("INSERT INTO p VALUES (1, 5), (2, 5)", ErrorCode.IMPORT_COLLISION, "constraint p_n");
    }

    private static void broken(String rows, ErrorCode code, String place) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        try (Connection connection = database.getConnection()) {
            PostgresExclusive exclusive = new PostgresExclusive(connection, Duration.ofSeconds(5));
            SetAside away = begin(database, connection, exclusive);
            execute(connection, rows);
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> exclusive.makeAgain(away))
                    .withMessageContaining(place)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(code));
            connection.rollback();
        }
    }

    @Test
    void whatIsNotMadeAgainIsNoticed() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        try (Connection connection = database.getConnection()) {
            PostgresExclusive exclusive = new PostgresExclusive(connection, Duration.ofSeconds(5));
            SetAside away = begin(database, connection, exclusive);
            SetAside forgetful = new SetAside(
                    away.tables(),
                    away.restore().stream()
                            .filter(s -> !s.contains("CONSTRAINT t_p "))
                            .toList(),
                    away.described(),
                    away.dropped(),
                    away.left());
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> exclusive.makeAgain(forgetful))
                    .withMessageContaining("(t_p of t)")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED));
            connection.rollback();
        }
    }

    @Test
    void aTableThatOthersReadIsNotWaitedForLong() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        try (Connection reader = database.getConnection();
                Connection connection = database.getConnection()) {
            reader.setAutoCommit(false);
            assertThat(Rows.of(reader, "SELECT * FROM t")).isEmpty();
            PostgresExclusive exclusive = new PostgresExclusive(connection, Duration.ofMillis(50));
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> begin(database, connection, exclusive))
                    .withMessageContaining("cannot have table public.t alone within 50 ms")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE));
            connection.rollback();
        }
    }

    @Test
    void othersLockTimeoutsAreAsTheyWereAndTheTablesAreLocked() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        try (Connection connection = database.getConnection()) {
            execute(connection, "SET lock_timeout = '77s'");
            PostgresExclusive exclusive = new PostgresExclusive(connection, Duration.ofSeconds(5));
            begin(database, connection, exclusive);
            assertThat(Rows.of(connection, "SHOW lock_timeout")).containsExactly(List.of("77s"));
            assertThat(
                            Rows.value(
                                    database,
                                    "SELECT string_agg(DISTINCT relation::regclass::text, ',') FROM pg_locks"
                                            + " WHERE mode = 'AccessExclusiveLock' AND relation IN ('p'::regclass, 't'::regclass)"))
                    .isEqualTo("p,t");
            connection.rollback();
        }
    }

    private static SetAside begin(TestPostgres database, Connection connection, PostgresExclusive exclusive)
            throws SQLException {
        TestDatabase rows = new TestDatabase(database, DIALECT);
        Table p = rows.table("p");
        Table t = rows.table("t");
        DIALECT.writes().begin(connection);
        return exclusive.setAside(Map.of(p, PostgresExclusive.FEWEST_ROWS, t, PostgresExclusive.FEWEST_ROWS));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
