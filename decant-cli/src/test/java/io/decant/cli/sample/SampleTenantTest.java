package io.decant.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.plan.ExportPlan;
import io.decant.plan.ModelReader;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantKey;
import io.decant.record.RecordBuffer;
import io.decant.schema.Schema;
import io.decant.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant of the sample as the engine reads it. */
class SampleTenantTest {
    private static final List<SampleTenant> TENANTS =
            List.of(new SampleTenant("acme", 1_500), new SampleTenant("globex", 300), new SampleTenant("ACME", 100));
    private static final int NEVER_LEAVING = 2 + 4; // token keys and mails
    private static final Pattern SEVENTH_DIGIT = Pattern.compile("(T[\\d:]+\\.\\d{6})\\dZ");

    @TempDir
    private Path folder;

    @Test
    void isTheSameFromEveryProduct() throws SQLException {
        Map<String, List<String>> sqlite;
        Map<String, List<String>> h2;
        Map<String, List<String>> postgres;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sample.db"))) {
            sqlite = read(connection, Product.SQLITE);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            h2 = read(connection, Product.H2);
        }
        try (Connection connection = TestPostgres.newDatabase().getConnection()) {
            postgres = read(connection, Product.POSTGRESQL);
        }
        assertThat(sqlite.values().stream().mapToInt(List::size).sum()).isEqualTo(1_500 - NEVER_LEAVING);
        assertThat(sqlite).hasSize(SampleGenerator.TABLES.size() - 2);
        assertThat(h2).isEqualTo(sqlite);
        assertThat(postgres).isEqualTo(microseconds(sqlite));
    }

    private static Map<String, List<String>> read(Connection connection, Product product) throws SQLException {
        Sample.create(connection, product, TENANTS, 7);
        Dialect dialect = Dialect.of(connection);
        Schema schema = dialect.readSchema(connection, List.of());
        ExportPlan plan = ExportPlan.of(schema, ModelReader.read(Sample.model(product), "decant.yaml"));
        Schema typed = Schema.of(plan.tables().stream().map(PlannedTable::table).toList());
        Map<String, List<String>> rows = new TreeMap<>();
        connection.setAutoCommit(false);
        for (PlannedTable planned : plan.leaving()) {
            List<String> ofTable = new ArrayList<>();
            RowQuery query = new RowQuery(
                    typed,
                    planned.table(),
                    planned.table().columns(),
                    planned.filter().orElseThrow(),
                    TenantKey.of("acme"),
                    false);
            dialect.rowReader(connection, query).read(row -> ofTable.add(print(row)));
            Collections.sort(ofTable);
            rows.put(planned.name().name(), ofTable);
        }
        connection.rollback();
        return rows;
    }

    private static String print(RecordBuffer row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.fields(); i++) {
            line.append(row.isNull(i) ? "NULL" : "<" + row.text(i) + ">");
        }
        return line.toString();
    }

    /** PostgreSQL cuts the seventh digit. */
    private static Map<String, List<String>> microseconds(Map<String, List<String>> rows) {
        Map<String, List<String>> cut = new TreeMap<>();
        rows.forEach((table, ofTable) -> cut.put(
                table,
                ofTable.stream()
                        .map(row -> SEVENTH_DIGIT.matcher(row).replaceAll("$1Z"))
                        .map(row ->
                                row.replaceAll("(T[\\d:]+\\.\\d*?)0+Z", "$1Z").replaceAll("(T[\\d:]+)\\.Z", "$1Z"))
                        .sorted()
                        .toList()));
        return cut;
    }
}
