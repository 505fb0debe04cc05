package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every product must do alike. A subclass brings an empty database and the product's own words. */
abstract class DialectContract {
    private Dialect dialect;
    private TestDatabase database;

    /** A new, empty database. */
    abstract DataSource emptyDatabase() throws Exception;

    /** How the product declares a canonical type; types that it has no column for are left out. */
    abstract Map<TypeKind, String> declarations();

    /** Values of the type that the product refuses to load into such a column. */
    abstract Map<TypeKind, List<String>> refusals();

    /** The column definition of an identity that wants to be told when it is given a value. */
    abstract String identity();

    /** The schema that tables are made in if none is named. */
    abstract String schemaName();

    Dialect dialect() {
        return dialect;
    }

    TestDatabase database() {
        return database;
    }

    @BeforeEach
    void open() throws Exception {
        DataSource source = emptyDatabase();
        try (Connection connection = source.getConnection()) {
            dialect = Dialect.of(connection);
        }
        database = new TestDatabase(source, dialect);
    }

    private static final Map<TypeKind, List<String>> VALUES = new EnumMap<>(Map.ofEntries(
            Map.entry(TypeKind.BOOLEAN, List.of("true", "false")),
            Map.entry(TypeKind.INTEGER, List.of("0", "-9223372036854775808", "9223372036854775807", "42")),
            Map.entry(TypeKind.DECIMAL, List.of("0.00", "-99999999.99", "99999999.99", "1.10", "0.01")),
            Map.entry(TypeKind.FLOAT32, List.of("0", "0.1", "-3.4028235e+38", "1e-45", "INF", "16777216")),
            Map.entry(
                    TypeKind.FLOAT64,
                    List.of("0", "1.5", "-5", "5e-324", "1.7976931348623157e+308", "2e+23", "INF", "-INF", "0.1")),
            Map.entry(
                    TypeKind.TEXT,
                    List.of("", " ", "O'Reilly, \"x\"\r\n", "İıŞş", "😀\uFFFD\uE000", "null", "\\.", "007", "a  ")),
            Map.entry(TypeKind.BYTES, List.of("", "AA==", "/+8=", "AAECAwQFBgcICQ==")),
            Map.entry(
                    TypeKind.UUID,
                    List.of("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff")),
            Map.entry(TypeKind.DATE, List.of("0001-01-01", "1582-10-10", "1970-01-01", "2024-02-29", "9999-12-31")),
            Map.entry(TypeKind.TIME, List.of("00:00:00", "23:59:59.999999", "12:30:00.5")),
            Map.entry(
                    TypeKind.TIMESTAMP,
                    List.of(
                            "0001-01-01T00:00:00",
                            "2024-03-11T14:38:10.123456",
                            "9999-12-31T23:59:59.999999",
                            "2012-10-21T00:00:00",
                            "1900-01-01T00:00:00.5")),
            Map.entry(
                    TypeKind.TIMESTAMPTZ,
                    List.of("0001-01-01T00:00:00Z", "2024-03-11T14:38:10.123456Z", "2012-10-21T03:00:00Z")),
            Map.entry(
                    TypeKind.TIMESTAMPOFFSET,
                    List.of("2024-03-11T14:38:10.123456Z", "2024-03-11T14:38:10+05:30", "0001-01-01T00:00:00-11:00")),
            Map.entry(TypeKind.JSON, List.of("{\"a\":[1,null,\"x\"]}", "[]", "\"t\"", "true")),
            Map.entry(TypeKind.ARRAY, List.of("[\"1\",null,\"-7\"]", "[]"))));

    /** What one column of the type should hold and give back. */
    List<String> values(TypeKind kind) {
        return VALUES.getOrDefault(kind, List.of());
    }

