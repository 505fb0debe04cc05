package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.plan.AnyTenant;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterSqlTest {
    private static final int FILTERS = 150;
    private static final TenantKey TENANT = TenantKey.of("2");

    record Case(String url, SqlFlavor flavor, String schemaName) {
        @Override
        public String toString() {
            return url + (flavor.correlates() ? " with EXISTS" : " with IN");
        }
    }

    static Stream<Case> cases() {
        SqlFlavor sqlite = new SqliteFlavor();
        SqlFlavor h2 = new H2Flavor();
        return Stream.of(
                new Case("jdbc:sqlite::memory:", sqlite, "main"),
                new Case("jdbc:sqlite::memory:", correlating(sqlite), "main"),
                new Case("jdbc:h2:mem:", h2, "PUBLIC"),
                new Case("jdbc:h2:mem:", correlating(h2), "PUBLIC"),
                // H2 plays SQL Server here; what only SQL Server has is put as H2 has it.
                new Case("jdbc:h2:mem:;MODE=MSSQLServer", counting(new MsSqlFlavor()), "PUBLIC"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void selectsWhatBruteForceFinds(Case product) throws SQLException {
        Shop shop = new Shop(
                product.schemaName(),
                product.flavor().recurses() || !product.flavor().correlates());
        try (Connection connection = DriverManager.getConnection(product.url())) {
            for (long seed = 1; seed <= 4; seed++) {
                Random random = new Random(seed);
                BruteForce expected = new BruteForce(shop.fill(random), TENANT.values());
                write(connection, product.flavor(), shop, expected);
                for (int i = 0; i < FILTERS; i++) {
                    Table table = shop.tables().get(random.nextInt(shop.tables().size()));
                    agrees(connection, product.flavor(), shop, table, shop.filter(random, table, 4), expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void selectsForAnyTenantWhatBruteForceFindsForOne(Case product) throws SQLException {
        Shop shop = new Shop(
                product.schemaName(),
                product.flavor().recurses() || !product.flavor().correlates());
        try (Connection connection = DriverManager.getConnection(product.url())) {
            for (long seed = 1; seed <= 4; seed++) {
                Random random = new Random(seed);
                Map<TableName, List<Map<String, String>>> data = shop.fill(random);
                write(connection, product.flavor(), shop, new BruteForce(data, List.of()));
                for (int i = 0; i < FILTERS; i++) {
                    Table table = shop.tables().get(random.nextInt(shop.tables().size()));
                    RowFilter any = shop.filter(random, table, 3);
                    RowFilter ofOne = random.nextInt(4) == 0
                            ? any
                            : new RowFilter.And(List.of(shop.owners(random, table, 3), any));
                    agreesForAny(connection, product.flavor(), shop, table, ofOne, data);
                }
            }
        }
    }

    private static void agreesForAny(
            Connection connection,
            SqlFlavor flavor,
            Shop shop,
            Table table,
            RowFilter ofOne,
            Map<TableName, List<Map<String, String>>> data)
            throws SQLException {
        List<AnyTenant.Holder> holders = shop.tables().stream()
                .map(t -> new AnyTenant.Holder(t.name(), List.of("tenant")))
                .toList();
        RowQuery query = new RowQuery(shop.schema(), table, table.columns(), AnyTenant.of(ofOne, holders), null, false);
        long found = data.get(table.name()).stream()
                .filter(row -> Stream.of("1", "2", "3", "4", "5")
                        .anyMatch(key -> new BruteForce(data, List.of(key)).passes(ofOne, row)))
                .count();
        assertThat(SelectSql.count(flavor, query).number(connection, flavor))
                .as("%s of %s", ofOne, table.name())
                .isEqualTo(found);
    }

    private static void agrees(
            Connection connection, SqlFlavor flavor, Shop shop, Table table, RowFilter filter, BruteForce expected)
            throws SQLException {
        RowQuery query = new RowQuery(shop.schema(), table, table.columns(), filter, TENANT, false);
        long found = expected.rows(table.name()).stream()
                .filter(row -> expected.passes(filter, row))
                .count();
        assertThat(SelectSql.count(flavor, query).number(connection, flavor))
                .as("%s of %s", filter, table.name())
                .isEqualTo(found);
        assertThat(SelectSql.count(flavor, flavor.known(connection, query)).number(connection, flavor))
                .as("%s of %s, with what is known beforehand", filter, table.name())
                .isEqualTo(found);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesAFilterOfATenantWithoutOne(Case product) {
        Shop shop = new Shop(
                product.schemaName(),
                product.flavor().recurses() || !product.flavor().correlates());
        Table table = shop.tables().get(0);
        RowFilter filter = new RowFilter.TenantIs(List.of("tenant"));
        assertThatThrownBy(() -> SelectSql.count(
                        product.flavor(), new RowQuery(shop.schema(), table, table.columns(), filter, null, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tenant key");
    }

    private static void write(Connection connection, SqlFlavor flavor, Shop shop, BruteForce data) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : shop.tables()) {
                String name = flavor.table(table.name());
                statement.execute("DROP TABLE IF EXISTS " + name);
                String columns = String.join(
                        ", ",
                        table.columns().stream()
                                .map(c -> flavor.quote(c.name()) + " " + c.nativeType())
                                .toList());
                statement.execute("CREATE TABLE " + name + " (" + columns + ")");
                for (Map<String, String> row : data.rows(table.name())) {
                    insert(connection, name, row.values().stream().toList());
                }
            }
        }
    }

    private static void insert(Connection connection, String table, List<String> values) throws SQLException {
        String marks = String.join(", ", values.stream().map(v -> "?").toList());
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
            for (int i = 0; i < values.size(); i++) {
                insert.setString(i + 1, values.get(i));
            }
            insert.executeUpdate();
        }
    }

    /** The same flavor, with memberships asked by EXISTS. */
    private static SqlFlavor correlating(SqlFlavor flavor) {
        return (SqlFlavor) Proxy.newProxyInstance(
                FilterSqlTest.class.getClassLoader(),
                new Class<?>[] {SqlFlavor.class},
                (proxy, method, arguments) ->
                        method.getName().equals("correlates") ? true : method.invoke(flavor, arguments));
    }

    /** The same flavor, counting and comparing text as any product does. */
    private static SqlFlavor counting(SqlFlavor flavor) {
        return (SqlFlavor) Proxy.newProxyInstance(
                FilterSqlTest.class.getClassLoader(),
                new Class<?>[] {SqlFlavor.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "countRows" -> "count(*)";
                    case "text" -> "CAST(" + arguments[0] + " AS varchar)";
                    default -> method.invoke(flavor, arguments);
                });
    }

    /** Three tables with every kind of reference: plain, composite, to itself, and configured with a condition. */
    private static final class Shop {
        private static final List<String> NAMES = List.of("ac\"count", "Order", "no te");
        private final List<Table> tables = new ArrayList<>();

        private final boolean closures;

        /** @param closures false where it would take for ever: steps written out, and each asked for each row */
        Shop(String schemaName, boolean closures) {
            this.closures = closures;
            TableName account = new TableName(schemaName, NAMES.get(0));
            TableName order = new TableName(schemaName, NAMES.get(1));
            TableName note = new TableName(schemaName, NAMES.get(2));
            tables.add(table(
                    account,
                    reference("self", account, "parent", account, "id", Map.of()),
                    reference("other self", account, "tenant", account, "id", Map.of())));
            tables.add(table(
                    order,
                    reference("account", order, "parent", account, "id", Map.of()),
                    new ForeignKey(
                            "pair",
                            order,
                            List.of("tenant", "parent"),
                            account,
                            List.of("tenant", "parent"),
                            Enforcement.NONE)));
            tables.add(table(
                    note,
                    reference("on account", note, "parent", account, "id", Map.of("kind", List.of("1", "3"))),
                    reference("on order", note, "parent", order, "id", Map.of("kind", List.of("2"))),
                    reference("by text", note, "kind", order, "parent", Map.of())));
        }

        List<Table> tables() {
            return tables;
        }

        Schema schema() {
            return Schema.of(tables);
        }

        private static ForeignKey reference(
                String name,
                TableName child,
                String column,
                TableName parent,
                String key,
                Map<String, List<String>> when) {
            return new ForeignKey(name, child, List.of(column), parent, List.of(key), Enforcement.NONE, when);
        }

        private static Table table(TableName name, ForeignKey... references) {
            List<Column> columns = List.of(
                    column("id", TypeKind.INTEGER, "int", false),
                    column("tenant", TypeKind.INTEGER, "int", true),
                    column("parent", TypeKind.INTEGER, "int", true),
                    column("kind", TypeKind.TEXT, "varchar(9)", true));
            return new Table(
                    name, columns, List.of("id"), List.of(), List.of(references), List.of(), List.of(), -1, -1);
        }

        private static Column column(String name, TypeKind kind, String nativeType, boolean nullable) {
            return new Column(name, ColumnType.of(kind), nativeType, nullable, Column.Generation.NONE, false);
        }

        Map<TableName, List<Map<String, String>>> fill(Random random) {
            Map<TableName, List<Map<String, String>>> data = new HashMap<>();
            for (Table table : tables) {
                List<Map<String, String>> rows = new ArrayList<>();
                for (int id = 1; id <= 12; id++) {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put("id", Integer.toString(id));
                    for (String column : List.of("tenant", "parent", "kind")) {
                        int value = random.nextInt(6);
                        row.put(column, value == 0 ? null : Integer.toString(value));
                    }
                    rows.add(row);
                }
                data.put(table.name(), rows);
            }
            return data;
        }

        RowFilter filter(Random random, Table table, int depth) {
            int kind = random.nextInt(depth > 0 ? 11 : 5);
            return switch (kind) {
                case 0 -> new RowFilter.TenantIs(List.of("tenant"));
                case 1 -> new RowFilter.ValueIn("kind", List.of("1", "4").subList(0, random.nextInt(3)));
                case 2 -> new RowFilter.AllNull(random.nextBoolean() ? List.of("kind") : List.of("tenant", "parent"));
                case 3 -> new RowFilter.All();
                case 4 -> range(random);
                case 5 -> new RowFilter.Not(filter(random, table, depth - 1));
                case 6 -> new RowFilter.And(some(random, table, depth));
                case 7 -> new RowFilter.Or(some(random, table, depth));
                case 8 -> up(random, table, depth);
                case 9 -> closure(random, table, depth);
                default -> down(random, table, depth);
            };
        }

        /** Says whose the rows are, by one way or several. */
        RowFilter owners(Random random, Table table, int depth) {
            return switch (depth > 0 ? random.nextInt(4) : 0) {
                case 0 -> new RowFilter.TenantIs(List.of("tenant"));
                case 1 -> new RowFilter.Or(List.of(owners(random, table, depth - 1), owners(random, table, depth - 1)));
                case 2 -> {
                    ForeignKey up = table.foreignKeys()
                            .get(random.nextInt(table.foreignKeys().size()));
                    yield new RowFilter.HasParent(up, owners(random, schema().requireTable(up.parent()), depth - 1));
                }
                default ->
                    tables.stream()
                            .flatMap(t -> t.foreignKeys().stream())
                            .filter(f -> f.parent().equals(table.name()))
                            .findFirst()
                            .<RowFilter>map(down -> new RowFilter.HasChild(
                                    down, owners(random, schema().requireTable(down.child()), depth - 1)))
                            .orElseGet(() -> new RowFilter.TenantIs(List.of("tenant")));
            };
        }

        private static RowFilter range(Random random) {
            String from = random.nextInt(3) == 0 ? null : Integer.toString(random.nextInt(12));
            String to = random.nextInt(3) == 0 ? null : Integer.toString(random.nextInt(12));
            return new RowFilter.InRange("id", from, to);
        }

        private List<RowFilter> some(Random random, Table table, int depth) {
            return Stream.generate(() -> filter(random, table, depth - 1))
                    .limit(random.nextInt(4))
                    .toList();
        }

        private RowFilter up(Random random, Table table, int depth) {
            ForeignKey reference =
                    table.foreignKeys().get(random.nextInt(table.foreignKeys().size()));
            return new RowFilter.HasParent(
                    reference, filter(random, schema().requireTable(reference.parent()), depth - 1));
        }

        private RowFilter closure(Random random, Table table, int depth) {
            List<ForeignKey> own = table.foreignKeys().stream()
                    .filter(ForeignKey::selfReferencing)
                    .toList();
            RowFilter from = filter(random, table, Math.min(1, depth - 1));
            return own.isEmpty() || !closures
                    ? from
                    : new RowFilter.Closure(
                            own.subList(0, 1 + random.nextInt(own.size())),
                            from,
                            random.nextBoolean() ? new RowFilter.All() : filter(random, table, 0));
        }

        private RowFilter down(Random random, Table table, int depth) {
            List<ForeignKey> references = tables.stream()
                    .flatMap(t -> t.foreignKeys().stream())
                    .filter(f -> f.parent().equals(table.name()))
                    .toList();
            if (references.isEmpty()) {
                return new RowFilter.All();
            }
            ForeignKey reference = references.get(random.nextInt(references.size()));
            return new RowFilter.HasChild(
                    reference, filter(random, schema().requireTable(reference.child()), depth - 1));
        }
    }
}
