package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.dialect.WriteSupport.SetBack;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** References that are checked by one query in the end hold as those do that PostgreSQL checks row by row. */
class PostgresPutOffTest {
    private static final Dialect DIALECT = new PostgresDialect();
    private static final String SCHEMA = """
            CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            CREATE DOMAIN code AS varchar(9);
            CREATE TABLE "P" (id int PRIMARY KEY, a int, "B b" text, c text COLLATE any_case UNIQUE, d code UNIQUE,
                e numeric UNIQUE, UNIQUE (a, "B b"));
            CREATE TABLE t (id bigint, a int, b varchar(5) COLLATE "C", c text COLLATE any_case, d text, e int, boss bigint,
                CONSTRAINT t_id FOREIGN KEY (id) REFERENCES "P" (id),
                CONSTRAINT t_simple FOREIGN KEY (a, b) REFERENCES "P" (a, "B b"),
                CONSTRAINT t_case FOREIGN KEY (c) REFERENCES "P" (c),
                CONSTRAINT t_domain FOREIGN KEY (d) REFERENCES "P" (d),
                CONSTRAINT t_number FOREIGN KEY (e) REFERENCES "P" (e) DEFERRABLE INITIALLY DEFERRED,
                k int PRIMARY KEY, CONSTRAINT t_boss FOREIGN KEY (boss) REFERENCES t (k));
            CREATE TABLE u (a int, b text, CONSTRAINT u_full FOREIGN KEY (b, a) REFERENCES "P" ("B b", a) MATCH FULL);
            """;
    private static final String PARENTS =
            "INSERT INTO \"P\" VALUES (1, 10, 'x', 'Ada', 'q', 1.0), (2, NULL, 'y', NULL, NULL, 2.5)";

    static Stream<String> children() {
        return Stream.of(
                "INSERT INTO t (k) VALUES (1)",
                "INSERT INTO t (k, id) VALUES (1, 1), (2, 2)",
                "INSERT INTO t (k, id) VALUES (1, 1), (2, 3)",
                "INSERT INTO t (k, a, b) VALUES (1, 10, 'x')",
                "INSERT INTO t (k, a, b) VALUES (1, 10, 'y')",
                "INSERT INTO t (k, a, b) VALUES (1, NULL, 'nob'), (2, 99, NULL)",
                "INSERT INTO t (k, c) VALUES (1, 'aDA')",
                "INSERT INTO t (k, c) VALUES (1, 'Bea')",
                "INSERT INTO t (k, d) VALUES (1, 'q')",
                "INSERT INTO t (k, d) VALUES (1, 'Q')",
                "INSERT INTO t (k, e) VALUES (1, 1)",
                "INSERT INTO t (k, e) VALUES (1, 2)",
                "INSERT INTO t (k, boss) VALUES (1, 2), (2, 1)",
                "INSERT INTO t (k, boss) VALUES (1, 2), (2, 3)",
                "INSERT INTO u VALUES (10, 'x'), (NULL, NULL)",
                "INSERT INTO u VALUES (10, NULL)",
                "INSERT INTO u VALUES (NULL, 'x')",
                "INSERT INTO u VALUES (NULL, 'y')");
    }

    @ParameterizedTest
    @MethodSource("children")
    void asPostgresqlItselfDecides(String children) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        Optional<String> theirs = refused(database, children);
        try (Connection connection = database.getConnection()) {
            SetBack check = begin(database, connection, "P", "t", "u").orElseThrow();
            execute(connection, children);
            execute(connection, PARENTS);
            if (theirs.isEmpty()) {
                check.run();
            } else {
                assertThatExceptionOfType(DecantException.class)
                        .isThrownBy(check::run)
                        .withMessageContaining("(constraint " + theirs.get() + ", table public.")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED));
            }
            connection.rollback();
        } finally {
            database.drop();
        }
    }

    /** The constraint that PostgreSQL names, checking row by row; empty if it takes the rows. */
    private static Optional<String> refused(TestPostgres database, String children) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, PARENTS);
            try {
                execute(connection, children);
                execute(connection, "SET CONSTRAINTS ALL IMMEDIATE");
                return Optional.empty();
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("23503");
                return Optional.of(String.valueOf(e.getMessage()).replaceAll("(?s).*constraint \"(\\w+)\".*", "$1"));
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void theSessionIsAsItWasAfterwards() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        try (Connection connection = database.getConnection()) {
            execute(connection, "SET work_mem = '777kB'");
            SetBack check = begin(database, connection, "P", "t", "u").orElseThrow();
            assertThat(Rows.of(connection, "SHOW session_replication_role")).containsExactly(List.of("replica"));
            check.run();
            assertThat(Rows.of(connection, "SHOW session_replication_role")).containsExactly(List.of("origin"));
            assertThat(Rows.of(connection, "SHOW work_mem")).containsExactly(List.of("777kB"));
            connection.rollback();
            assertThat(begin(database, connection, "P", "t", "u")).isPresent();
            connection.rollback();
            assertThat(Rows.of(connection, "SHOW session_replication_role")).containsExactly(List.of("origin"));
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
                        + " ALTER TABLE t ENABLE REPLICA TRIGGER g",
                "ALTER TABLE t ADD UNIQUE (a) DEFERRABLE",
                "ALTER TABLE t DISABLE TRIGGER ALL",
                "CREATE TABLE outside (id int PRIMARY KEY); ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES outside",
                "ALTER DATABASE %s SET session_replication_role = 'local'"
            })
    void whereSomethingElseWouldBeSwitchedOffNothingIs(String more) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(
                SCHEMA + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';");
        database.runScript(more.formatted(database.getDatabaseName()));
        try (Connection connection = database.getConnection()) {
            String before =
                    Rows.of(connection, "SHOW session_replication_role").get(0).get(0);
            assertThat(begin(database, connection, "P", "t", "u")).isEmpty();
            assertThat(Rows.of(connection, "SHOW session_replication_role")).containsExactly(List.of(before));
            connection.rollback();
        }
    }

    @Test
    void aParentThatOthersSeeIsLockedRowByRowAsEver() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        try (Connection connection = database.getConnection()) {
            assertThat(begin(database, connection, "t", "u")).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void whoMayNotSetTheRoleDoesNotAndWhoIsGrantedItDoes() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(SCHEMA);
        String role = database.getDatabaseName() + "_loader";
        database.runScript(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'pw'; GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
        TestPostgres loader = database.as(role, "pw");
        try (Connection connection = loader.getConnection()) {
            assertThat(begin(database, connection, "P", "t", "u")).isEmpty();
            connection.rollback();
            database.runScript("GRANT SET ON PARAMETER session_replication_role TO " + role);
            assertThat(begin(database, connection, "P", "t", "u")).isPresent();
            connection.rollback();
        }
    }

    private static Optional<SetBack> begin(TestPostgres database, Connection connection, String... names)
            throws SQLException {
        TestDatabase rows = new TestDatabase(database, DIALECT);
        List<Table> tables = new ArrayList<>();
        for (String name : names) {
            tables.add(rows.table(name));
        }
        DIALECT.writes().begin(connection);
        return DIALECT.writes().putChecksOff(connection, tables);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
