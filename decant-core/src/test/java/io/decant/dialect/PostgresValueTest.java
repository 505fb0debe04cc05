package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values as PostgreSQL itself prints them, as they are read, and as they come back. */
class PostgresValueTest {
    private static final Dialect DIALECT = new PostgresDialect();

    /** What the server makes of each column in the archive's form: an oracle that shares no code with the codecs. */
    private static final String ORACLE = """
            SELECT id::text, b::text, i2::text, i4::text, i8::text, n::text, n2::text,
                   replace(encode(by, 'base64'), E'\\n', ''), u::text,
                   CASE WHEN isfinite(d) THEN to_char(d, 'YYYY-MM-DD') ELSE d::text END,
                   rtrim(rtrim(to_char(t, 'HH24:MI:SS.US'), '0'), '.'),
                   rtrim(rtrim(to_char(ts, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.'),
                   rtrim(rtrim(to_char(tz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z',
                   tx, c::text, j::text, (SELECT to_json(array_agg(e::text ORDER BY place))::text
                       FROM unnest(a) WITH ORDINALITY AS x(e, place))
            FROM v ORDER BY v.id""";

    private static final String RANDOM_ROWS = """
            CREATE TABLE v (id int PRIMARY KEY, b boolean, i2 smallint, i4 int, i8 bigint, n numeric, n2 numeric(12,4),
                by bytea, u uuid, d date, t time, ts timestamp, tz timestamptz, tx text, c char(8), j jsonb, a int[]);
            SELECT setseed(0.25);
            INSERT INTO v SELECT i, random() < 0.5, (random() * 65535 - 32768)::int, (random() * 4294967295 - 2147483648)::bigint,
                ((random() - 0.5) * 1.8e19)::bigint, round(((random() - 0.5) * 10 ^ (random() * 40)::int)::numeric, (random() * 20)::int),
                ((random() - 0.5) * 1e8)::numeric(12,4),
                decode(repeat(md5(random()::text), (random() * 5)::int), 'hex'), gen_random_uuid(),
                date '0001-01-01' + (random() * 3652058)::int, time '00:00' + random() * interval '24 hours',
                timestamp '0001-01-01' + random() * interval '9998 years', timestamptz '0001-01-02 00:00Z' + random() * interval '9998 years',
                repeat(chr(32 + (random() * 900)::int), (random() * 20)::int), substr(md5(random()::text), 1, (random() * 8)::int),
                jsonb_build_object('k', random(), 's', md5(random()::text)),
                ARRAY[(random() * 100)::int, NULL, (random() * -1e9)::int]
            FROM generate_series(1, 5000) i;
            """;

