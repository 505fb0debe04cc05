package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.TenantKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
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
        for (TestProduct product : TestProduct.values()) {
            try (Connection connection = product.newDatabase(folder).getConnection()) {
                fixture.create(connection, product);
                Map<TenantKey, Map<String, Long>> ofProduct = new LinkedHashMap<>();
                for (TenantKey tenant : fixture.tenants()) {
                    ofProduct.put(tenant, fixture.counts(connection, tenant));
                }
                counts.put(product, ofProduct);
                assertThat(danglingReferences(connection)).as(product.label()).isEmpty();
                assertThat(fixture.tables()).as(product.label()).isSubsetOf(tables(connection));
            }
        }
        assertThat(counts.get(TestProduct.SQLITE)).isEqualTo(counts.get(TestProduct.POSTGRESQL));
        assertThat(counts.get(TestProduct.H2)).isEqualTo(counts.get(TestProduct.POSTGRESQL));
        counts.get(TestProduct.H2)
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

    /** Every declared foreign key with child rows that name no parent. */
    static List<String> danglingReferences(Connection connection) throws SQLException {
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
                try (Statement statement = connection.createStatement();
                        ResultSet count = statement.executeQuery(sql)) {
                    count.next();
                    if (count.getLong(1) > 0) {
                        dangling.add(table + " -> " + parent + " " + equal);
                    }
                }
            }
        }
        return dangling;
    }

    private static Map<String, List<String[]>> references(Connection connection, String table) throws SQLException {
        Map<String, List<String[]>> references = new TreeMap<>();
        DatabaseMetaData catalog = connection.getMetaData();
        try (ResultSet keys = catalog.getImportedKeys(null, schema(connection), table)) {
            int number = 0;
            while (keys.next()) {
                number += keys.getInt("KEY_SEQ") == 1 ? 1 : 0;
                references
                        .computeIfAbsent("fk" + number, none -> new ArrayList<>())
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
                .getTables(null, schema(connection), "%", new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static String schema(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return product.equals("SQLite") ? null : product.equals("H2") ? "PUBLIC" : "public";
    }
}
