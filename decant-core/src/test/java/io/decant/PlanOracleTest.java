package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.plan.ExportPlan;
import io.decant.plan.ModelReader;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantKey;
import io.decant.schema.Schema;
import io.decant.testing.Fixture;
import io.decant.testing.RandomDatabase;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan's filters, as SQL, find the rows that others say are the tenant's: queries by hand, and a search without SQL. */
class PlanOracleTest {
    private static final int SEEDS = 150;

    @TempDir
    private Path folder;

    static Stream<Arguments> fixtures() {
        return Fixture.all().stream()
                .flatMap(fixture -> TestProduct.available().stream().map(product -> Arguments.of(fixture, product)));
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsWhatQueriesByHandFind(Fixture fixture, TestProduct product) throws SQLException {
        try (Connection connection = product.newDatabase(folder).getConnection()) {
            fixture.create(connection, product);
            Dialect dialect = Dialect.of(connection);
            ExportPlan plan = plan(dialect, connection, fixture.model(product));
            for (TenantKey tenant : fixture.tenants()) {
                Map<String, Long> found = new TreeMap<>();
                for (PlannedTable table : plan.leaving()) {
                    found.put(table.name().name(), dialect.sql().count(connection, query(plan, table, tenant)));
                }
                assertThat(found).isEqualTo(fixture.counts(connection, product, tenant));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsWhatASearchFromRowToRowFinds(long seed) throws SQLException {
        RandomDatabase database = RandomDatabase.of(seed);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            database.create(connection, TestProduct.SQLITE);
            Dialect dialect = Dialect.of(connection);
            ExportPlan plan = plan(dialect, connection, database.model());
            for (TenantKey tenant : database.tenants()) {
                Map<String, Set<String>> found = new TreeMap<>();
                for (PlannedTable table : plan.leaving()) {
                    Set<String> marks = new TreeSet<>();
                    dialect.rowReader(connection, query(plan, table, tenant)).read(row -> marks.add(row.text(0)));
                    found.put(table.name().name(), marks);
                }
                assertThat(found).as(database.describe()).isEqualTo(database.expected(tenant));
            }
        }
    }

    private static ExportPlan plan(Dialect dialect, Connection connection, String model) throws SQLException {
        return ExportPlan.of(dialect.readSchema(connection, List.of()), ModelReader.read(model, "decant.yaml"));
    }

    /** Reads the first column, or the marks of a random database. */
    private static RowQuery query(ExportPlan plan, PlannedTable table, TenantKey tenant) {
        Schema typed = Schema.of(plan.tables().stream().map(PlannedTable::table).toList());
        return new RowQuery(
                typed,
                table.table(),
                List.of(table.table()
                        .column("mark")
                        .orElse(table.table().columns().get(0))),
                table.filter().orElseThrow(),
                tenant,
                false);
    }
}