    @Test
    void readsWhatTheServerPrintsForThousandsOfRandomRows() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(RANDOM_ROWS);
        TestDatabase rows = new TestDatabase(database, DIALECT);
        List<List<String>> read = rows.rows(rows.table("v"));
        List<List<String>> expected;
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .execute("SET bytea_output = hex; SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'");
            expected = Rows.of(connection, ORACLE);
        }
        assertThat(expected).hasSize(5000);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(read.get(i)).as("row %d", i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void loadsThousandsOfRandomRowsBackExactly() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(RANDOM_ROWS + "CREATE TABLE w (LIKE v INCLUDING ALL)");
        TestDatabase rows = new TestDatabase(database, DIALECT);
        List<List<String>> read = rows.rows(rows.table("v"));
        try (Connection connection = database.getConnection()) {
            assertThat(rows.load(connection, rows.table("w"), read)).isEqualTo(5000);
        }
        assertThat(Rows.value(database, "SELECT count(*) FROM (TABLE v EXCEPT ALL TABLE w) x"))
                .isEqualTo("0");
        assertThat(Rows.value(database, "SELECT sum(scale(n)) = (SELECT sum(scale(n)) FROM w) FROM v"))
                .isEqualTo("t");
    }

    /** The text form of COPY serves a table with any column that has no binary form. */
    @Test
    void loadsTheSameRowsAsText() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(RANDOM_ROWS
                + "ALTER TABLE v ADD net inet DEFAULT '10.1.2.3', ADD nets inet[] DEFAULT '{::1,NULL}',"
                + " ADD r int4range DEFAULT '[1,5)', ADD bx box[] DEFAULT '{(2,2),(1,1);(4,4),(3,3)}',"
                + " ADD ta text[] DEFAULT '{{\"a,\\\"b\",\"\"},{\"NULL\",NULL}}', ADD f8 float8 DEFAULT '-Infinity';"
                + "INSERT INTO v (id, d, ts, tz, tx, by, f8, n) VALUES (0, '0044-03-15 BC', '0001-12-31 23:59:59.5 BC',"
                + " 'infinity', E'tab\\tline\\nreturn\\rback\\\\slash \\\\N', '\\x', '-0', 'NaN');"
                + "CREATE TABLE w (LIKE v INCLUDING ALL)");
        TestDatabase rows = new TestDatabase(database, DIALECT);
        List<List<String>> read = rows.rows(rows.table("v"));
        assertThat(read.get(0)).contains("-0043-03-15", "0000-12-31T23:59:59.5", "infinity", "-0", "NaN");
        try (Connection connection = database.getConnection()) {
            assertThat(rows.load(connection, rows.table("w"), read)).isEqualTo(5001);
        }
        assertThat(Rows.value(
                        database, "SELECT count(*) FROM (SELECT v::text FROM v EXCEPT ALL SELECT w::text FROM w) x"))
                .isEqualTo("0");
        assertThat(rows.rows(rows.table("w"))).isEqualTo(read);
    }

    @Test
    void carriesTypesOfTheUsersOwn() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE EXTENSION citext; CREATE EXTENSION hstore;
                CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TYPE pair AS (a int, b text);
                CREATE DOMAIN score AS int CHECK (VALUE < 10); CREATE DOMAIN scores AS score[];
                CREATE TABLE t (id int PRIMARY KEY, m mood, ms mood[], c citext, cs citext[], s score, ss score[], d scores);
                INSERT INTO t VALUES (1, 'glad', '{sad,NULL}', 'Abc', '{X,y}', 9, '{1,2}', '{3}');
                INSERT INTO t (id) VALUES (2);
                CREATE TABLE u (id int PRIMARY KEY, p pair, h hstore, m mood);
                INSERT INTO u VALUES (1, '(5,"a b")', 'k=>"v w"', 'sad');
                CREATE TABLE t2 (LIKE t); CREATE TABLE u2 (LIKE u);
                """);
        TestDatabase rows = new TestDatabase(database, DIALECT);
        List<List<String>> t = rows.rows(rows.table("t"));
        List<List<String>> u = rows.rows(rows.table("u"));
        assertThat(t.get(0))
                .containsExactly(
                        "1", "glad", "[\"sad\",null]", "Abc", "[\"X\",\"y\"]", "9", "[\"1\",\"2\"]", "[\"3\"]");
        assertThat(u.get(0)).containsExactly("1", "(5,\"a b\")", "\"k\"=>\"v w\"", "sad");
        try (Connection connection = database.getConnection()) {
            rows.load(connection, rows.table("t2"), t);
            rows.load(connection, rows.table("u2"), u);
        }
        assertThat(rows.rows(rows.table("t2"))).isEqualTo(t);
        assertThat(rows.rows(rows.table("u2"))).isEqualTo(u);
    }

    @Test
    void refusesByColumnWhatHasNoCanonicalText() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(
                "CREATE TABLE t (odd int[], endless interval); INSERT INTO t VALUES ('[0:1]={4711,4712}', NULL)");
        TestDatabase rows = new TestDatabase(database, DIALECT);
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> rows.rows(rows.table("t")))
                .withMessageContaining("column odd of table public.t")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("4711"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE));
        database.runScript("UPDATE t SET odd = NULL, endless = 'infinity'");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> rows.rows(rows.table("t")))
                .withMessageContaining("column endless of table public.t");
    }

    @Test
    void readsAndWritesUnderTheArchivesType() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(
                "CREATE TABLE t (u text, flag smallint, whole numeric(20,2), small real, wide double precision, at timestamp,"
                        + " z timestamp)");
        TestDatabase rows = new TestDatabase(database, DIALECT);
        Table t = rows.table("t");
        t = TestDatabase.with(t, "u", ColumnType.of(TypeKind.UUID));
        t = TestDatabase.with(t, "flag", ColumnType.of(TypeKind.BOOLEAN));
        t = TestDatabase.with(t, "whole", ColumnType.of(TypeKind.INTEGER, 32));
        t = TestDatabase.with(t, "wide", ColumnType.of(TypeKind.FLOAT32));
        t = TestDatabase.with(t, "at", ColumnType.of(TypeKind.TIMESTAMPTZ).storedAs("UTC", null));
        t = TestDatabase.with(t, "z", ColumnType.of(TypeKind.TIMESTAMPTZ).storedAs("+05:45", null));
        List<List<String>> values = List.of(List.of(
                "00000000-0000-0000-0000-00000000000a",
                "true",
                "-7",
                "0.1",
                "0.1",
                "2024-05-06T07:08:09.5Z",
                "2024-01-01T00:00:00Z"));
        try (Connection connection = database.getConnection()) {
            rows.load(connection, t, values);
        }
        assertThat(rows.rows(t)).isEqualTo(values);
        assertThat(Rows.value(database, "SELECT concat(flag, ' ', whole, ' ', z) FROM t"))
                .isEqualTo("1 -7.00 2024-01-01 05:45:00");
        database.runScript("UPDATE t SET flag = 2");
        Table wrong = t;
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> rows.rows(wrong))
                .withMessageContaining("column flag of table public.t");
    }

    @Test
    void saysWhichTypesCannotHoldOthers() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase(
                "CREATE TABLE t (v varchar(20), i int, n numeric(10,2), ts timestamp(3), u uuid, f real, j json, a int[])");
        Table t = new TestDatabase(database, DIALECT).table("t");
        assertThat(obstacle(t, "v", ColumnType.of(TypeKind.TEXT, 20))).isEmpty();
        assertThat(obstacle(t, "v", ColumnType.of(TypeKind.TEXT, 21))).contains("shorter");
        assertThat(obstacle(t, "v", ColumnType.of(TypeKind.TEXT))).contains("shorter");
        assertThat(obstacle(t, "v", ColumnType.of(TypeKind.INTEGER, 64))).isEmpty();
        assertThat(obstacle(t, "v", ColumnType.of(TypeKind.UUID))).contains("shorter");
        assertThat(obstacle(t, "i", ColumnType.of(TypeKind.INTEGER, 16))).isEmpty();
        assertThat(obstacle(t, "i", ColumnType.of(TypeKind.INTEGER, 64))).contains("fewer digits");
        assertThat(obstacle(t, "i", ColumnType.decimal(9, 0))).isEmpty();
        assertThat(obstacle(t, "i", ColumnType.decimal(10, 0))).isNotEmpty();
        assertThat(obstacle(t, "n", ColumnType.decimal(9, 1))).isEmpty();
        assertThat(obstacle(t, "n", ColumnType.decimal(10, 1))).isNotEmpty();
        assertThat(obstacle(t, "n", ColumnType.of(TypeKind.INTEGER, 16))).isEmpty();
        assertThat(obstacle(t, "n", ColumnType.of(TypeKind.INTEGER, 32))).isNotEmpty();
        assertThat(obstacle(t, "ts", ColumnType.of(TypeKind.TIMESTAMP, 6))).contains("fraction");
        assertThat(obstacle(t, "ts", ColumnType.of(TypeKind.TIMESTAMPTZ))).contains("holds no timestamptz");
        assertThat(obstacle(t, "u", ColumnType.of(TypeKind.TEXT))).contains("holds no text");
        assertThat(obstacle(t, "f", ColumnType.of(TypeKind.FLOAT64))).isNotEmpty();
        assertThat(obstacle(t, "j", ColumnType.of(TypeKind.JSON))).isEmpty();
        assertThat(obstacle(t, "a", ColumnType.arrayOf(ColumnType.of(TypeKind.INTEGER, 16))))
                .isEmpty();
        assertThat(obstacle(t, "a", ColumnType.arrayOf(ColumnType.of(TypeKind.INTEGER, 64))))
                .isNotEmpty();
    }

    private static String obstacle(Table table, String column, ColumnType archived) {
        return DIALECT.obstacle(table.requireColumn(column), archived).orElse("");
    }

    /** A cast to the column's own type would cut the key to what another tenant is called. */
    @Test
    void comparesKeysOfEveryTypeWithoutCuttingThem() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('sad', 'glad');
                CREATE TABLE t (v varchar(4), c char(4), n numeric(4,1), u uuid, b bytea, e mood, x citext, d date,
                    ts timestamp(0), tz timestamptz, a int[], i inet, f boolean);
                INSERT INTO t VALUES ('acme', 'ab', 1.5, '00000000-0000-0000-0000-00000000000a', '\\x0001', 'sad', 'Acme',
                    '0044-03-15 BC', '2024-01-01', 'infinity', '{1,NULL}', '::1', true);
                """);
        TestDatabase rows = new TestDatabase(database, DIALECT);
        Table t = rows.table("t");
        List<String> keys = Arrays.asList(
                "acme",
                "ab",
                "1.5",
                "00000000-0000-0000-0000-00000000000a",
                "AAE=",
                "sad",
                "aCME",
                "-0043-03-15",
                "2024-01-01T00:00:00",
                "infinity",
                "[\"1\",null]",
                "::1",
                "true");
        for (int i = 0; i < keys.size(); i++) {
            String column = t.columns().get(i).name();
            assertThat(found(database, t, column, keys.get(i))).as(column).isEqualTo(1);
        }
        assertThat(found(database, t, "v", "acmeX")).isZero();
        assertThat(found(database, t, "c", "abcde")).isZero();
        assertThat(found(database, t, "n", "1.54")).isZero();
        assertThat(found(database, t, "ts", "2024-01-01T00:00:00.2")).isZero();
    }

    private static long found(TestPostgres database, Table table, String column, String key) throws SQLException {
        RowFilter filter = new RowFilter.TenantIs(List.of(column));
        RowQuery query = TestDatabase.query(table, filter, TenantKey.of(key), true);
        try (Connection connection = database.getConnection()) {
            long read = DIALECT.rowReader(connection, query).read(row -> {});
            assertThat(DIALECT.sql().count(connection, query)).isEqualTo(read);
            return read;
        }
    }
}
