package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.RowFilter;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows without a parent, counted by the values of their reference. */
class PostgresLooseScanTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();
    private static final PostgresFlavor FLAVOR = PostgresFlavor.withParameters();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                // type, value of tenant i, index, whether it is used
                "text, `'it''s ' || i`, `(tenant)`, true",
                "varchar(40), `E'\\\\' || i`, `(tenant, id)`, true",
                "int, `i - 30`, `(tenant DESC NULLS LAST)`, true",
                "uuid, `md5(i::text)::uuid`, `(tenant)`, true",
                "text COLLATE \"C\", `'t' || i`, `(tenant)`, true",
                "char(9), `'t' || i`, `(tenant)`, true",
                // An index in another order, of some rows, of another kind, or none that leads with the column.
                "text, `'t' || i`, `(tenant text_pattern_ops)`, false",
                "text, `'t' || i`, `(tenant COLLATE \"C\")`, false",
                "text, `'t' || i`, `(tenant) WHERE id > 5`, false",
                "text, `'t' || i`, `USING hash (tenant)`, false",
                "text, `'t' || i`, `(id, tenant)`, false",
                // A type whose text is not what values are told apart by.
                "numeric, `i / 10.0`, `(tenant)`, false",
            })
    void findsTheRowsThatNobodyHas(String type, String value, String index, boolean used) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE account (id %1$s PRIMARY KEY);
                CREATE TABLE doc (id int PRIMARY KEY, tenant %1$s);
                INSERT INTO account SELECT DISTINCT %2$s FROM generate_series(0, 59) i WHERE i %% 20 <> 7;
                INSERT INTO doc SELECT n, %2$s FROM generate_series(1, 12000) n, LATERAL (SELECT n %% 60 AS i) s;
                INSERT INTO doc SELECT -n, NULL FROM generate_series(1, 11) n;
                ANALYZE doc;
                """.formatted(type, value));
        database.runScript("CREATE INDEX ON doc " + index);
        assertThat(answered(database)).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void askEachSpellingWhereACollationTakesThemForTheSame(boolean deterministic, boolean used) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE COLLATION ours (provider = icu, locale = 'und-u-ks-level2', deterministic = %s);
                CREATE TABLE account (id text COLLATE ours PRIMARY KEY);
                CREATE TABLE doc (id int PRIMARY KEY, tenant text COLLATE ours);
                INSERT INTO account VALUES ('acme'), ('other');
                INSERT INTO doc SELECT n, (ARRAY['acme', 'ACME', 'other', 'lost'])[1 + n %% 4] FROM generate_series(1, 12000) n;
                CREATE INDEX ON doc (tenant);
                ANALYZE doc;
                """.formatted(deterministic));
        assertThat(answered(database)).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({
        // The statistics say 40 in each case.
        "1900, true",
        "2000, true",
        "2001, false",
        "6000, false",
    })
    void doesNotTrustTheStatistics(int values, boolean used) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE account (id int PRIMARY KEY);
                CREATE TABLE doc (id int PRIMARY KEY, tenant int NOT NULL);
                INSERT INTO account SELECT generate_series(0, 5);
                INSERT INTO doc SELECT n, n %% %d FROM generate_series(1, 12000) n;
                CREATE INDEX ON doc (tenant);
                ALTER TABLE doc ALTER tenant SET (n_distinct = 40);
                ANALYZE doc;
                """.formatted(values));
        assertThat(answered(database)).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"9000", "10000"})
    void aTableOfFewRowsIsScanned(int rows) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE account (id int PRIMARY KEY);
                CREATE TABLE doc (id int PRIMARY KEY, tenant int NOT NULL);
                INSERT INTO doc SELECT n, n %% 3 FROM generate_series(1, %d) n;
                CREATE INDEX ON doc (tenant);
                ANALYZE doc;
                """.formatted(rows));
        assertThat(answered(database)).isEqualTo(rows == 10_000);
    }

    /** Whether the question was answered by values; its answer has to be the server's own either way. */
    private static boolean answered(TestPostgres database) throws SQLException {
        TestDatabase tables = new TestDatabase(database, DIALECT);
        Table doc = tables.table("doc");
        ForeignKey owner = new ForeignKey(
                "owner",
                doc.name(),
                List.of("tenant"),
                tables.table("account").name(),
                List.of("id"),
                ForeignKey.Enforcement.NONE);
        RowFilter lost = new RowFilter.Not(new RowFilter.HasParent(owner, new RowFilter.All()));
        Schema schema = tables.schema();
        RowQuery query = new RowQuery(schema, doc, doc.columns(), lost, null, false);
        String expected = Rows.of(
                        database,
                        "SELECT count(*) FROM doc d LEFT JOIN account a ON a.id = d.tenant WHERE a.id IS NULL")
                .get(0)
                .get(0);
        try (Connection connection = database.getConnection()) {
            assertThat(DIALECT.sql().count(connection, query)).isEqualTo(Long.parseLong(expected));
            RowFilter known = FLAVOR.known(connection, query).filter();
            assertThat(known.equals(lost) || known instanceof RowFilter.Or).isTrue();
            return known instanceof RowFilter.Or;
        }
    }
}
