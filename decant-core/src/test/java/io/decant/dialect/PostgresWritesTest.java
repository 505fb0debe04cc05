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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an import does to PostgreSQL beside loading rows, and what it says when the server refuses. */
class PostgresWritesTest {
    private static final Dialect DIALECT = new PostgresDialect();
    private static final String SECRET = "s3cret-4711";

    @Test
    void movesEverySequenceBehindAColumnAndNeverBack() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE SEQUENCE shared; CREATE SEQUENCE down INCREMENT -1; CREATE SEQUENCE tiny MAXVALUE 10;
                CREATE TABLE "T" (a int GENERATED ALWAYS AS IDENTITY, b serial, c int DEFAULT nextval('shared'),
                    d int DEFAULT nextval('down'), e int DEFAULT nextval('tiny'), f int, g serial);
                SELECT setval('shared', 900);
                """);
        Table t = new TestDatabase(database, DIALECT).table("T");
        try (Connection connection = database.getConnection()) {
            DIALECT.writes().begin(connection);
            DIALECT.writes()
                    .advanceSequences(
                            connection,
                            t,
                            Map.of("a", "500", "b", "600", "c", "700", "d", "5", "e", "400", "f", "5", "g", "1"));
            connection.commit();
        }
        assertThat(Rows.of(database, """
                        SELECT nextval('"T_a_seq"'), nextval('"T_b_seq"'), nextval('shared'), nextval('down'),
                               (SELECT last_value FROM tiny), nextval('"T_g_seq"')""")).containsExactly(List.of("501", "601", "901", "-1", "10", "2"));
    }

    @Test
    void switchesTriggersOffAndGivesBackExactlyWhatTheyWere() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE log (x text);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (TG_NAME); RETURN NEW; END';
                CREATE TABLE p (id int PRIMARY KEY);
                CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES p DEFERRABLE);
                CREATE TRIGGER normal AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
                CREATE TRIGGER always AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
                CREATE TRIGGER off AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
                ALTER TABLE t DISABLE TRIGGER off, ENABLE ALWAYS TRIGGER always;
                """);
        String states = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1";
        List<List<String>> before = Rows.of(database, states);
        TestDatabase rows = new TestDatabase(database, DIALECT);
        Table t = rows.table("t");
        try (Connection connection = database.getConnection()) {
            DIALECT.writes().begin(connection);
            DIALECT.writes().triggersOff(connection, List.of(t));
            rows.load(connection, t, List.of(List.of("1", "7")));
            rows.load(connection, rows.table("p"), List.of(List.of("7")));
            DIALECT.writes().beforeCommit(connection);
            connection.commit();
        }
        assertThat(Rows.of(database, "TABLE log")).isEmpty();
        assertThat(Rows.of(database, states)).isEqualTo(before);
        try (Connection connection = database.getConnection()) {
            DIALECT.writes().begin(connection);
            DIALECT.writes().triggersOff(connection, List.of(t));
            connection.rollback();
            rows.load(connection, t, List.of(Arrays.asList("2", null)));
            connection.commit();
        }
        assertThat(Rows.of(database, "SELECT x FROM log ORDER BY x"))
                .containsExactly(List.of("always"), List.of("normal"));
    }

    @Test
    void refusesToSwitchOffWhatTheRoleDoesNotOwn() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE ROLE trigger_writer LOGIN PASSWORD 'pw';
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TABLE t (id int PRIMARY KEY); GRANT ALL ON t TO trigger_writer;
                CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                """);
        TestPostgres writer = database.as("trigger_writer", "pw");
        Table t = new TestDatabase(writer, DIALECT).table("t");
        try (Connection connection = writer.getConnection()) {
            DIALECT.writes().begin(connection);
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> DIALECT.writes().triggersOff(connection, List.of(t)))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED));
            connection.rollback();
        }
    }

    @Test
    void saysWhatIsWrongWithoutTheValue() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE p (id text PRIMARY KEY);
                CREATE TABLE t (id text CONSTRAINT t_key PRIMARY KEY, p text CONSTRAINT t_parent REFERENCES p,
                    n text NOT NULL, c text CONSTRAINT t_check CHECK (c <> 's3cret-4711'), j json, net inet,
                    x text, EXCLUDE (x WITH =));
                CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN IF NEW.x = ''raise'' THEN RAISE EXCEPTION ''s3cret-4711''; END IF; RETURN NEW; END';
                CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no();
                INSERT INTO t (id, n) VALUES ('s3cret-4711', 'x');
                """);
        refused(database, ErrorCode.IMPORT_COLLISION, "constraint t_key", SECRET, null, "n", null, null, null, null);
        refused(database, ErrorCode.IMPORT_REFUSED, "constraint t_parent", "a", SECRET, "n", null, null, null, null);
        refused(database, ErrorCode.IMPORT_REFUSED, "column n", SECRET + "x", null, null, null, null, null, null);
        refused(database, ErrorCode.IMPORT_REFUSED, "constraint t_check", "a", null, "n", SECRET, null, null, null);
        refused(database, ErrorCode.VALUE_UNREPRESENTABLE, "column j", "a", null, "n", null, "{" + SECRET, null, null);
        refused(database, ErrorCode.VALUE_UNREPRESENTABLE, "column net", "a", null, "n", null, null, SECRET, null);
        refused(database, ErrorCode.IMPORT_REFUSED, "a trigger refuses", "a", null, "n", null, null, null, "raise");
    }

    private static void refused(TestPostgres database, ErrorCode code, String place, String... row)
            throws SQLException {
        TestDatabase rows = new TestDatabase(database, DIALECT);
        Table t = rows.table("t");
        try (Connection connection = database.getConnection()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> rows.load(connection, t, List.of(Arrays.asList(row))))
                    .withMessageContaining("cannot load table public.t")
                    .withMessageContaining(place)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("4711"));
            assertThat(Rows.of(connection, "SELECT 1")).hasSize(1);
        }
    }

    @Test
    void leavesTheConnectionUsableWhenALoadIsAbandoned() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("CREATE TABLE t (id int PRIMARY KEY)");
        TestDatabase rows = new TestDatabase(database, DIALECT);
        Table t = rows.table("t");
        try (Connection connection = database.getConnection()) {
            try (TableLoader loader = DIALECT.tableLoader(connection, t, t.columns())) {
                loader.accept(TestDatabase.record(List.of("1")));
            }
            assertThat(rows.rows(connection, t, false)).isEmpty();
        }
    }

    @Test
    void keepsItsWordsAboutTheServerItself() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE ROLE poor_reader LOGIN PASSWORD 'pw'; CREATE TABLE t (id int);
                """);
        TestPostgres reader = database.as("poor_reader", "pw");
        Table t = new TestDatabase(reader, DIALECT).table("t");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> new TestDatabase(reader, DIALECT).rows(t))
                .withMessage("cannot read table public.t: permission denied for table t (SQLSTATE 42501)")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE));
    }
}
