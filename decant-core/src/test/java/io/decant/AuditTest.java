package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.AuditReport.Finding;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.plan.WayOut;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of each kind, planted by hand and looked for by queries written by hand. */
class AuditTest {
    private static final Set<Kind> STOPS = EnumSet.of(Kind.FOREIGN, Kind.DANGLING, Kind.TWO_OWNERS, Kind.NULL_TENANT);

    private static final String TABLES = """
            CREATE TABLE orgs (id varchar(20) PRIMARY KEY);
            CREATE TABLE contents (id integer PRIMARY KEY);
            CREATE TABLE countries (code varchar(20) PRIMARY KEY);
            CREATE TABLE shelves (id integer PRIMARY KEY, org_id varchar(20) NOT NULL);
            CREATE TABLE orders (id integer PRIMARY KEY, org_id varchar(20) NOT NULL REFERENCES orgs (id));
            CREATE TABLE products (id integer PRIMARY KEY, shelf integer NOT NULL REFERENCES shelves (id));
            CREATE TABLE lines (order_id integer NOT NULL REFERENCES orders (id), no integer NOT NULL, uk integer UNIQUE,
                product integer REFERENCES products (id), replaces integer REFERENCES lines (uk), PRIMARY KEY (order_id, no));
            CREATE TABLE documents (id integer PRIMARY KEY, org_id varchar(20) NOT NULL REFERENCES orgs (id),
                content integer REFERENCES contents (id), country varchar(20) REFERENCES countries (code),
                billed_to varchar(20), ref_order integer);
            CREATE TABLE kinds (id integer PRIMARY KEY, org_id varchar(20) REFERENCES orgs (id));
            CREATE TABLE icons (id integer PRIMARY KEY, part_of integer REFERENCES icons (id));
            CREATE TABLE sorts (id integer PRIMARY KEY, org_id varchar(20) REFERENCES orgs (id),
                icon integer REFERENCES icons (id));
            CREATE TABLE comments (id integer PRIMARY KEY, on_type varchar(20) NOT NULL, on_id integer NOT NULL,
                reply_to integer REFERENCES comments (id));
            INSERT INTO orgs VALUES ('a'), ('b'), ('c');
            INSERT INTO contents VALUES (1), (2);
            INSERT INTO countries VALUES ('de'), ('fr'), ('it');
            INSERT INTO shelves VALUES (1, 'a'), (2, 'b');
            INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'a');
            INSERT INTO products VALUES (1, 1), (2, 2);
            INSERT INTO lines VALUES (1, 1, 11, 1, NULL), (1, 2, 12, NULL, 11), (2, 1, 21, 2, NULL), (3, 1, NULL, 1, 12);
            INSERT INTO documents VALUES (1, 'a', 1, 'de', NULL, 1), (2, 'b', 2, 'de', 'b', NULL), (3, 'a', 1, NULL, 'a', 3);
            INSERT INTO kinds VALUES (1, 'a'), (2, 'b');
            INSERT INTO icons VALUES (1, NULL), (2, 1), (3, NULL);
            INSERT INTO sorts VALUES (1, NULL, 2), (2, 'a', 3), (3, NULL, NULL);
            INSERT INTO comments VALUES (1, 'Order', 1, NULL), (2, 'Document', 1, 1), (3, 'Order', 2, NULL)""";

    private static final Map<String, String> SECTIONS = Map.of(
            "tenant", "{table: orgs, columns: [org_id, billed_to]}",
            "tables",
                    "contents: {referenced: {owned: true}}\ncountries: {referenced: {match: [code]}}\n"
                            + "icons: {referenced: {owned: true}}\nsorts: {nullTenant: shared}",
            "columns", "",
            "references", """
                    - {child: documents, columns: [ref_order], parent: orders}
                    - {child: comments, columns: [on_id], parent: orders, when: {on_type: Order}}
                    - {child: comments, columns: [on_id], parent: documents, when: {on_type: Document}}""");

