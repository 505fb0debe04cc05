package io.decant.testing;

import io.decant.plan.TenantKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A multi-tenant schema of the kind that is out there, with a twist; with rows of several tenants among each other, and
 * with queries written by hand that say which rows are a tenant's. In {@code src/test/resources/fixtures/<name>/}:
 *
 * <ul>
 *   <li>{@code schema.<product>.sql}
 *   <li>{@code data.sql} and {@code data.<product>.sql}, the latter only where a value exists in one product alone
 *   <li>{@code decant.yaml}, whose last section is {@code columns:}; {@code columns.<product>.yaml} holds more lines of it
 *   <li>{@code oracle.sql}: tenants, and for every table that is not excluded the query for a tenant's rows
 * </ul>
 */
public final class Fixture {
    private static final List<String> NAMES = List.of("shop", "helpdesk", "forum", "tracker", "ledger", "fleet");
    private static final String TENANTS = "-- tenants: ";
    private static final String TABLE = "-- table: ";

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String name;
    private final List<TenantKey> tenants;
    private final Map<String, String> oracle;

    private Fixture(String name) {
        this.name = name;
        String text = FixtureText.read(name, "oracle.sql");
        this.tenants = tenants(text);
        this.oracle = oracle(text);
    }

    /** Every fixture. */
    public static List<Fixture> all() {
        return NAMES.stream().map(Fixture::new).toList();
    }

    public static Fixture named(String name) {
        return new Fixture(name);
    }

    public String name() {
        return name;
    }

    /** Keys of the tenants that have rows, at least three, as canonical text in the order of the model's key. */
    public List<TenantKey> tenants() {
        return tenants;
    }

    /** Tables that leave with a tenant, by their exact names. Those that the model excludes are not among them. */
    public List<String> tables() {
        return List.copyOf(oracle.keySet());
    }

    /**
     * Whether every value of one product's tables can be held exactly by the other's. Types that only one of them has, and
     * infinite dates, stand against it; an import then refuses.
     */
    public boolean crosses(TestProduct from, TestProduct to) {
        return switch (name) {
            case "tracker" -> from == to;
            case "ledger" -> from == to || from == TestProduct.SQLITE || (from.mySql() && to.mySql());
            default -> true;
        };
    }

    /** The text of {@code decant.yaml} for the product. */
    public String model(TestProduct product) {
        String more = FixtureText.find(name, "columns", product, "yaml").orElse("");
        return FixtureText.read(name, "decant.yaml") + more;
    }

    /** Makes the tables, and leaves them empty. */
    public void createTables(Connection connection, TestProduct product) throws SQLException {
        run(
                connection,
                product,
                FixtureText.find(name, "schema", product, "sql").orElseThrow());
    }

    /** Makes the tables and fills them. Auto-commit must be on. */
    public void create(Connection connection, TestProduct product) throws SQLException {
        createTables(connection, product);
        run(connection, product, product.checksOff() + ";\n");
        run(connection, product, FixtureText.find(name, "data.sql").orElse(""));
        run(connection, product, FixtureText.find(name, "data", product, "sql").orElse(""));
        run(connection, product, product.checksOn() + ";\n");
    }

    /** A query for the tenant's rows of a table, all columns, in no order; written by hand, without our own renderer. */
    public String rowsOf(String table, TenantKey tenant, TestProduct product) {
        String query = oracle.get(table);
        if (query == null) {
            throw new AssertionError("fixture " + name + " has no oracle for table " + table);
        }
        for (int i = 0; i < tenant.values().size(); i++) {
            query = query.replace(":tenant" + (i + 1), literal(tenant.values().get(i), product));
        }
        return query;
    }

    /** How many rows of each table are the tenant's, by exact table name. */
    public Map<String, Long> counts(Connection connection, TestProduct product, TenantKey tenant) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : oracle.keySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(
                            "SELECT count(*) FROM (" + rowsOf(table, tenant, product) + ") rows_of")) {
                count.next();
                counts.put(table, count.getLong(1));
            }
        }
        return counts;
    }

    @Override
    public String toString() {
        return name;
    }

    private static void run(Connection connection, TestProduct product, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : FixtureText.statements(sql, product)) {
                try {
                    statement.execute(each);
                } catch (SQLException e) {
                    throw new AssertionError(product.label() + " does not run: " + each, e);
                }
            }
        }
    }

    private static String literal(String canonical, TestProduct product) {
        return UUID_TEXT.matcher(canonical).matches()
                ? product.uuid(canonical)
                : "'" + canonical.replace("'", "''") + "'";
    }

    private static List<TenantKey> tenants(String text) {
        String line = text.lines()
                .filter(each -> each.startsWith(TENANTS))
                .findFirst()
                .orElseThrow();
        List<TenantKey> keys = new ArrayList<>();
        for (String key : line.substring(TENANTS.length()).split("\\|", -1)) {
            keys.add(new TenantKey(Arrays.asList(key.split("/", -1))));
        }
        return List.copyOf(keys);
    }

    private static Map<String, String> oracle(String text) {
        Map<String, String> queries = new LinkedHashMap<>();
        for (String section : text.split("(?m)^" + TABLE, -1)) {
            int end = section.indexOf('\n');
            if (!section.startsWith("--") && end > 0) {
                String query = section.substring(end).strip();
                queries.put(section.substring(0, end).strip(), query.substring(0, query.lastIndexOf(';')));
            }
        }
        return queries;
    }
}
