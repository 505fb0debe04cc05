package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixtureTest {
    @TempDir
    private Path folder;

    static List<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void isTheSameOnEveryProduct(Fixture fixture) throws SQLException {
        Map<TestProduct, Map<TenantKey, Map<String, Long>>> counts = new TreeMap<>();
        for (TestProduct product : TestProduct.available()) {
            try (Connection connection = product.newDatabase(folder).getConnection()) {
                fixture.create(connection, product);
                Map<TenantKey, Map<String, Long>> ofProduct = new LinkedHashMap<>();
                for (TenantKey tenant : fixture.tenants()) {
                    ofProduct.put(tenant, fixture.counts(connection, product, tenant));
                }
                counts.put(product, ofProduct);
                assertThat(danglingReferences(connection)).as(product.label()).isEmpty();
                assertThat(tables(connection)).as(product.label()).containsAll(placed(fixture, product));
                if (product != TestProduct.POSTGRESQL) { // which counts partitions as tables
                    assertThat(placed(fixture, product)).containsAll(tables(connection));
                }
            }
        }
        assertThat(counts.values())
                .allSatisfy(of ->
                        assertThat(of).isEqualTo(counts.values().iterator().next()));
        counts.values()
                .iterator()
                .next()
                .values()
                .forEach(ofTenant -> assertThat(ofTenant.values()).anyMatch(count -> count > 0));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void hasAtLeastThreeTenantsAndATableForEachOracle(Fixture fixture) {
        assertThat(fixture.tenants()).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(fixture.tables()).doesNotHaveDuplicates().isNotEmpty();
        assertThat(fixture.model(TestProduct.SQLITE)).startsWith("tenant:");
    }

    @Test
    void statementsEndAtALinesEnd() {
        assertThat(FixtureText.statements("-- no; statement\nSELECT ';'\nFROM x;\n-- end\n;\n", TestProduct.H2))
                .containsExactly("-- no; statement\nSELECT ';'\nFROM x");
    }

    @Test
    void tokensStandForWhatProductsWriteDifferently() {
        String sql =
                "VALUES (${bytes:00ff}, ${utc:2024-01-01 00:00:00}, ${json:{\"a\":{\"b\":[]},\"c\":1}}, 'x${cr}');\n";
        assertThat(FixtureText.statements(sql, TestProduct.POSTGRESQL).get(0))
                .isEqualTo("VALUES ('\\x00ff', '2024-01-01 00:00:00+00', '{\"a\":{\"b\":[]},\"c\":1}', 'x\r')");
        assertThat(FixtureText.statements(sql, TestProduct.SQLITE).get(0))
                .contains("X'00ff', '2024-01-01 00:00:00', '{");
    }

    /** Tables that have an oracle, and those that the model excludes. */
    private static Set<String> placed(Fixture fixture, TestProduct product) {
        Set<String> placed = new TreeSet<>(fixture.tables());
        ModelReader.read(fixture.model(product), "decant.yaml").tables().stream()
                .filter(rule -> rule.exclusion() != null)
                .forEach(rule -> placed.add(rule.table().text()));
        return placed;
    }

    /** Every declared foreign key with child rows that name no parent. */
    static List<String> danglingReferences(Connection connection) throws SQLException {
        if (isSqlite(connection)) { // its driver gives two references to one table as one
            return strings(connection, "SELECT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check");
        }
        List<String> dangling = new ArrayList<>();
        for (String table : tables(connection)) {
            for (Map.Entry<String, List<String[]>> reference :
                    references(connection, table).entrySet()) {
                String named = reference.getValue().stream()
                        .map(pair -> "c.\"" + pair[0] + "\" IS NOT NULL")
                        .collect(Collectors.joining(" AND "));
                String equal = reference.getValue().stream()
                        .map(pair -> "p.\"" + pair[1] + "\" = c.\"" + pair[0] + "\"")
                        .collect(Collectors.joining(" AND "));
                String parent = reference.getValue().get(0)[2];
                String sql = "SELECT count(*) FROM \"" + table + "\" c WHERE " + named
                        + " AND NOT EXISTS (SELECT 1 FROM \"" + parent + "\" p WHERE " + equal + ")";
                if (!strings(connection, sql).equals(List.of("0"))) {
                    dangling.add(table + " -> " + parent + " " + equal);
                }
            }
        }
        return dangling;
    }

    private static Map<String, List<String[]>> references(Connection connection, String table) throws SQLException {
        Map<String, List<String[]>> references = new TreeMap<>();
        try (ResultSet keys =
                connection.getMetaData().getImportedKeys(catalog(connection), schema(connection), table)) {
            while (keys.next()) {
                references
                        .computeIfAbsent(keys.getString("FK_NAME"), none -> new ArrayList<>())
                        .add(new String[] {
                            keys.getString("FKCOLUMN_NAME"),
                            keys.getString("PKCOLUMN_NAME"),
                            keys.getString("PKTABLE_NAME")
                        });
            }
        }
        return references;
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(catalog(connection), schema(connection), "%", new String[] {
                    "TABLE", "BASE TABLE", "PARTITIONED TABLE"
                })) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static boolean isSqlite(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite");
    }

    /** Where a database is a schema, it is JDBC's catalog. */
    private static String catalog(Connection connection) throws SQLException {
        return connection.getMetaData().getDriverName().contains("MariaDB") ? connection.getCatalog() : null;
    }

    private static String schema(Connection connection) throws SQLException {
        return isSqlite(connection) ? null : connection.getSchema();
    }
}