    /** Each makes findings of its own, and no way out of one makes another. */
    private enum Fault {
        LINE_OF_TWO_TENANTS("INSERT INTO lines VALUES (1, 9, NULL, 2, NULL)"),
        LINE_REPLACES_ANOTHER_TENANTS("INSERT INTO lines VALUES (2, 8, NULL, NULL, 11)"),
        BILLED_TO_ANOTHER("INSERT INTO documents VALUES (7, 'b', NULL, NULL, 'a', NULL)"),
        ORDER_OF_ANOTHER("INSERT INTO documents VALUES (6, 'a', NULL, NULL, NULL, 2)"),
        ORDER_NOWHERE("INSERT INTO documents VALUES (8, 'a', NULL, NULL, NULL, 999)"),
        CONTENT_OF_TWO("INSERT INTO documents VALUES (9, 'b', 1, NULL, NULL, NULL)"),
        KIND_OF_NULL("INSERT INTO kinds VALUES (9, NULL)"),
        COMMENT_ON_NOTHING("INSERT INTO comments VALUES (8, 'Order', 77, NULL), (9, 'Mood', 1, NULL)"),
        COMMENT_ON_NOTHING_THAT_REPLIES("INSERT INTO comments VALUES (7, 'Order', 78, 1)"),
        CONTENT_OF_NOBODY("INSERT INTO contents VALUES (9)"),
        ICON_OF_NOBODY("INSERT INTO icons VALUES (8, NULL), (9, 2)"),
        SHELF_OF_NO_ORG("INSERT INTO shelves VALUES (9, 'ghost')");

        private final String sql;

        Fault(String sql) {
            this.sql = sql;
        }
    }

    private static final String OWNERS_OF_COMMENTS = "(SELECT c.id, o.org_id FROM comments c JOIN orders o"
            + " ON c.on_type = 'Order' AND c.on_id = o.id UNION ALL SELECT c.id, d.org_id FROM comments c"
            + " JOIN documents d ON c.on_type = 'Document' AND c.on_id = d.id)";

    /** By kind and table: the keys of the rows, and the tenant for whom each is found; NULL for everybody. */
    private static final Map<String, String> ORACLE = Map.ofEntries(
            Map.entry("FOREIGN lines", """
                    SELECT l.order_id || '/' || l.no, o.org_id FROM lines l JOIN orders o ON o.id = l.order_id
                    JOIN products p ON p.id = l.product JOIN shelves s ON s.id = p.shelf WHERE s.org_id <> o.org_id
                    UNION ALL
                    SELECT l.order_id || '/' || l.no, o.org_id FROM lines l JOIN orders o ON o.id = l.order_id
                    JOIN lines r ON r.uk = l.replaces JOIN orders q ON q.id = r.order_id WHERE q.org_id <> o.org_id"""),
            Map.entry("DISAGREEING lines", """
                    SELECT l.order_id || '/' || l.no, s.org_id FROM lines l JOIN orders o ON o.id = l.order_id
                    JOIN products p ON p.id = l.product JOIN shelves s ON s.id = p.shelf WHERE s.org_id <> o.org_id
                    UNION ALL
                    SELECT l.order_id || '/' || l.no, q.org_id FROM lines l JOIN orders o ON o.id = l.order_id
                    JOIN lines r ON r.uk = l.replaces JOIN orders q ON q.id = r.order_id WHERE q.org_id <> o.org_id"""),
            Map.entry("FOREIGN documents", """
                    SELECT id, org_id FROM documents WHERE billed_to <> org_id UNION ALL
                    SELECT d.id, d.org_id FROM documents d JOIN orders o ON o.id = d.ref_order
                    WHERE o.org_id <> d.org_id"""),
            Map.entry("DISAGREEING documents", """
                    SELECT id, billed_to FROM documents WHERE billed_to <> org_id UNION ALL
                    SELECT d.id, o.org_id FROM documents d JOIN orders o ON o.id = d.ref_order
                    WHERE o.org_id <> d.org_id"""),
            Map.entry("DANGLING documents", """
                    SELECT id, org_id FROM documents WHERE ref_order NOT IN (SELECT id FROM orders)"""),
            Map.entry("TWO_OWNERS contents", """
                    SELECT content, org_id FROM documents WHERE content IN
                    (SELECT content FROM documents GROUP BY content HAVING count(DISTINCT org_id) > 1)"""),
            Map.entry("NULL_TENANT kinds", "SELECT id, NULL FROM kinds WHERE org_id IS NULL"),
            Map.entry(
                    "NOBODYS comments",
                    "SELECT id, NULL FROM comments WHERE id NOT IN (SELECT id FROM " + OWNERS_OF_COMMENTS
                            + " AS owned)"),
            Map.entry(
                    "LOST comments",
                    "SELECT c.id, owned.org_id FROM comments c JOIN " + OWNERS_OF_COMMENTS
                            + " AS owned ON owned.id = c.reply_to WHERE c.id NOT IN (SELECT id FROM "
                            + OWNERS_OF_COMMENTS
                            + " AS those)"),
            Map.entry(
                    "NOBODYS contents",
                    "SELECT id, NULL FROM contents WHERE id NOT IN"
                            + " (SELECT content FROM documents WHERE content IS NOT NULL)"),
            Map.entry(
                    "NOBODYS icons",
                    "SELECT id, NULL FROM icons WHERE id NOT IN (SELECT icon FROM sorts WHERE icon IS NOT NULL)"
                            + " AND id NOT IN (SELECT part_of FROM icons WHERE part_of IS NOT NULL)"),
            Map.entry("ORPHAN shelves", "SELECT id, NULL FROM shelves WHERE org_id NOT IN (SELECT id FROM orgs)"));

