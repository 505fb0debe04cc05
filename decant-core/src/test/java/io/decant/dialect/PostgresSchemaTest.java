package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the catalog of a schema that nobody tidied up is read as. */
class PostgresSchemaTest {
    private static final Dialect DIALECT = new PostgresDialect();

    private static Schema schema(TestPostgres database, String... schemas) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return DIALECT.readSchema(connection, List.of(schemas));
        }
    }

    private static Table table(TestPostgres database, String name) throws SQLException {
        return schema(database).requireTable(new TableName("public", name));
    }

    private static ColumnType type(TestPostgres database, String table, String column) throws SQLException {
        return table(database, table).requireColumn(column).type();
    }

    @Test
    void readsEveryTypeWithItsLimits() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TYPE "Mo.od" AS ENUM ('sad', 'glad');
                CREATE TYPE pair AS (a int, b text);
                CREATE DOMAIN short AS varchar(12) NOT NULL DEFAULT 'x' CHECK (VALUE <> '');
                CREATE DOMAIN shorter AS short CHECK (length(VALUE) < 5);
                CREATE DOMAIN numbers AS int[];
                CREATE TABLE t (
                    v varchar(40), t text, c char(3), i2 smallint, i4 int, i8 bigint, n numeric, n2 numeric(10,2),
                    n3 numeric(5,-2), ts timestamp(3), tz timestamptz, ti time(0), iv interval, ivf interval day to minute,
                    e "Mo.od", es "Mo.od"[], p pair, d short, dd shorter, ds short[], da numbers, j jsonb, x xml,
                    m money, b bit(3), i inet[], "char" "char", nm name, v2 varchar(3)[][]);
                """);
        assertThat(type(database, "t", "v")).isEqualTo(ColumnType.of(TypeKind.TEXT, 40));
        assertThat(type(database, "t", "t")).isEqualTo(ColumnType.of(TypeKind.TEXT));
        assertThat(type(database, "t", "c")).isEqualTo(ColumnType.of(TypeKind.TEXT, 3));
        assertThat(type(database, "t", "i2")).isEqualTo(ColumnType.of(TypeKind.INTEGER, 16));
        assertThat(type(database, "t", "i4")).isEqualTo(ColumnType.of(TypeKind.INTEGER, 32));
        assertThat(type(database, "t", "i8")).isEqualTo(ColumnType.of(TypeKind.INTEGER, 64));
        assertThat(type(database, "t", "n")).isEqualTo(ColumnType.of(TypeKind.DECIMAL));
        assertThat(type(database, "t", "n2")).isEqualTo(ColumnType.decimal(10, 2));
        assertThat(type(database, "t", "n3")).isEqualTo(ColumnType.decimal(7, 0));
        assertThat(type(database, "t", "ts")).isEqualTo(ColumnType.of(TypeKind.TIMESTAMP, 3));
        assertThat(type(database, "t", "tz")).isEqualTo(ColumnType.of(TypeKind.TIMESTAMPTZ, 6));
        assertThat(type(database, "t", "ti")).isEqualTo(ColumnType.of(TypeKind.TIME, 0));
        assertThat(type(database, "t", "iv")).isEqualTo(ColumnType.of(TypeKind.INTERVAL, 6));
        assertThat(type(database, "t", "ivf")).isEqualTo(ColumnType.of(TypeKind.OTHER));
        assertThat(type(database, "t", "e")).isEqualTo(ColumnType.of(TypeKind.TEXT));
        assertThat(type(database, "t", "es")).isEqualTo(ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT)));
        assertThat(type(database, "t", "p")).isEqualTo(ColumnType.of(TypeKind.OTHER));
        assertThat(type(database, "t", "ds")).isEqualTo(ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT, 12)));
        assertThat(type(database, "t", "da")).isEqualTo(ColumnType.arrayOf(ColumnType.of(TypeKind.INTEGER, 32)));
        assertThat(type(database, "t", "v2")).isEqualTo(ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT, 3)));
        assertThat(type(database, "t", "i")).isEqualTo(ColumnType.arrayOf(ColumnType.of(TypeKind.OTHER)));
        Table t = table(database, "t");
        assertThat(t.requireColumn("e").nativeType()).isEqualTo("public.\"Mo.od\"");
        assertThat(t.requireColumn("es").nativeType()).isEqualTo("public.\"Mo.od\"[]");
        Column nested = t.requireColumn("dd");
        assertThat(nested)
                .isEqualTo(new Column(
                        "dd", ColumnType.of(TypeKind.TEXT, 12), "character varying(12)", false, Generation.NONE, true));
    }

    @Test
    void knowsWhoMakesAValue() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE SEQUENCE shared;
                CREATE TABLE t (
                    a int GENERATED ALWAYS AS IDENTITY, b bigint GENERATED BY DEFAULT AS IDENTITY, c serial,
                    d int DEFAULT nextval('shared'), e int DEFAULT 5, f int GENERATED ALWAYS AS (e * 2) STORED,
                    g int GENERATED ALWAYS AS (e * 3) VIRTUAL, gone int, h int NOT NULL);
                ALTER TABLE t DROP COLUMN gone;
                """);
        Table t = table(database, "t");
        assertThat(t.columns()).extracting(Column::name).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(t.columns())
                .extracting(Column::generation)
                .containsExactly(
                        Generation.IDENTITY_ALWAYS,
                        Generation.IDENTITY,
                        Generation.IDENTITY,
                        Generation.IDENTITY,
                        Generation.NONE,
                        Generation.COMPUTED,
                        Generation.COMPUTED,
                        Generation.NONE);
        assertThat(t.columns())
                .filteredOn(c -> !c.hasDefault())
                .extracting(Column::name)
                .containsExactly("h");
    }

    @Test
    void tellsKeysFromWhatOnlyLooksLikeOne() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE EXTENSION IF NOT EXISTS btree_gist;
                CREATE TABLE t (a int, b int NOT NULL, "C d" text, during tsrange,
                    PRIMARY KEY (b, a), UNIQUE ("C d"), EXCLUDE USING gist (a WITH =, during WITH &&));
                CREATE UNIQUE INDEX plain ON t (b, "C d") INCLUDE (during);
                CREATE UNIQUE INDEX partial ON t (a) WHERE b > 0;
                CREATE UNIQUE INDEX expression ON t (lower("C d"));
                CREATE INDEX mixed ON t ("C d", lower("C d"), a);
                CREATE INDEX gin ON t USING gin (to_tsvector('simple', "C d"));
                """);
        Table t = table(database, "t");
        assertThat(t.primaryKey()).containsExactly("b", "a");
        assertThat(t.uniqueKeys()).containsExactlyInAnyOrder(List.of("C d"), List.of("b", "C d"));
        assertThat(t.indexes())
                .containsExactlyInAnyOrder(List.of("b", "a"), List.of("C d"), List.of("b", "C d"), List.of("C d"));
    }

    @Test
    void readsReferencesAndWhoChecksThem() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE SCHEMA "Other";
                CREATE TABLE "Other"."P" (a int, b int, c int UNIQUE, PRIMARY KEY (a, b));
                CREATE TABLE t (id int PRIMARY KEY, x int, y int, z int, up int REFERENCES t DEFERRABLE,
                    CONSTRAINT pair FOREIGN KEY (y, x) REFERENCES "Other"."P" (a, b),
                    CONSTRAINT soon FOREIGN KEY (z) REFERENCES "Other"."P" (c) DEFERRABLE INITIALLY DEFERRED);
                ALTER TABLE t ADD CONSTRAINT later FOREIGN KEY (x) REFERENCES "Other"."P" (c) NOT VALID;
                ALTER TABLE t ADD CONSTRAINT never FOREIGN KEY (y) REFERENCES "Other"."P" (c) NOT ENFORCED;
                ALTER TABLE "Other"."P" ADD FOREIGN KEY (c) REFERENCES t;
                """);
        TableName parent = new TableName("Other", "P");
        TableName child = new TableName("public", "t");
        assertThat(table(database, "t").foreignKeys())
                .containsExactlyInAnyOrder(
                        new ForeignKey(
                                "pair", child, List.of("y", "x"), parent, List.of("a", "b"), Enforcement.IMMEDIATE),
                        new ForeignKey("soon", child, List.of("z"), parent, List.of("c"), Enforcement.DEFERRABLE),
                        new ForeignKey("later", child, List.of("x"), parent, List.of("c"), Enforcement.NONE),
                        new ForeignKey("never", child, List.of("y"), parent, List.of("c"), Enforcement.NONE),
                        new ForeignKey(
                                "t_up_fkey", child, List.of("up"), child, List.of("id"), Enforcement.DEFERRABLE));
        assertThat(schema(database, "Other").tables()).extracting(Table::name).containsExactly(parent);
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> schema(database, "other"))
                .withMessageContaining("other")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }

    @Test
    void countsPartitionsAsOneTableAndHeirsAsTablesOfTheirOwn() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE owner (id int PRIMARY KEY);
                CREATE TABLE event (id int, day date, owner int REFERENCES owner, PRIMARY KEY (id, day))
                    PARTITION BY RANGE (day);
                CREATE TABLE event_24 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
                    PARTITION BY LIST (id);
                CREATE TABLE event_24_a PARTITION OF event_24 FOR VALUES IN (1, 2, 3);
                CREATE TABLE event_25 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
                CREATE TABLE about (id int, day date, FOREIGN KEY (id, day) REFERENCES event);
                INSERT INTO owner VALUES (7);
                INSERT INTO event VALUES (1, '2024-05-05', 7), (2, '2024-05-06', 7), (9, '2025-01-01', 7);
                CREATE TABLE animal (id int PRIMARY KEY, name text);
                CREATE TABLE dog (bark text) INHERITS (animal);
                INSERT INTO animal VALUES (1, 'any');
                INSERT INTO dog VALUES (2, 'rex', 'wau');
                CREATE VIEW seen AS SELECT * FROM animal;
                CREATE MATERIALIZED VIEW kept AS SELECT * FROM animal;
                CREATE TEMP TABLE passing (id int);
                ANALYZE;
                """);
        assertThat(schema(database).tables())
                .extracting(t -> t.name().name())
                .containsExactly("about", "animal", "dog", "event", "owner");
        Table event = table(database, "event");
        assertThat(event.estimatedRows()).isEqualTo(3);
        assertThat(event.estimatedBytes()).isEqualTo(2 * 8192);
        assertThat(event.primaryKey()).containsExactly("id", "day");
        assertThat(event.foreignKeys()).hasSize(1);
        assertThat(table(database, "about").foreignKeys())
                .extracting(ForeignKey::parent)
                .containsExactly(event.name());
        TestDatabase rows = new TestDatabase(database, DIALECT);
        assertThat(rows.rows(event)).hasSize(3);
        assertThat(rows.rows(table(database, "animal"))).containsExactly(List.of("1", "any"));
        assertThat(rows.rows(table(database, "dog"))).containsExactly(List.of("2", "rex", "wau"));
        try (Connection connection = database.getConnection()) {
            RowQuery all = TestDatabase.query(table(database, "animal"), new RowFilter.All(), null, false);
            assertThat(DIALECT.sql().count(connection, all)).isEqualTo(1);
        }
    }

    @Test
    void doesNotKnowTheSizeOfATableWithoutStatistics() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
        assertThat(table(database, "t").estimatedRows()).isEqualTo(-1);
        assertThat(table(database, "t").estimatedBytes()).isEqualTo(-1);
    }

    @Test
    void listsOnlyTriggersThatFire() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TABLE p (id int PRIMARY KEY) PARTITION BY LIST (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE t (id int PRIMARY KEY, up int REFERENCES t);
                CREATE TRIGGER fires BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER always BEFORE INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION f();
                CREATE TRIGGER off BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER replica BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER deletes BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION f();
                ALTER TABLE t DISABLE TRIGGER off, ENABLE REPLICA TRIGGER replica, ENABLE ALWAYS TRIGGER always;
                CREATE TRIGGER everywhere AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
                CREATE TRIGGER part_only AFTER INSERT ON p1 FOR EACH ROW EXECUTE FUNCTION f();
                """);
        assertThat(table(database, "t").triggers()).containsExactly("always", "fires");
        assertThat(table(database, "p").triggers()).containsExactly("everywhere", "part_only");
    }

    @Test
    void readsThreeHundredTablesInAboutASecond() throws SQLException {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            script.append("CREATE TABLE \"Table ")
                    .append(i)
                    .append("\" (id bigint PRIMARY KEY, a text, b varchar(9)[], ")
                    .append("p1 bigint, p2 bigint);");
        }
        for (int i = 0; i < 400; i++) {
            script.append("ALTER TABLE \"Table %d\" ADD FOREIGN KEY (p%d) REFERENCES \"Table %d\";"
                    .formatted(i % 300, 1 + i / 300, i * 7 % 300));
        }
        TestPostgres database = TestPostgres.newDatabase(script.toString());
        Instant start = Instant.now();
        Schema schema = schema(database);
        Duration took = Duration.between(start, Instant.now());
        assertThat(schema.tables()).hasSize(300);
        assertThat(schema.tables().stream()
                        .mapToInt(t -> t.foreignKeys().size())
                        .sum())
                .isEqualTo(400);
        // About a second alone; a machine that is busy with other tests gets more.
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void readsTheCatalogWithoutWaitingForAMigration() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("CREATE TABLE t (id serial PRIMARY KEY, x int DEFAULT 3)");
        try (Connection migration = database.getConnection()) {
            migration.setAutoCommit(false);
            migration.createStatement().execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            Set<String> columns = new TreeSet<>();
            try (Connection connection = database.getConnection()) {
                connection.createStatement().execute("SET lock_timeout = '100ms'");
                DIALECT.readSchema(connection, List.of())
                        .tables()
                        .get(0)
                        .columns()
                        .forEach(c -> columns.add(c.name()));
            }
            assertThat(columns).containsExactly("id", "x");
        }
    }
}
