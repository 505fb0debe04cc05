package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import io.decant.testing.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteDialectTest {
    @TempDir
    private Path folder;

    private final Dialect dialect = new SqliteDialect();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(
                TestDatabase.at("jdbc:sqlite:" + folder.resolve("test.db") + "?synchronous=OFF"), dialect);
    }

    @Test
    void leavesViewsVirtualAndShadowAndInternalTablesAlone() throws SQLException {
        database.run(
                "CREATE TABLE plain (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "INSERT INTO plain VALUES (1)",
                "CREATE VIRTUAL TABLE words USING fts5(w)",
                "CREATE VIEW seen AS SELECT * FROM plain",
                "ANALYZE");
        assertThat(database.schema().tables()).extracting(t -> t.name().name()).containsExactly("plain");
    }

    @Test
    void findsReferencesWithoutParentColumnsAndWithNamesSpelledOtherwise() throws SQLException {
        database.run(
                "CREATE TABLE Parent (Id INTEGER PRIMARY KEY)",
                "CREATE TABLE child (a INT REFERENCES PARENT, b INT REFERENCES parent(ID), c INT REFERENCES gone(x))");
        Table child = database.table("child");
        assertThat(child.foreignKeys())
                .extracting(f -> f.columns() + " to " + f.parent() + f.parentColumns())
                .containsExactlyInAnyOrder("[a] to main.Parent[Id]", "[b] to main.Parent[Id]");
    }

    @Test
    void tellsRowNumbersFromOtherKeys() throws SQLException {
        database.run(
                "CREATE TABLE a (id INTEGER PRIMARY KEY)",
                "CREATE TABLE b (id INT PRIMARY KEY)",
                "CREATE TABLE c (id INTEGER PRIMARY KEY) WITHOUT ROWID",
                "CREATE TABLE d (id INTEGER PRIMARY KEY DESC)");
        assertThat(List.of("a", "b", "c", "d"))
                .extracting(this::generation)
                .containsExactly(
                        Column.Generation.IDENTITY,
                        Column.Generation.NONE,
                        Column.Generation.NONE,
                        Column.Generation.NONE);
        assertThat(database.table("a").indexes()).containsExactly(List.of("id"));
        assertThat(database.table("b").requireColumn("id").nullable()).isFalse();
    }

    private Column.Generation generation(String table) {
        try {
            return database.table(table).requireColumn("id").generation();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsOnlyIndexesOverPlainColumnsForEveryRow() throws SQLException {
        database.run(
                "CREATE TABLE t (a INT, b TEXT)",
                "CREATE UNIQUE INDEX u1 ON t (b, A)",
                "CREATE UNIQUE INDEX u2 ON t (lower(b))",
                "CREATE UNIQUE INDEX u3 ON t (a) WHERE b IS NOT NULL",
                "CREATE INDEX i1 ON t (a DESC)");
        Table t = database.table("t");
        assertThat(t.uniqueKeys()).containsExactly(List.of("b", "a"));
        assertThat(t.indexes()).containsExactlyInAnyOrder(List.of("b", "a"), List.of("a"));
    }

    @ParameterizedTest
    @CsvSource({
        "boolean, boolean, -1, -1",
        "INTEGER, integer, -1, -1",
        "BIGINT, integer, 64, -1",
        "int, integer, 32, -1",
        "UNSIGNED BIG INT, integer, -1, -1",
        "VARCHAR(40), text, 40, -1",
        "NATIVE CHARACTER(70), text, 70, -1",
        "CLOB, text, -1, -1",
        "'', text, -1, -1",
        "BLOB, bytes, -1, -1",
        "VARBINARY(16), bytes, 16, -1",
        "DOUBLE PRECISION, float64, -1, -1",
        "'DECIMAL(10, 2)', decimal, 10, 2",
        "NUMERIC, decimal, -1, -1",
        "DATETIME, timestamp, -1, -1",
        "TIMESTAMP WITH TIME ZONE, timestamptz, -1, -1",
        "uniqueidentifier, uuid, -1, -1",
        "JSON, json, -1, -1",
        "Money, decimal, -1, -1",
    })
    void takesADeclaredTypeByNameAndElseByAffinity(String declared, String kind, int size, int scale) {
        ColumnType type = SqliteTypes.of(declared);
        assertThat(type.kind().canonicalName()).isEqualTo(kind);
        assertThat(type.size()).isEqualTo(size);
        assertThat(type.scale()).isEqualTo(scale);
    }

    @Test
    void readsThreeHundredTablesInAboutASecond() throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 300; i++) {
                statement.execute("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, a TEXT, b TEXT UNIQUE, c INT"
                        + (i > 0 ? " REFERENCES t" + (i - 1) : "") + ")");
            }
            connection.commit();
        }
        long start = System.nanoTime();
        assertThat(database.schema().tables()).hasSize(300);
        assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds").isLessThan(5000);
    }

    @Test
    void aWriterWhoHoldsTheLockIsADatabaseErrorThatSaysSo() throws SQLException {
        database.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        try (Connection holder = database.open();
                Connection other = database.open();
                Statement statement = other.createStatement()) {
            dialect.writes().begin(holder);
            statement.execute("PRAGMA busy_timeout = 50");
            assertThatThrownBy(() -> dialect.writes().begin(other))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> {
                        var failure = dialect.sql().failure("cannot import", (SQLException) e);
                        assertThat(failure.code()).isEqualTo(ErrorCode.DATABASE);
                        assertThat(failure).hasMessageContaining("locked").hasMessageContaining("SQLITE_BUSY");
                    });
            holder.rollback();
        }
    }

    @Test
    void namesTheColumnsOfAKeyThatIsTaken() throws SQLException {
        database.run("CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT UNIQUE)", "INSERT INTO t VALUES (1, 'x')");
        try (Connection connection = database.open()) {
            Table table = database.table("t");
            assertThatThrownBy(() -> database.load(connection, table, List.of(List.of("2", "x"))))
                    .hasMessageContaining("t.code");
        }
    }

    @Test
    void aBrokenReferenceIsFoundAtCommitAndNotBefore() throws SQLException {
        database.run("CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE c (p INT REFERENCES p)");
        Table child = database.table("c");
        try (Connection connection = database.open()) {
            dialect.writes().begin(connection);
            assertThat(child.foreignKeys()).allMatch(dialect.writes()::defers);
            database.load(connection, child, List.of(List.of("7")));
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(dialect.sql()
                                    .failure("cannot commit", (SQLException) e)
                                    .code())
                            .isEqualTo(ErrorCode.IMPORT_REFUSED));
            connection.rollback();
        }
        assertThat(database.rows(child)).isEmpty();
    }

    @Test
    void triggersAreOffUntilTheCommitAndBackAfterIt() throws SQLException {
        Table watched = watched();
        try (Connection connection = database.open()) {
            dialect.writes().begin(connection);
            dialect.writes().triggersOff(connection, List.of(watched));
            database.load(connection, watched, List.of(List.of("1"), List.of("2")));
            dialect.writes().beforeCommit(connection);
            connection.commit();
        }
        assertThat(Rows.value(database.source(), "SELECT count(*) FROM log")).isEqualTo("0");
        database.run("INSERT INTO watched VALUES (3)");
        assertThat(Rows.value(database.source(), "SELECT count(*) FROM log")).isEqualTo("1");
    }

    @Test
    void triggersAreBackAfterARollback() throws SQLException {
        Table watched = watched();
        try (Connection connection = database.open()) {
            dialect.writes().begin(connection);
            dialect.writes().triggersOff(connection, List.of(watched));
            connection.rollback();
            dialect.writes().begin(connection);
            database.load(connection, watched, List.of(List.of("1")));
            dialect.writes().beforeCommit(connection);
            connection.commit();
        }
        assertThat(Rows.value(database.source(), "SELECT count(*) FROM log")).isEqualTo("1");
    }

    private Table watched() throws SQLException {
        database.run(
                "CREATE TABLE watched (id INTEGER PRIMARY KEY)",
                "CREATE TABLE log (n INT)",
                "CREATE TRIGGER \"no\"\"te\" AFTER INSERT ON watched BEGIN INSERT INTO log VALUES (new.id); END");
        return database.table("watched");
    }

    @Test
    void ordersByBytesAlsoWhereAColumnIsDeclaredOtherwise() throws SQLException {
        database.run("CREATE TABLE t (w TEXT COLLATE NOCASE PRIMARY KEY)", "INSERT INTO t VALUES ('b'), ('A'), ('C')");
        assertThat(database.rows(database.table("t"))).containsExactly(List.of("A"), List.of("C"), List.of("b"));
    }

    @Test
    void seesWhatAColumnCannotHold() throws SQLException {
        database.run("CREATE TABLE t (i INTEGER, r REAL, n NUMERIC, d DECIMAL(20,4), s TEXT)");
        Table t = database.table("t");
        Column whole = t.requireColumn("i");
        Column real = t.requireColumn("r");
        Column number = t.requireColumn("n");
        Column text = t.requireColumn("s");
        assertThat(dialect.obstacle(whole, ColumnType.of(TypeKind.INTEGER, 128)))
                .isPresent();
        assertThat(dialect.obstacle(text, ColumnType.of(TypeKind.INTEGER, 128))).isEmpty();
        assertThat(dialect.obstacle(real, ColumnType.of(TypeKind.INTEGER, 32))).isPresent();
        assertThat(dialect.obstacle(number, ColumnType.decimal(30, 10))).isPresent();
        assertThat(dialect.obstacle(number, ColumnType.decimal(10, 2))).isEmpty();
        assertThat(dialect.obstacle(t.requireColumn("d"), ColumnType.decimal(18, 4)))
                .isEmpty();
        assertThat(dialect.obstacle(text, ColumnType.decimal(30, 10))).isEmpty();
        for (TypeKind kind : Arrays.asList(TypeKind.BOOLEAN, TypeKind.JSON, TypeKind.UUID, TypeKind.TIMESTAMPTZ)) {
            assertThat(dialect.obstacle(text, ColumnType.of(kind))).isEmpty();
        }
    }

    @Test
    void readsASchemaThatIsNotThereAsEmpty() throws SQLException {
        database.run("CREATE TABLE t (id INT)");
        try (Connection connection = database.open()) {
            assertThat(dialect.readSchema(connection, List.of("main"))).isNotEqualTo(Schema.of(List.of()));
            assertThat(dialect.readSchema(connection, List.of("other"))).isEqualTo(Schema.of(List.of()));
        }
    }
}
