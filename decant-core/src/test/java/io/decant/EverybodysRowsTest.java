package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are everybody's beside rows that are one tenant's: what random schemas found, made small. */
class EverybodysRowsTest {
    private static final String KINDS = """
            CREATE TABLE orgs (id varchar(20) PRIMARY KEY);
            CREATE TABLE kinds (id varchar(20) PRIMARY KEY, org_id varchar(20) REFERENCES orgs (id));
            INSERT INTO orgs VALUES ('acme'), ('beta');
            INSERT INTO kinds VALUES ('shipped', NULL), ('of acme', 'acme');
            """;

    @TempDir
    Path folder;

    /** The line is the tenant's by way of options, and names another option. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aRowMayNameEverybodysRowsOfATableThatItIsReachedThrough(TestProduct product) throws SQLException {
        DataSource source = database(product, KINDS + """
                CREATE TABLE options (id integer PRIMARY KEY, kind varchar(20) NOT NULL REFERENCES kinds (id));
                CREATE TABLE lines (id integer PRIMARY KEY, option_id integer NOT NULL REFERENCES options (id),
                    instead_of integer REFERENCES options (id));
                INSERT INTO options VALUES (1, 'of acme'), (2, 'shipped'), (3, 'shipped');
                INSERT INTO lines VALUES (1, 1, 2), (2, 1, NULL)""");
        TenantModel model = model("kinds: {nullTenant: shared}", "lines: {via: [option_id]}");

        assertThat(exported(source, model, "acme"))
                .isEqualTo(Map.of("orgs", 1L, "kinds", 2L, "options", 2L, "lines", 2L));
        assertThat(found(source, model, null)).isEmpty();
    }

    /** Task 1 is acme's by task 2, which leads through another of the same table, and is below everybody's kind as well. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aRowBelowEverybodysIsLostIfAWayThatWasNotFollowedToItsEndLeadsToATenant(TestProduct product)
            throws SQLException {
        DataSource source = database(product, KINDS + """
                CREATE TABLE tasks (id integer PRIMARY KEY, kind varchar(20) REFERENCES kinds (id), step integer);
                CREATE TABLE steps (id integer PRIMARY KEY, kind varchar(20) REFERENCES kinds (id),
                    task integer REFERENCES tasks (id));
                INSERT INTO tasks VALUES (1, 'shipped', 7), (2, 'of acme', NULL);
                INSERT INTO steps VALUES (7, NULL, 2)""");
        TenantModel model = ModelReader.read("""
                tenant: {table: orgs, columns: [org_id]}
                tables: {kinds: {nullTenant: shared}}
                references: [{child: tasks, columns: [step], parent: steps}]
                """, "decant.yaml");

        assertThat(found(source, model, "acme")).isEqualTo(Map.of("LOST", Set.of("tasks 1")));
        assertThat(found(source, model, "beta")).isEmpty();
        assertThat(found(source, model, null)).isEqualTo(Map.of("LOST", Set.of("tasks 1")));
    }

    /** Icon 1 and the one above it are the shipped kind's, and leave with it; icon 4 is nobody's. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void privateParentsOfEverybodysRowsAreNoFinding(TestProduct product) throws SQLException {
        DataSource source = database(product, """
                CREATE TABLE orgs (id varchar(20) PRIMARY KEY);
                CREATE TABLE icons (id integer PRIMARY KEY, part_of integer REFERENCES icons (id));
                CREATE TABLE kinds (id varchar(20) PRIMARY KEY, org_id varchar(20) REFERENCES orgs (id),
                    icon integer REFERENCES icons (id));
                CREATE TABLE things (id integer PRIMARY KEY, org_id varchar(20) NOT NULL REFERENCES orgs (id),
                    kind varchar(20) REFERENCES kinds (id));
                INSERT INTO orgs VALUES ('acme'), ('beta');
                INSERT INTO icons VALUES (2, NULL), (1, 2), (3, NULL), (4, 2), (5, 3);
                INSERT INTO kinds VALUES ('shipped', NULL, 1), ('of acme', 'acme', 3), ('unused', NULL, 5);
                INSERT INTO things VALUES (1, 'acme', 'shipped'), (2, 'beta', 'shipped')""");
        TenantModel model = model("kinds: {nullTenant: shared}", "icons: {referenced: {owned: true}}");

        assertThat(found(source, model, "acme")).isEqualTo(Map.of("NOBODYS", Set.of("icons 4")));
        assertThat(found(source, model, null)).isEqualTo(Map.of("NOBODYS", Set.of("icons 4")));
        assertThat(exported(source, model, "beta"))
                .isEqualTo(Map.of("orgs", 1L, "icons", 2L, "kinds", 1L, "things", 1L));
    }

    private static TenantModel model(String... tables) {
        return ModelReader.read(
                "tenant: {table: orgs, columns: [org_id]}\ntables:\n  " + String.join("\n  ", tables), "decant.yaml");
    }

    private DataSource database(TestProduct product, String statements) throws SQLException {
        DataSource source = product.newDatabase(folder);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements.split(";", -1)) {
                statement.execute(sql);
            }
        }
        return source;
    }

    /** Rows by table, lower case; tables without any are left out. */
    private Map<String, Long> exported(DataSource source, TenantModel model, String tenant) {
        Path out = folder.resolve(tenant);
        new Exporter(source, model).export(TenantKey.of(tenant), out, ExportOptions.DEFAULT, Progress.NONE);
        try (Archive archive = Archive.open(out)) {
            return archive.manifest().included().stream()
                    .filter(table -> table.rows() > 0)
                    .collect(Collectors.toMap(EverybodysRowsTest::lower, ManifestTable::rows));
        }
    }

    private static String lower(ManifestTable table) {
        return table.name().name().toLowerCase(Locale.ROOT);
    }

    /** Tables and keys of the rows that are found, by kind. */
    private static Map<String, Set<String>> found(DataSource source, TenantModel model, String tenant) {
        Map<String, Set<String>> found = new TreeMap<>();
        new Auditor(source, model)
                .audit(
                        List.of(),
                        tenant == null ? null : TenantKey.of(tenant),
                        Progress.NONE,
                        row -> found.computeIfAbsent(row.kind().name(), k -> new TreeSet<>())
                                .add(row.table().name().toLowerCase(Locale.ROOT) + " " + String.join("/", row.key())));
        return found;
    }
}