    @TempDir
    Path folder;

    static Stream<Arguments> faults() {
        return TestProduct.always().stream()
                .flatMap(product -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(product, fault)));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aDatabaseWithoutFaultsIsCleanForAllAndForEach(TestProduct product) throws SQLException {
        DataSource source = database(product);
        assertThat(found(source, null)).isEmpty();
        assertThat(found(source, "a")).isEmpty();
        assertThat(found(source, "c")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void everyFaultIsFoundByItsKeyForAllTenantsAndForEach(TestProduct product) throws SQLException {
        DataSource source = database(product, Fault.values());
        for (String tenant : Arrays.asList(null, "a", "b", "c")) {
            Map<String, Set<String>> expected = oracle(source, tenant);
            assertThat(expected).hasSize(tenant == null ? ORACLE.size() : expected.size());
            assertThat(found(source, tenant)).as("for %s", tenant).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFindingIsGoneByAnyOfTheLinesThatItOffers(TestProduct product, Fault fault) throws SQLException {
        DataSource source = database(product, fault);
        AuditReport report = new Auditor(source, model(null)).audit(List.of(), null);
        assertThat(report.findings()).isNotEmpty();
        for (Finding finding : report.findings()) {
            assertThat(finding.waysOut()).as(finding.explanation()).isNotEmpty();
            for (WayOut way : finding.waysOut()) {
                assertThat(after(source, way))
                        .as("%s, %s, after %s", finding.kind(), finding.explanation(), way)
                        .noneMatch(f -> f.table().equals(finding.table())
                                && f.kind() == finding.kind()
                                && f.explanation().equals(finding.explanation()));
            }
        }
    }

    /** No findings where the way leads to the next question, which the plan asks by name. */
    private static List<Finding> after(DataSource source, WayOut way) {
        try {
            return new Auditor(source, model(way)).audit(List.of(), null).findings();
        } catch (DecantException next) {
            assertThat(next.code()).isEqualTo(ErrorCode.PLAN_REFUSED);
            assertThat(next).hasMessageContaining("The plan is refused").hasMessageContaining("exclude: \"why");
            return List.of();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatWouldLeakOrDangleStopsTheExportUntilTheModelSaysWhatToDo(TestProduct product, Fault fault)
            throws SQLException {
        DataSource source = database(product, fault);
        for (String tenant : List.of("a", "b")) {
            AuditReport report = new Auditor(source, model(null)).audit(List.of(), TenantKey.of(tenant));
            List<Finding> stops = report.findings().stream()
                    .filter(f -> STOPS.contains(f.kind()))
                    .toList();
            if (stops.isEmpty()) {
                assertThat(export(source, model(null), tenant, "whole").audit()).isEqualTo(report.counts());
                continue;
            }
            assertThatThrownBy(() -> export(source, model(null), tenant, "refused"))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_REFUSED))
                    .hasMessageContaining(stops.get(0).explanation())
                    .hasMessageContaining(stops.get(0).waysOut().get(0).line());
            WayOut narrowest = stops.get(0).waysOut().get(0);
            assertThat(export(source, model(narrowest), tenant, "let out").rows())
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void anInterruptedAuditSaysSo(TestProduct product) throws SQLException {
        DataSource source = database(product);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new Auditor(source, model(null)).audit(List.of(), null))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        } finally {
            Thread.interrupted();
        }
    }

    private ExportReport export(DataSource source, TenantModel model, String tenant, String name) {
        return new Exporter(source, model)
                .export(TenantKey.of(tenant), folder.resolve(tenant + name), ExportOptions.DEFAULT, Progress.NONE);
    }

    private DataSource database(TestProduct product, Fault... faults) throws SQLException {
        DataSource source = product.newDatabase(folder);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES.split(";", -1)) {
                statement.execute(sql);
            }
            for (Fault fault : faults) {
                statement.execute(fault.sql);
            }
        }
        return source;
    }

    /** The model with one more line, or another in place of one. */
    private static TenantModel model(WayOut way) {
        Map<String, String> sections = new LinkedHashMap<>(SECTIONS);
        if (way != null) {
            String name = way.line().substring(0, way.line().indexOf(':') + 1).replace("\"", "");
            String kept = sections.get(way.section())
                    .lines()
                    .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining("\n"));
            sections.put(way.section(), kept + "\n" + way.line());
        }
        StringBuilder yaml = new StringBuilder();
        sections.forEach((section, lines) -> {
            if (!lines.isBlank()) {
                yaml.append(section).append(":\n");
                lines.lines()
                        .filter(l -> !l.isBlank())
                        .forEach(l -> yaml.append("  ").append(l).append('\n'));
            }
        });
        return ModelReader.read(yaml.toString(), "audited.yaml");
    }

    private static Map<String, Set<String>> found(DataSource source, String tenant) {
        Map<String, Set<String>> found = new TreeMap<>();
        long[] rows = new long[1];
        AuditReport report = new Auditor(source, model(null))
                .audit(List.of(), tenant == null ? null : TenantKey.of(tenant), Progress.NONE, row -> {
                    rows[0]++;
                    assertThat(row.toString()).doesNotContain(row.key().get(0));
                    found.computeIfAbsent(
                                    row.kind() + " " + row.table().name().toLowerCase(Locale.ROOT),
                                    k -> new TreeSet<>())
                            .add(String.join("/", row.key()));
                });
        assertThat(report.findings().stream().mapToLong(Finding::rows).sum()).isEqualTo(rows[0]);
        return found;
    }

    private static Map<String, Set<String>> oracle(DataSource source, String tenant) throws SQLException {
        Map<String, Set<String>> expected = new TreeMap<>();
        for (Map.Entry<String, String> query : ORACLE.entrySet()) {
            Set<String> keys = Rows.of(source, query.getValue()).stream()
                    .filter(row ->
                            tenant == null || row.get(1) == null || row.get(1).equals(tenant))
                    .map(row -> row.get(0))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!keys.isEmpty()) {
                expected.put(query.getKey(), keys);
            }
        }
        return expected;
    }
}
