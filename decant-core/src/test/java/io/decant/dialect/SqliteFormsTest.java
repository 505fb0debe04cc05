package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import io.decant.testing.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How SQLite's values look in the file, and what a column's declared form makes of them. */
class SqliteFormsTest {
    @TempDir
    private Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(
                TestDatabase.at("jdbc:sqlite:" + folder.resolve("forms.db") + "?synchronous=OFF&journal_mode=MEMORY"),
                new SqliteDialect());
    }

    /** A table with one column {@code v} of the declared type, read as the canonical type in the stored form. */
    private Table table(String declared, String kind, String zone, String stored) throws SQLException {
        database.run("CREATE TABLE t (v " + declared + ")");
        ColumnType type = ColumnType.of(TypeKind.ofCanonicalName(kind)).storedAs(zone, stored);
        return TestDatabase.with(database.table("t"), "v", type);
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, uuid, , , '6f9619ff-8b86-d011-b42d-00c04fc964ff', 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "TEXT, uuid, , lower, '6f9619ff-8b86-d011-b42d-00c04fc964ff', 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "TEXT, uuid, , upper, '6F9619FF-8B86-D011-B42D-00C04FC964FF', 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "BLOB, uuid, , blob, X'6F9619FF8B86D011B42D00C04FC964FF', 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "TEXT, timestamp, , , '2024-03-11 14:38:10', 2024-03-11T14:38:10",
        "TEXT, timestamp, , iso-space, '2024-03-11 14:38:10.1234567', 2024-03-11T14:38:10.1234567",
        "TEXT, timestamp, , iso, '0001-01-01T00:00:00', 0001-01-01T00:00:00",
        "TEXT, timestamptz, UTC, iso-space, '2012-10-21 00:00:00', 2012-10-21T00:00:00Z",
        "TEXT, timestamptz, America/Bahia_Banderas, iso-space, '2024-01-01 00:00:00.5', 2024-01-01T06:00:00.5Z",
        "TEXT, timestamptz, , iso, '2024-03-11T14:38:10Z', 2024-03-11T14:38:10Z",
        "TEXT, timestamptz, , iso-space, '2024-03-11 14:38:10+00:00', 2024-03-11T14:38:10Z",
        "TEXT, timestampoffset, , iso-space, '2024-03-11 14:38:10-05:00', 2024-03-11T14:38:10-05:00",
        "INTEGER, timestamptz, , unix, 1710167890, 2024-03-11T14:38:10Z",
        "INTEGER, timestamptz, , unix, -1, 1969-12-31T23:59:59Z",
        "INTEGER, timestamp, , unix-ms, 1710167890123, 2024-03-11T14:38:10.123",
        "INTEGER, timestamp, , unix-ms, -1, 1969-12-31T23:59:59.999",
        "INTEGER, boolean, , , 1, true",
        "TEXT, boolean, , , '0', false",
        "TEXT, boolean, , text, 'false', false",
        "TEXT, decimal, , , '123456789012345678901234567890.10', 123456789012345678901234567890.10",
        "TEXT, integer, , , '9223372036854775808', 9223372036854775808",
        "TEXT, float64, , , '-0', -0",
        "TEXT, float64, , , 'NaN', NaN",
        "REAL, float32, , , 0.5, 0.5",
        "TEXT, date, , , 'infinity', infinity",
        "TEXT, array, , , '[\"a\",null]', '[\"a\",null]'",
        "BLOB, bytes, , , X'00ff', AP8=",
        "'', text, , , '007', 007",
    })
    void readsAFormAndWritesItTheSame(
            String declared, String kind, String zone, String stored, String physical, String canonical)
            throws SQLException {
        // The CSV takes the quotes of a lone literal: numbers and blobs have none to lose.
        String literal = physical.startsWith("X'") || declared.equals("INTEGER") || declared.equals("REAL")
                ? physical
                : "'" + physical + "'";
        Table table = kind.equals("array")
                ? TestDatabase.with(
                        table(declared, "text", null, null), "v", ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT)))
                : table(declared, kind, zone, stored);
        database.run("INSERT INTO t VALUES (" + literal + ")");
        assertThat(database.rows(table)).containsExactly(List.of(canonical));
        try (Connection connection = database.open()) {
            database.load(connection, table, List.of(List.of(canonical)));
        }
        assertThat(Rows.of(database.source(), "SELECT DISTINCT typeof(v), CAST(v AS BLOB) FROM t"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, uuid, , '''6F9619FF-8B86-D011-B42D-00C04FC964FF''', upper",
        "TEXT, uuid, upper, '''6f9619ff-8b86-d011-b42d-00c04fc964ff''', lower",
        "TEXT, timestamp, , '''2024-03-11T14:38:10''', iso",
        "TEXT, timestamp, iso, '''2024-03-11 14:38:10''', iso-space",
        "TEXT, timestamp, , '''2024-02-30 14:38:10''', a day",
        "TEXT, timestamptz, , '''2024-03-11 14:38:10''', ''",
        "INTEGER, integer, , '''seven''', text",
        "INTEGER, integer, , 1.5, real",
        "INTEGER, boolean, , 2, 0 nor 1",
        "TEXT, text, , X'00', blob",
        "TEXT, text, , CAST(X'41ff' AS TEXT), UTF-8",
        "TEXT, text, , CAST(X'eda080' AS TEXT), UTF-8",
        "BLOB, bytes, , '''text''', text",
        "REAL, float32, , 0.1, float32",
        "NUMERIC, decimal, , 9e999, infinite",
        "TEXT, decimal, , '''1e5''', ''",
        "BLOB, integer, , 2.0, real",
    })
    void refusesAValueThatIsNotOfItsColumnsFormByTableAndColumn(
            String declared, String kind, String stored, String literal, String why) throws SQLException {
        Table table = table(declared, kind, null, stored);
        database.run("INSERT INTO t VALUES (" + literal + ")");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> database.rows(table))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE))
                .withMessageContaining("table main.t, column v")
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "STRING, text, , 007",
        "NUMERIC, json, , 1.50",
        "INTEGER, timestamp, unix, 2024-03-11T14:38:10.5",
        "INTEGER, timestamp, unix-ms, 2024-03-11T14:38:10.1234",
        "INTEGER, timestamp, unix, infinity",
        "REAL, integer, , 9007199254740993",
        "TEXT, timestamp, , not a time",
    })
    void refusesToStoreWhatSqliteWouldChange(String declared, String kind, String stored, String canonical)
            throws SQLException {
        Table table = table(declared, kind, null, stored);
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(connection, table, List.of(List.of(canonical))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE))
                    .withMessageContaining("table main.t, column v");
        }
        assertThat(database.rows(table)).isEmpty();
    }

    @Test
    void refusesAnHourThatTheZonesClocksShowTwice() throws SQLException {
        Table table = table("TEXT", "timestamptz", "Europe/Berlin", "iso-space");
        database.run("INSERT INTO t VALUES ('2024-10-27 02:30:00')");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> database.rows(table))
                .withMessageContaining("twice");
    }

    @Test
    void keepsTheReplacementCharacterThatSomebodyReallyWrote() throws SQLException {
        Table table = table("TEXT", "text", null, null);
        database.run("INSERT INTO t VALUES ('a\uFFFDb')");
        assertThat(database.rows(table)).containsExactly(List.of("a\uFFFDb"));
    }

    @Test
    void refusesAFormThatItDoesNotKnowAsAMistakeOfTheModel() throws SQLException {
        Table table = table("TEXT", "uuid", null, "reversed");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> database.rows(table))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .withMessageContaining("lower upper blob");
    }

    @Test
    void showsADecimalWithItsDeclaredScale() throws SQLException {
        database.run("CREATE TABLE t (v DECIMAL(12,2))", "INSERT INTO t VALUES (5), (1.1), (0.125)");
        assertThat(database.rows(database.table("t")))
                .containsExactlyInAnyOrder(List.of("5.00"), List.of("1.10"), List.of("0.125"));
    }
}
