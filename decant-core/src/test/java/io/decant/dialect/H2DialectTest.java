package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import io.decant.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H2DialectTest {
    private final Dialect dialect = new H2Dialect();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database =
                new TestDatabase(TestDatabase.at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), dialect);
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT, integer, 8, -1",
        "INT, integer, 32, -1",
        "'NUMERIC(12, 3)', decimal, 12, 3",
        "DECFLOAT(20), decimal, 20, -1",
        "FLOAT(24), float32, -1, -1",
        "FLOAT(25), float64, -1, -1",
        "VARCHAR(40), text, 40, -1",
        "VARCHAR(1000000), text, -1, -1",
        "VARCHAR, text, -1, -1",
        "VARCHAR_IGNORECASE(7), text, 7, -1",
        "CHAR(5), text, 5, -1",
        "CLOB, text, -1, -1",
        "'ENUM(''a'', ''b'')', text, -1, -1",
        "BINARY(4), bytes, 4, -1",
        "VARBINARY(9), bytes, 9, -1",
        "BLOB, bytes, -1, -1",
        "TIME, time, 0, -1",
        "TIME(6), time, 6, -1",
        "TIME WITH TIME ZONE, other, -1, -1",
        "TIMESTAMP, timestamp, 6, -1",
        "TIMESTAMP(9), timestamp, 9, -1",
        "TIMESTAMP(3) WITH TIME ZONE, timestampoffset, 3, -1",
        "INTERVAL DAY TO SECOND, interval, -1, -1",
        "GEOMETRY, other, -1, -1",
    })
    void takesATypeByItsSql(String declared, String kind, int size, int scale) throws SQLException {
        database.run("CREATE TABLE t (v " + declared + ")");
        ColumnType type = database.table("T").requireColumn("V").type();
        assertThat(type.kind().canonicalName()).isEqualTo(kind);
        assertThat(type.size()).isEqualTo(size);
        assertThat(type.scale()).isEqualTo(scale);
    }

    @Test
    void readsEverySchemaOfTheUsersOrThoseNamed() throws SQLException {
        database.run(
                "CREATE SCHEMA app",
                "CREATE TABLE app.p (id INT PRIMARY KEY)",
                "CREATE TABLE c (p INT REFERENCES app.p)",
                "CREATE DOMAIN positive AS BIGINT CHECK (VALUE > 0)",
                "CREATE TABLE app.d (v positive)");
        Schema all = database.schema();
        assertThat(all.tables())
                .extracting(Table::name)
                .containsExactly(new TableName("APP", "D"), new TableName("APP", "P"), new TableName("PUBLIC", "C"));
        assertThat(database.table("C").foreignKeys())
                .singleElement()
                .satisfies(f -> assertThat(f.parent()).isEqualTo(new TableName("APP", "P")))
                .satisfies(f -> assertThat(f.enforcement()).isEqualTo(ForeignKey.Enforcement.IMMEDIATE));
        assertThat(database.table("D").requireColumn("V").type()).isEqualTo(ColumnType.of(TypeKind.INTEGER, 64));
        try (Connection connection = database.open()) {
            assertThat(dialect.readSchema(connection, List.of("APP")).tables()).hasSize(2);
        }
    }

    @Test
    void tellsWhoMakesAValue() throws SQLException {
        database.run(
                "CREATE SEQUENCE \"se\"\"q\"",
                "CREATE TABLE t (a BIGINT GENERATED ALWAYS AS IDENTITY, b INT, c BIGINT"
                        + " DEFAULT NEXT VALUE FOR \"se\"\"q\", d INT DEFAULT 3)");
        assertThat(database.table("T").columns())
                .extracting(Column::generation)
                .containsExactly(Generation.IDENTITY_ALWAYS, Generation.NONE, Generation.IDENTITY, Generation.NONE);
        try (Connection connection = database.open()) {
            Table table = database.table("T");
            dialect.writes().advanceSequences(connection, table, Map.of("A", "41", "C", "99", "D", "7"));
            dialect.writes().advanceSequences(connection, table, Map.of("A", "1", "C", "1"));
        }
        database.run("INSERT INTO t (b) VALUES (1)");
        assertThat(Rows.of(database.source(), "SELECT a, c, d FROM t")).containsExactly(List.of("42", "100", "3"));
    }

    @ParameterizedTest
    @CsvSource({
        "BIGINT, boolean, true",
        "'NUMERIC(20,0)', integer, 9223372036854775807",
        "DOUBLE PRECISION, float32, 0.1",
        "TIMESTAMP WITH TIME ZONE, timestamptz, 2024-03-11T14:38:10.5Z",
        "VARCHAR, uuid, 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "VARCHAR, timestamptz, infinity",
        "VARCHAR, float64, -0",
        "VARCHAR, interval, P1Y2M-3DT-4H",
        "VARCHAR, json, '{\"a\": 1}'",
        "VARCHAR, boolean, false",
        "CHAR(5), text, ab",
        "BINARY(2), bytes, AP8=",
        "'ENUM(''a'', ''b'')', text, b",
        "INTERVAL YEAR TO MONTH, interval, P1Y2M",
        "INTERVAL YEAR TO MONTH, interval, P-1Y-2M",
        "INTERVAL MONTH, interval, P8Y",
        "INTERVAL DAY TO SECOND, interval, P3DT4H5M6.789S",
        "INTERVAL DAY TO SECOND, interval, P-1DT-0.000001S",
        "INTERVAL DAY TO SECOND, interval, PT0S",
        "INTERVAL HOUR TO MINUTE, interval, PT-25H-3M",
        "'INTERVAL SECOND(5, 2)', interval, PT1M1.25S",
        "GEOMETRY, other, POINT (1 2)",
        "DECFLOAT(20), decimal, 100000",
        "CLOB, text, long",
        "BLOB, bytes, AP8=",
    })
    void holdsTheTypesOfOtherProducts(String declared, String kind, String canonical) throws SQLException {
        Table table = table(declared, ColumnType.of(TypeKind.ofCanonicalName(kind)));
        assertThat(dialect.obstacle(
                        table.requireColumn("V"), table.requireColumn("V").type()))
                .isEmpty();
        try (Connection connection = database.open()) {
            database.load(connection, table, List.of(List.of(canonical)));
            assertThat(database.rows(connection, table, false)).containsExactly(List.of(canonical));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "VARCHAR(10), text, 20, -1",
        "VARCHAR, bytes, -1, -1",
        "INT, integer, 64, -1",
        "INT, decimal, 10, 2",
        "INT, text, -1, -1",
        "'NUMERIC(10,2)', decimal, 12, 4",
        "'NUMERIC(10,2)', decimal, 10, 0",
        "REAL, float64, -1, -1",
        "TIMESTAMP, timestamptz, -1, -1",
        "TIMESTAMP, timestamp, 7, -1",
        "TIME, time, 6, -1",
        "TIMESTAMP WITH TIME ZONE, timestamp, -1, -1",
        "UUID, text, -1, -1",
        "JSON, text, -1, -1",
        "INTERVAL YEAR TO MONTH, other, -1, -1",
    })
    void saysWhatStandsInTheWayOfATypeThatDoesNotFit(String declared, String kind, int size, int scale)
            throws SQLException {
        database.run("CREATE TABLE t (v " + declared + ")");
        ColumnType archived = new ColumnType(TypeKind.ofCanonicalName(kind), size, scale, null, null, null);
        assertThat(dialect.obstacle(database.table("T").requireColumn("V"), archived))
                .isPresent();
    }

    @Test
    void keepsAnInstantInAColumnWithoutAZoneIfTheModelNamesOne() throws SQLException {
        ColumnType type = ColumnType.of(TypeKind.TIMESTAMPTZ).storedAs("UTC", null);
        Table table = table("TIMESTAMP", type);
        assertThat(dialect.obstacle(table.requireColumn("V"), ColumnType.of(TypeKind.TIMESTAMPTZ)))
                .isEmpty();
        try (Connection connection = database.open()) {
            database.load(connection, table, List.of(List.of("2012-10-21T03:00:00Z")));
            assertThat(Rows.of(connection, "SELECT v FROM t").get(0).get(0)).startsWith("2012-10-21 03:00:00");
            assertThat(database.rows(connection, table, false)).containsExactly(List.of("2012-10-21T03:00:00Z"));
        }
    }

    @Test
    void keepsArraysOfArraysWithNulls() throws SQLException {
        Table table = table("DATE ARRAY ARRAY", ColumnType.arrayOf(ColumnType.of(TypeKind.DATE)));
        List<List<String>> rows = List.of(List.of("[[\"0001-01-01\",null],[],[\"2024-02-29\"]]"), List.of("[]"));
        try (Connection connection = database.open()) {
            database.load(connection, table, rows);
            assertThat(database.rows(connection, table, false)).isEqualTo(rows);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHAR(5), text, 'ab '",
        "BINARY(4), bytes, AA==",
        "TINYINT, integer, 128",
        "'NUMERIC(4,2)', decimal, 1.005",
        "DECFLOAT(3), decimal, 1234",
        "VARCHAR(3), text, abcd",
        "'ENUM(''a'', ''b'')', text, zebra",
        "TIMESTAMP WITH TIME ZONE, timestamptz, infinity",
        "REAL, float64, 0.1",
    })
    void refusesWhatAColumnWouldChangeOrNotTake(String declared, String kind, String canonical) throws SQLException {
        Table table = table(declared, ColumnType.of(TypeKind.ofCanonicalName(kind)));
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(connection, table, List.of(List.of(canonical))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE))
                    .withMessageContaining("PUBLIC.T")
                    .satisfies(e ->
                            assertThat(e.getMessage()).doesNotContain("zebra").doesNotContain("abcd"));
        }
    }

    @Test
    void refusesALoneSurrogateByTableAndColumn() throws SQLException {
        Table table = table("VARCHAR", ColumnType.of(TypeKind.TEXT));
        database.run("INSERT INTO t VALUES (U&'a\\D800b')");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> database.rows(table))
                .withMessageContaining("table PUBLIC.T, column V");
    }

    @Test
    void switchesNoTriggersOff() throws SQLException {
        database.run(
                "CREATE TABLE t (v INT)",
                "CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW CALL \"" + H2ContractTest.Nothing.class.getName()
                        + "\"");
        Table table = database.table("T");
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> dialect.writes().triggersOff(connection, List.of(table)))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED))
                    .withMessageContaining("TR");
        }
    }

    @Test
    void namesTheKeyThatIsTakenAndNoWordOfTheRow() throws SQLException {
        database.run(
                "CREATE TABLE \"a b\" (id INT PRIMARY KEY, \"co\"\"de\" VARCHAR UNIQUE)",
                "INSERT INTO \"a b\" VALUES (1, 'x ON PUBLIC.SECRET(4711) VALUES (')");
        Table table = database.table("a b");
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(
                            connection, table, List.of(Arrays.asList("2", "x ON PUBLIC.SECRET(4711) VALUES ("))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_COLLISION))
                    .satisfies(e ->
                            assertThat(e.getMessage()).doesNotContain("SECRET").doesNotContain("4711"));
        }
    }

    @Test
    void namesTheColumnsOfAKeyThatIsTaken() throws SQLException {
        database.run("CREATE TABLE t (id INT PRIMARY KEY, code VARCHAR UNIQUE)", "INSERT INTO t VALUES (1, 'x')");
        Table table = database.table("T");
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(connection, table, List.of(List.of("2", "x"))))
                    .withMessageContaining("PUBLIC.T(CODE");
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(connection, table, List.of(List.of("1", "y"))))
                    .withMessageContaining("PUBLIC.T(ID)");
        }
    }

    private Table table(String declared, ColumnType type) throws SQLException {
        database.run("CREATE TABLE t (v " + declared + ")");
        return TestDatabase.with(database.table("T"), "V", type);
    }
}
