package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Table;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** A table read by ranges of its blocks. */
class PostgresBlocksTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void eachRowIsInOneRange(int pieces) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE doc (id int PRIMARY KEY, org int NOT NULL, note text);
                INSERT INTO doc SELECT i, i % 3, repeat('x', i % 400) FROM generate_series(1, 20000) i;
                -- Rows move to the end, and leave gaps.
                UPDATE doc SET note = note || 'y' WHERE id % 7 = 0;
                DELETE FROM doc WHERE id BETWEEN 3000 AND 9000;
                """);
        Table doc = new TestDatabase(database, DIALECT).table("doc");
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            long blocks = DIALECT.sql().blocks(connection, doc).orElseThrow();
            assertThat(blocks).isGreaterThan(200);
            for (BlockRange range : BlockRange.split(blocks, pieces)) {
                RowQuery query = TestDatabase.query(
                                doc, new RowFilter.TenantIs(List.of("org")), TenantKey.of("1"), false)
                        .within(range);
                DIALECT.rowReader(connection, query).read(row -> found.add(row.text(0)));
            }
        }
        List<String> expected = Rows.of(database, "SELECT id::text FROM doc WHERE org = 1").stream()
                .flatMap(List::stream)
                .toList();
        assertThat(expected).hasSizeGreaterThan(4000);
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theServerReadsTheRangesBlocksOnly() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE doc (id int PRIMARY KEY, org int NOT NULL, note text);
                CREATE INDEX ON doc (org);
                INSERT INTO doc SELECT i, i % 3, repeat('x', 100) FROM generate_series(1, 50000) i;
                ANALYZE doc;
                """);
        Table doc = new TestDatabase(database, DIALECT).table("doc");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            RowQuery query = TestDatabase.query(doc, new RowFilter.TenantIs(List.of("org")), TenantKey.of("1"), false)
                    .within(new BlockRange(100, 300L));
            PostgresFlavor flavor = PostgresFlavor.withConstants(connection.unwrap(PGConnection.class));
            // Makes its notes about the rows' transactions, which are blocks met too.
            statement.execute("VACUUM doc");
            StringBuilder plan = new StringBuilder();
            try (ResultSet line = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) "
                    + SelectSql.rows(flavor, query).sql())) {
                while (line.next()) {
                    plan.append(line.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString()).contains("Tid Range Scan").containsPattern("shared hit=200\\b");
        }
    }

    @Test
    void onlyHeapsAreKnownByBlocks() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE none (id int PRIMARY KEY);
                CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY HASH (id);
                CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 1, REMAINDER 0);
                INSERT INTO parted SELECT generate_series(1, 5000);
                """);
        TestDatabase tables = new TestDatabase(database, DIALECT);
        try (Connection connection = database.getConnection()) {
            assertThat(DIALECT.sql().blocks(connection, tables.table("none"))).hasValue(0);
            assertThat(DIALECT.sql().blocks(connection, tables.table("parted"))).isEmpty();
        }
    }

    @Test
    void rangesLeaveOutNothing() {
        assertThat(BlockRange.split(0, 4)).containsExactly(new BlockRange(0, null));
        assertThat(BlockRange.split(2, 4)).containsExactly(new BlockRange(0, 1L), new BlockRange(1, null));
        assertThat(BlockRange.split(10, 3))
                .containsExactly(new BlockRange(0, 3L), new BlockRange(3, 6L), new BlockRange(6, null));
        assertThatThrownBy(() -> new BlockRange(3, 3L)).isInstanceOf(IllegalArgumentException.class);
    }
}
