package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.testing.Rows;
import io.decant.testing.TestMySql;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is peculiar to MySQL and MariaDB, and what they do not do, whose refusal is asserted. */
class MySqlDialectTest {
    private static final String SECRET = "4711";

    static Stream<TestProduct> products() {
        return Stream.of(TestProduct.MARIADB, TestProduct.MYSQL).filter(TestProduct.available()::contains);
    }

    private static TestDatabase database(TestProduct product, String... statements) throws SQLException {
        TestMySql source = (TestMySql) product.newDatabase(Path.of("."));
        try (Connection connection = source.getConnection()) {
            TestDatabase database = new TestDatabase(source, Dialect.of(connection));
            database.run(statements);
            return database;
        }
    }

    private static Dialect dialect(TestDatabase database) throws SQLException {
        try (Connection connection = database.open()) {
            return Dialect.of(connection);
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void readsTheCatalogAsItIs(TestProduct product) throws SQLException {
        TestDatabase database = database(
                product,
                "CREATE TABLE parts (id integer NOT NULL, name text NOT NULL, code varchar(300) NOT NULL, n integer DEFAULT 3,"
                        + " at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),"
                        + " half integer GENERATED ALWAYS AS (n / 2) VIRTUAL, kept integer AS (n + 1) STORED, nothing integer"
                        + " DEFAULT NULL, PRIMARY KEY (id), UNIQUE KEY prefix_only (name(10)), UNIQUE KEY whole (n, code),"
                        + " KEY begins (n, name(5), id), FULLTEXT KEY words (name))",
                "CREATE VIEW seen AS SELECT id FROM parts");
        Schema schema = database.schema();
        assertThat(schema.tables()).hasSize(1);
        Table parts = schema.tables().get(0);
        assertThat(parts.primaryKey()).containsExactly("id");
        assertThat(parts.uniqueKeys()).containsExactly(List.of("n", "code"));
        assertThat(parts.indexes()).containsExactlyInAnyOrder(List.of("id"), List.of("n", "code"), List.of("n"));
        assertThat(parts.columns())
                .filteredOn(Column::computed)
                .extracting(Column::name)
                .containsExactly("half", "kept");
        assertThat(parts.columns())
                .filteredOn(Column::hasDefault)
                .extracting(Column::name)
                .containsExactly("n", "at");
        assertThat(parts.estimatedBytes()).isPositive();
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void readsOnlyTheDatabasesThatAreNamed(TestProduct product) throws SQLException {
        TestDatabase own = database(product, "CREATE TABLE mine (id integer PRIMARY KEY)");
        TestDatabase other = database(product, "CREATE TABLE theirs (id integer PRIMARY KEY)");
        String first = ((TestMySql) own.source()).database();
        String second = ((TestMySql) other.source()).database();
        assertThat(own.schema().tables()).extracting(t -> t.name().name()).containsExactly("mine");
        try (Connection connection = own.open()) {
            assertThat(dialect(own)
                            .readSchema(connection, List.of(first, second))
                            .tables())
                    .extracting(t -> t.name().toString())
                    .containsExactlyInAnyOrder(first + ".mine", second + ".theirs");
        }
        product.drop(own.source());
        product.drop(other.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void connectionsOfASnapshotSeeOneInstantUnderWrites(TestProduct product) throws Exception {
        TestDatabase database = database(
                product,
                "CREATE TABLE a (id integer PRIMARY KEY, v integer NOT NULL)",
                "CREATE TABLE b (id integer PRIMARY KEY, v integer NOT NULL)",
                "INSERT INTO a VALUES (1, 1000), (2, 1000)",
                "INSERT INTO b VALUES (1, 1000), (2, 1000)");
        Dialect dialect = dialect(database);
        List<TableName> tables =
                database.schema().tables().stream().map(Table::name).toList();
        AtomicBoolean end = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writes = writer.submit(() -> {
                move(database, end);
                return null;
            });
            long before = -1;
            int changes = 0;
            for (int i = 0; i < 20; i++) {
                try (Snapshot snapshot = dialect.openSnapshot(database.source(), 3, tables)) {
                    assertThat(snapshot.connections()).hasSize(3);
                    assertThat(snapshot.means()).isEqualTo("transactions begun under one read lock, 3 connections");
                    List<Long> seen = new ArrayList<>();
                    for (Connection connection : snapshot.connections()) {
                        seen.add(sum(connection, "a"));
                        assertThat(sum(connection, "a") + sum(connection, "b")).isEqualTo(4000);
                    }
                    assertThat(seen).containsOnly(seen.get(0));
                    changes += seen.get(0) == before ? 0 : 1;
                    before = seen.get(0);
                }
            }
            assertThat(changes).isGreaterThan(2);
            end.set(true);
            writes.get();
        } finally {
            end.set(true);
            writer.shutdownNow();
        }
        product.drop(database.source());
    }

    /** Moves one from table to table, each time in a transaction. */
    private static void move(TestDatabase database, AtomicBoolean end) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!end.get()) {
                statement.executeUpdate("UPDATE a SET v = v - 1 WHERE id = 1");
                statement.executeUpdate("UPDATE b SET v = v + 1 WHERE id = 2");
                connection.commit();
            }
        }
    }

    private static long sum(Connection connection, String table) throws SQLException {
        return Long.parseLong(
                Rows.of(connection, "SELECT sum(v) FROM " + table).get(0).get(0));
    }

    @ParameterizedTest
    @MethodSource("products")
    void aSnapshotKeepsTruncateAwayAndLetsWritersGoOn(TestProduct product) throws SQLException {
        TestDatabase database =
                database(product, "CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
        Dialect dialect = dialect(database);
        Table table = database.table("t");
        for (int connections : List.of(1, 2)) {
            try (Snapshot snapshot = dialect.openSnapshot(database.source(), connections, List.of(table.name()));
                    Connection other = database.open();
                    Statement statement = other.createStatement()) {
                statement.execute("SET lock_wait_timeout = 1");
                assertThatThrownBy(() -> statement.execute("TRUNCATE TABLE t")).isInstanceOf(SQLException.class);
                statement.executeUpdate("INSERT INTO t VALUES (1000 + " + connections + ")");
                for (Connection connection : snapshot.connections()) {
                    assertThat(database.rows(connection, table, true)).hasSize(1 + connections);
                }
            }
        }
        database.run("TRUNCATE TABLE t");
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void withoutTheRightToLockItGivesOneConnectionAndSaysWhy(TestProduct product) throws SQLException {
        TestDatabase database =
                database(product, "CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        TestMySql source = (TestMySql) database.source();
        String reader = "reader_" + source.database();
        database.run("CREATE USER " + reader, "GRANT SELECT ON " + source.database() + ".* TO " + reader);
        TestDatabase limited = new TestDatabase(
                TestDatabase.at(source.url().replace("user=root", "user=" + reader)), dialect(database));
        Table table = limited.table("t");
        try (Snapshot snapshot = dialect(database).openSnapshot(limited.source(), 3, List.of(table.name()))) {
            assertThat(snapshot.connections()).hasSize(1);
            assertThat(snapshot.means()).contains("1 connection", "LOCK TABLES");
            database.run("INSERT INTO t VALUES (2)");
            assertThat(limited.rows(snapshot.connections().get(0), table, true)).hasSize(1);
        }
        database.run("DROP USER " + reader);
        product.drop(source);
    }

    @ParameterizedTest
    @MethodSource("products")
    void anOpenTransactionOfAWriterLeavesOneConnection(TestProduct product) throws SQLException {
        TestDatabase database =
                database(product, "CREATE TABLE t (id integer PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Table table = database.table("t");
        try (Connection writer = database.open();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO t VALUES (2)");
            try (Snapshot snapshot = dialect(database).openSnapshot(database.source(), 2, List.of(table.name()))) {
                assertThat(snapshot.connections()).hasSize(1);
                assertThat(snapshot.means()).contains("within 5 s");
                writer.commit();
                assertThat(database.rows(snapshot.connections().get(0), table, true))
                        .hasSize(1);
            }
        }
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void tablesWithoutTransactionsAreRefusedByName(TestProduct product) throws SQLException {
        TestDatabase database = database(product, "CREATE TABLE old (id integer PRIMARY KEY) ENGINE=MyISAM");
        Table old = database.table("old");
        Dialect dialect = dialect(database);
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> dialect.openSnapshot(database.source(), 1, List.of(old.name())))
                .withMessageContainingAll("old (MyISAM)", "ENGINE=InnoDB");
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> dialect.writes().requireTransactions(connection, List.of(old)))
                    .withMessageContainingAll("old (MyISAM)", "Nothing was written")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED));
        }
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void triggersCannotBeSwitchedOff(TestProduct product) throws SQLException {
        TestDatabase database = database(
                product,
                "CREATE TABLE watched (id integer PRIMARY KEY)",
                "CREATE TRIGGER counts BEFORE INSERT ON watched FOR EACH ROW SET @n = 1");
        Table watched = database.table("watched");
        try (Connection connection = database.open()) {
            assertThatExceptionOfType(DecantException.class)
                    .isThrownBy(() -> dialect(database).writes().triggersOff(connection, List.of(watched)))
                    .withMessageContainingAll(product.label(), "counts", "--triggers fire");
        }
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void aSecondPassDoesNotTouchWhatUpdatesByItself(TestProduct product) throws SQLException {
        TestDatabase database = database(
                product,
                "CREATE TABLE nodes (id integer PRIMARY KEY, up integer, changed timestamp NOT NULL DEFAULT"
                        + " CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, FOREIGN KEY (up) REFERENCES nodes (id))");
        Table nodes = database.table("nodes");
        Dialect dialect = dialect(database);
        List<List<String>> rows =
                List.of(List.of("1", "2", "2001-01-01T00:00:00Z"), List.of("2", "1", "2001-01-01T00:00:00Z"));
        try (Connection connection = database.open()) {
            Table staging = dialect.writes().stage(connection, nodes, nodes.columns());
            dialect.writes().begin(connection);
            database.load(connection, staging, rows);
            List<String> all = nodes.columns().stream().map(Column::name).toList();
            dialect.sql().staged().insert(connection, staging, nodes, all, List.of("up"));
            assertThat(dialect.sql().staged().fill(connection, staging, nodes, List.of("id"), List.of("up")))
                    .isEqualTo(2);
            connection.commit();
        }
        assertThat(database.rows(nodes)).isEqualTo(rows);
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void givesASessionBackAsItWas(TestProduct product) throws SQLException {
        TestDatabase database = database(
                product,
                "CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, at timestamp NULL)",
                "INSERT INTO t VALUES (5, NULL)");
        Table table = database.table("t");
        Dialect dialect = dialect(database);
        String settings =
                "SELECT @@sql_mode, @@time_zone, @@max_sort_length, @@net_write_timeout, @@foreign_key_checks,"
                        + " @@autocommit, @@lock_wait_timeout";
        try (Connection connection = database.open()) {
            Rows.of(connection, "SELECT 1");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET foreign_key_checks = 0, time_zone = '-03:00'");
            }
            List<List<String>> before = Rows.of(connection, settings);
            database.rows(connection, table, true);
            database.load(connection, table, List.of(List.of("0", "2024-01-01T00:00:00Z")));
            assertThat(Rows.of(connection, settings)).isEqualTo(before);
            WriteSupport.SetBack session = dialect.writes().lend(connection);
            dialect.writes().begin(connection);
            assertThat(Rows.of(connection, "SELECT @@time_zone, @@foreign_key_checks")
                            .get(0))
                    .containsExactly("+00:00", "1");
            connection.rollback();
            connection.setAutoCommit(true);
            session.run();
            assertThat(Rows.of(connection, settings)).isEqualTo(before);
            assertThat(database.rows(table)).contains(List.of("0", "2024-01-01T00:00:00Z"));
        }
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void doesNotQuoteValuesThatLookLikeNames(TestProduct product) throws SQLException {
        TestDatabase database = database(
                product,
                "CREATE TABLE keyed (code varchar(900) CHARACTER SET latin1 PRIMARY KEY)",
                "INSERT INTO keyed VALUES ('x for key ''" + SECRET + "'), (REPEAT('" + SECRET + " for key ''" + SECRET
                        + "'' ', 30))");
        Table keyed = database.table("keyed");
        String longest = (SECRET + " for key '" + SECRET + "' ").repeat(30);
        for (String taken : List.of("x for key '" + SECRET, longest)) {
            try (Connection connection = database.open()) {
                assertThatExceptionOfType(DecantException.class)
                        .isThrownBy(() -> database.load(connection, keyed, List.of(List.of(taken))))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_COLLISION))
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
            }
        }
        product.drop(database.source());
    }

    @ParameterizedTest
    @MethodSource("products")
    void findsRowsByTheColumnsOwnCollation(TestProduct product) throws SQLException {
        TestDatabase database = database(
                product,
                "CREATE TABLE owned (tenant varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL, id integer"
                        + " PRIMARY KEY)",
                "INSERT INTO owned VALUES ('acme', 1), ('ACME', 2), ('acme ', 3), ('other', 4)");
        Table owned = database.table("owned");
        RowFilter tenant = new RowFilter.TenantIs(List.of("tenant"));
        try (Connection connection = database.open()) {
            RowQuery query = TestDatabase.query(owned, tenant, TenantKey.of("acme"), true);
            assertThat(dialect(database).sql().count(connection, query)).isEqualTo(3);
            List<List<String>> rows = new ArrayList<>();
            dialect(database).rowReader(connection, query).read(row -> rows.add(TestDatabase.texts(row)));
            assertThat(rows).containsExactly(List.of("acme", "1"), List.of("ACME", "2"), List.of("acme ", "3"));
            assertThat(dialect(database).sql().delete(connection, query)).isEqualTo(3);
        }
        product.drop(database.source());
    }

    @Test
    void movesASequenceOfMariaDbPastTheLoadedNumbers() throws SQLException {
        TestMySql.mariaDbMissing().ifPresent(why -> Assumptions.abort("MariaDB: " + why));
        TestDatabase database = database(
                TestProduct.MARIADB,
                "CREATE SEQUENCE numbers",
                "CREATE TABLE t (id bigint NOT NULL DEFAULT (NEXT VALUE FOR numbers) PRIMARY KEY, n integer)");
        Table table = database.table("t");
        assertThat(table.requireColumn("id").generation()).isEqualTo(Column.Generation.IDENTITY);
        WriteSupport writes = dialect(database).writes();
        try (Connection connection = database.open()) {
            database.load(connection, table, List.of(List.of("500", "1")));
            writes.advanceSequences(connection, table, Map.of("id", "500"));
            writes.advanceSequences(connection, table, Map.of("id", "20"));
        }
        database.run("INSERT INTO t (n) VALUES (2)");
        assertThat(Long.parseLong(database.rows(table).get(1).get(0))).isGreaterThan(500);
        TestProduct.MARIADB.drop(database.source());
    }
}