    @TestFactory
    Stream<DynamicTest> keepsEveryValueOfAType() {
        return declarations().keySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.canonicalName(), () -> roundTrip(kind)));
    }

    private void roundTrip(TypeKind kind) throws SQLException {
        String name = "t_" + kind.canonicalName();
        database.run("CREATE TABLE " + quote(name) + " (" + quote("id") + " INTEGER NOT NULL PRIMARY KEY, " + quote("v")
                + " " + declarations().get(kind) + ")");
        Table table = database.table(name);
        assertThat(table.requireColumn("v").type().kind()).isEqualTo(kind);
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.asList("0", null));
        for (String value : values(kind)) {
            rows.add(List.of(Integer.toString(rows.size()), value));
        }
        try (Connection connection = database.open()) {
            assertThat(database.load(connection, table, rows)).isEqualTo(rows.size());
        }
        assertThat(rows).hasSizeGreaterThan(1);
        assertThat(database.rows(table)).isEqualTo(rows);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatAColumnWouldChange() {
        return refusals().entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .map(v -> DynamicTest.dynamicTest(
                                e.getKey().canonicalName() + " " + v, () -> refuses(e.getKey(), v))));
    }

    private void refuses(TypeKind kind, String value) throws SQLException {
        String name = "refuses_" + kind.canonicalName() + "_" + Integer.toHexString(value.hashCode());
        database.run("CREATE TABLE " + quote(name) + " (" + quote("v") + " "
                + declarations().get(kind) + ")");
        Table table = database.table(name);
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> database.load(connection, table, List.of(List.of(value))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE))
                    .withMessageContaining(name)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
        }
    }

    @Test
    void takesAwfulNamesExactly() throws SQLException {
        String name = "Or\"der; DROP TABLE x--";
        database.run("CREATE TABLE " + quote(name) + " (" + quote("select") + " INTEGER NOT NULL, " + quote("Ö ı?")
                + " VARCHAR(20), " + quote("camelCase") + " INTEGER, PRIMARY KEY (" + quote("select") + ", "
                + quote("camelCase") + "))");
        Table table = database.table(name);
        assertThat(table.name().schema()).isEqualTo(schemaName());
        assertThat(table.columns()).extracting(Column::name).containsExactly("select", "Ö ı?", "camelCase");
        assertThat(table.primaryKey()).containsExactly("select", "camelCase");
        List<List<String>> rows = List.of(List.of("1", "a'b", "2"), Arrays.asList("1", null, "3"));
        try (Connection connection = database.open()) {
            Table staging = dialect.writes().stage(connection, table, table.columns());
            database.load(connection, staging, rows);
            List<String> all = table.columns().stream().map(Column::name).toList();
            assertThat(dialect.sql().staged().insert(connection, staging, table, all, List.of()))
                    .isEqualTo(2);
            assertThat(dialect.sql().staged().collisions(connection, staging, table, table.primaryKey()))
                    .isEqualTo(2);
        }
        assertThat(database.rows(table)).isEqualTo(rows);
    }

    @Test
    void readsKeysAndReferences() throws SQLException {
        database.run(
                "CREATE TABLE parent (a INTEGER NOT NULL, b VARCHAR(9) NOT NULL, c INTEGER NOT NULL, d INTEGER,"
                        + " PRIMARY KEY (b, a), UNIQUE (c, a))",
                "CREATE TABLE child (x INTEGER NOT NULL PRIMARY KEY, a INTEGER, b VARCHAR(9), c INTEGER, up INTEGER,"
                        + " FOREIGN KEY (b, a) REFERENCES parent (b, a), FOREIGN KEY (c, a) REFERENCES parent (c, a),"
                        + " FOREIGN KEY (up) REFERENCES child (x))",
                "CREATE INDEX child_up ON child (up)",
                "CREATE VIEW not_a_table AS SELECT 1 AS one");
        Schema schema = database.schema();
        assertThat(schema.tables()).hasSize(2);
        Table parent = database.table(unquoted("parent"));
        assertThat(names(parent.primaryKey())).containsExactly("b", "a");
        assertThat(parent.uniqueKeys()).hasSize(1);
        assertThat(names(parent.uniqueKeys().get(0))).containsExactly("c", "a");
        assertThat(parent.requireColumn(unquoted("d")).nullable()).isTrue();
        assertThat(parent.requireColumn(unquoted("c")).nullable()).isFalse();
        Table child = database.table(unquoted("child"));
        assertThat(child.foreignKeys())
                .extracting(f -> names(f.columns()) + " to " + f.parent().name().toLowerCase(java.util.Locale.ROOT)
                        + names(f.parentColumns()))
                .containsExactlyInAnyOrder("[b, a] to parent[b, a]", "[c, a] to parent[c, a]", "[up] to child[x]");
        assertThat(child.indexes()).anySatisfy(i -> assertThat(names(i)).containsExactly("up"));
        assertThat(parent.indexes()).anySatisfy(i -> assertThat(names(i)).containsExactly("b", "a"));
    }

    private static List<String> names(List<String> names) {
        return names.stream().map(n -> n.toLowerCase(java.util.Locale.ROOT)).toList();
    }

    @Test
    void tellsComputedColumnsAndIdentities() throws SQLException {
        database.run("CREATE TABLE things (id " + identity() + ", n INTEGER DEFAULT 7, " + twiceN() + ")");
        Table things = database.table(unquoted("things"));
        Column id = things.requireColumn(unquoted("id"));
        assertThat(id.generation()).isIn(Column.Generation.IDENTITY, Column.Generation.IDENTITY_ALWAYS);
        assertThat(id.hasDefault()).isTrue();
        assertThat(id.nullable()).isFalse();
        assertThat(things.requireColumn(unquoted("n")).hasDefault()).isTrue();
        assertThat(things.requireColumn(unquoted("twice")).computed()).isTrue();
    }

    /** The definition of a column {@code twice} that the database computes from {@code n}. */
    String twiceN() {
        return "twice INTEGER GENERATED ALWAYS AS (n * 2)" + stored();
    }

    /** Whether a key takes texts for equal that differ in spaces at their end. */
    boolean comparesPadded() {
        return false;
    }

    /** What follows a generated column's expression. */
    String stored() {
        return "";
    }

    @Test
    void numbersGoOnPastTheLoadedOnes() throws SQLException {
        database.run("CREATE TABLE things (id " + identity() + ", n INTEGER)");
        Table things = database.table(unquoted("things"));
        try (Connection connection = database.open()) {
            if (dialect.writes().sequencesOutside()) {
                advance(connection, things);
            }
            dialect.writes().begin(connection);
            database.load(connection, things, List.of(List.of("500", "1"), List.of("7", "2")));
            assertThat(dialect.sql().max(connection, things, unquoted("id"))).contains("500");
            if (!dialect.writes().sequencesOutside()) {
                advance(connection, things);
            }
            connection.commit();
        }
        database.run("INSERT INTO things (n) VALUES (3)");
        assertThat(database.rows(things))
                .hasSize(3)
                .element(2)
                .satisfies(row -> assertThat(Long.parseLong(row.get(0))).isGreaterThan(500));
    }

    private void advance(Connection connection, Table things) throws SQLException {
        dialect.writes().advanceSequences(connection, things, Map.of(unquoted("id"), "500"));
        dialect.writes().advanceSequences(connection, things, Map.of(unquoted("id"), "20"));
    }

    @Test
    void loadsATreeThroughStagingInASecondPass() throws SQLException {
        Table nodes = nodes("INTEGER");
        List<List<String>> rows = tree();
        try (Connection connection = database.open()) {
            Table staging = dialect.writes().stage(connection, nodes, nodes.columns());
            database.load(connection, staging, rows);
            dialect.writes().begin(connection);
            List<String> all = nodes.columns().stream().map(Column::name).toList();
            String up = unquoted("up");
            assertThat(dialect.sql().staged().insert(connection, staging, nodes, all, List.of(up)))
                    .isEqualTo(rows.size());
            assertThat(dialect.sql().staged().fill(connection, staging, nodes, nodes.primaryKey(), List.of(up)))
                    .isEqualTo(rows.size() - 1);
            connection.commit();
        }
        assertThat(database.rows(nodes)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void loadsATreeLevelByLevelWhereItsReferenceCannotBeNull() throws SQLException {
        Table nodes = nodes("INTEGER NOT NULL");
        List<List<String>> rows = new ArrayList<>(tree());
        rows.set(rows.size() - 1, List.of("1", "1", "root"));
        try (Connection connection = database.open()) {
            Table staging = dialect.writes().stage(connection, nodes, nodes.columns());
            database.load(connection, staging, rows);
            dialect.writes().begin(connection);
            List<String> all = nodes.columns().stream().map(Column::name).toList();
            ForeignKey self = nodes.foreignKeys().get(0);
            assertThat(dialect.sql().staged().insertByLevels(connection, staging, nodes, all, List.of(), self))
                    .isEqualTo(rows.size());
            connection.commit();
        }
        assertThat(database.rows(nodes)).containsExactlyInAnyOrderElementsOf(rows);
    }

    private Table nodes(String upType) throws SQLException {
        database.run("CREATE TABLE nodes (id INTEGER NOT NULL PRIMARY KEY, up " + upType
                + ", label VARCHAR(20), FOREIGN KEY (up) REFERENCES nodes (id))");
        return database.table(unquoted("nodes"));
    }

    /** Children first, the root last. */
    private static List<List<String>> tree() {
        List<List<String>> rows = new ArrayList<>();
        for (int id = 30; id > 1; id--) {
            rows.add(List.of(Integer.toString(id), Integer.toString(id / 2), "n" + id));
        }
        rows.add(Arrays.asList("1", null, "root"));
        return rows;
    }

    @Test
    void rollsBackEverything() throws SQLException {
        Table nodes = nodes("INTEGER");
        try (Connection connection = database.open()) {
            dialect.writes().begin(connection);
            database.load(connection, nodes, List.of(Arrays.asList("1", null, "x")));
            connection.rollback();
        }
        assertThat(database.rows(nodes)).isEmpty();
    }

    @Test
    void saysWhatConstraintARowBreaksAndNeverItsValues() throws SQLException {
        database.run(
                "CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(30) NOT NULL UNIQUE, n INTEGER CHECK"
                        + " (n > 0))",
                "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, p INTEGER, FOREIGN KEY (p) REFERENCES parent (id))",
                "INSERT INTO parent VALUES (1, 'secret4711', 1)");
        Table parent = database.table(unquoted("parent"));
        assertThat(breaks(parent, List.of("1", "secret4712", "1"), ErrorCode.IMPORT_COLLISION))
                .containsIgnoringCase("parent");
        assertThat(breaks(parent, List.of("2", "secret4711", "1"), ErrorCode.IMPORT_COLLISION))
                .containsIgnoringCase("parent");
        breaks(parent, Arrays.asList("2", null, "1"), ErrorCode.IMPORT_REFUSED);
        if (enforcesChecks()) {
            breaks(parent, List.of("2", "secret4712", "-4711"), ErrorCode.IMPORT_REFUSED);
        }
        breaks(database.table(unquoted("child")), List.of("1", "4711"), ErrorCode.IMPORT_REFUSED);
    }

    /** False for a version that takes CHECK constraints and does not look at them. */
    boolean enforcesChecks() {
        return true;
    }

    private String breaks(Table table, List<String> row, ErrorCode code) throws SQLException {
        try (Connection connection = database.open()) {
            dialect.writes().begin(connection);
            try {
                return assertThatExceptionOfType(DecantException.class)
                        .isThrownBy(() -> {
                            database.load(connection, table, List.of(row));
                            commit(connection);
                        })
                        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                        .satisfies(e -> assertThat(e.getMessage())
                                .doesNotContain("4711")
                                .doesNotContain("4712")
                                .doesNotContain("INSERT"))
                        .actual()
                        .getMessage();
            } finally {
                connection.rollback();
            }
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException refused) {
            throw dialect.sql().failure("cannot commit", refused);
        }
    }

    @Test
    void aSnapshotDoesNotSeeWhatOthersCommitMeanwhile() throws Exception {
        Table nodes = nodes("INTEGER");
        database.run("INSERT INTO nodes (id, label) VALUES (1, 'before')");
        try (Snapshot snapshot = dialect.openSnapshot(database.source(), 2, List.of(nodes.name()))) {
            assertThat(snapshot.connections()).isNotEmpty();
            assertThat(snapshot.means()).contains("connection");
            database.run("INSERT INTO nodes (id, label) VALUES (2, 'after')", "UPDATE nodes SET label = 'changed'");
            for (Connection connection : snapshot.connections()) {
                assertThat(database.rows(connection, nodes, true))
                        .hasSize(1)
                        .first()
                        .isEqualTo(Arrays.asList("1", null, "before"));
                RowQuery all = TestDatabase.query(nodes, new RowFilter.All(), null, false);
                assertThat(dialect.sql().count(connection, all)).isEqualTo(1);
            }
        }
        assertThat(database.rows(nodes)).hasSize(2);
    }

    @Test
    void whatIsWrittenThroughASnapshotDoesNotStay() throws Exception {
        Table nodes = nodes("INTEGER");
        try (Snapshot snapshot = dialect.openSnapshot(database.source(), 1, List.of(nodes.name()))) {
            try (PreparedStatement insert =
                    snapshot.connections().get(0).prepareStatement("INSERT INTO nodes (id) VALUES (1)")) {
                insert.executeUpdate();
            } catch (SQLException refused) {
                assertThat(dialect.sql().failure("writing", refused).code()).isEqualTo(ErrorCode.DATABASE);
            }
        }
        assertThat(database.rows(nodes)).isEmpty();
    }

    @Test
    void ordersTextByItsBytes() throws SQLException {
        database.run("CREATE TABLE words (w " + declarations().get(TypeKind.TEXT) + " NOT NULL, PRIMARY KEY (w))");
        Table words = database.table(unquoted("words"));
        List<List<String>> rows = Stream.of(
                        "",
                        comparesPadded() ? "!" : " ",
                        "A",
                        "Z",
                        "a",
                        "aa",
                        "b",
                        "z",
                        "É",
                        "ä",
                        "İ",
                        "ı",
                        "\uE000",
                        "\uFFFD",
                        "😀")
                .map(List::of)
                .toList();
        List<List<String>> shuffled = new ArrayList<>(rows);
        java.util.Collections.shuffle(shuffled, new java.util.Random(7));
        try (Connection connection = database.open()) {
            database.load(connection, words, shuffled);
        }
        assertThat(database.rows(words)).isEqualTo(rows);
    }

    @Test
    void ordersRowsWithoutAKeyByTheirText() throws SQLException {
        database.run("CREATE TABLE loose (n INTEGER, w VARCHAR(9))");
        Table loose = database.table(unquoted("loose"));
        List<List<String>> rows = List.of(
                Arrays.asList(null, "b"),
                Arrays.asList("10", null),
                List.of("10", "a"),
                List.of("10", "b"),
                List.of("9", "a"));
        List<List<String>> reversed = new ArrayList<>(rows);
        java.util.Collections.reverse(reversed);
        try (Connection connection = database.open()) {
            database.load(connection, loose, reversed);
        }
        assertThat(database.rows(loose)).isEqualTo(rows);
    }

    @Test
    void findsRootRowsByNameAndDeletes() throws SQLException {
        database.run(
                "CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, slug VARCHAR(20), note VARCHAR(20))",
                "INSERT INTO account VALUES (1, 'acme', 'x')",
                "INSERT INTO account VALUES (2, 'other', 'y')",
                "INSERT INTO account VALUES (3, 'twin', 'y')",
                "INSERT INTO account VALUES (4, 'twin', 'y')");
        Table account = database.table(unquoted("account"));
        Schema schema = database.schema();
        try (Connection connection = database.open()) {
            assertThat(keys(connection, schema, account, "acme")).containsExactly(TenantKey.of("1"));
            assertThat(keys(connection, schema, account, "nobody")).isEmpty();
            assertThat(keys(connection, schema, account, "twin")).hasSize(2);
            RowFilter two = new RowFilter.TenantIs(account.primaryKey());
            assertThat(dialect.sql().delete(connection, TestDatabase.query(account, two, TenantKey.of("2"), false)))
                    .isEqualTo(1);
        }
        assertThat(database.rows(account)).hasSize(3).first().isEqualTo(List.of("1", "acme", "x"));
    }

    private List<TenantKey> keys(Connection connection, Schema schema, Table account, String name) throws SQLException {
        return dialect.sql().keysNamed(connection, schema, account, account.primaryKey(), unquoted("slug"), name);
    }

    @Test
    void namesTriggersThatAnImportWouldFireAndNoOthers() throws SQLException {
        database.run("CREATE TABLE watched (id INTEGER NOT NULL PRIMARY KEY)", "CREATE TABLE log (n INTEGER)");
        database.run(triggers());
        assertThat(names(database.table(unquoted("watched")).triggers())).containsExactly("on_insert");
    }

    /** Statements that make a trigger {@code on_insert} and one {@code on_delete} on the table {@code watched}. */
    abstract String[] triggers();

    @Test
    void loadsNothingFromAnEmptySource() throws SQLException {
        Table nodes = nodes("INTEGER");
        try (Connection connection = database.open()) {
            assertThat(database.load(connection, nodes, List.of())).isZero();
            assertThat(dialect.sql().max(connection, nodes, unquoted("id"))).isEmpty();
        }
    }

    @Test
    void passesOnWhatASinkThrowsAndTheConnectionStaysUsable() throws SQLException {
        database.run("CREATE TABLE many (id INTEGER NOT NULL PRIMARY KEY)");
        Table many = database.table(unquoted("many"));
        try (Connection connection = database.open()) {
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                rows.add(List.of(Integer.toString(i)));
            }
            assertThat(database.load(connection, many, rows)).isEqualTo(5000);
            RowReader reader =
                    dialect.rowReader(connection, TestDatabase.query(many, new RowFilter.All(), null, false));
            assertThatThrownBy(() -> reader.read(record -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
            assertThat(database.rows(connection, many, false)).hasSize(5000);
        }
    }

    @Test
    void seesNoObstacleToItsOwnTypes() throws SQLException {
        for (Map.Entry<TypeKind, String> entry : declarations().entrySet()) {
            String name = "own_" + entry.getKey().canonicalName();
            database.run("CREATE TABLE " + quote(name) + " (" + quote("v") + " " + entry.getValue() + ")");
            Column column = database.table(name).requireColumn("v");
            assertThat(dialect.obstacle(column, column.type())).as(name).isEmpty();
        }
        assertThat(dialect.obstacle(
                        database.table("own_integer").requireColumn("v"), ColumnType.of(TypeKind.INTEGER, 128)))
                .isPresent();
    }

    String quote(String identifier) {
        return dialect.quote(identifier);
    }

    /** How the product spells a name that was written without quotes. */
    String unquoted(String name) {
        return name;
    }
}
