package io.decant.testing;

import io.decant.plan.TenantKey;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A schema nobody prepared, with rows of three tenants, and which of them are whose. The seed says everything: print it
 * where a test fails, and make the same database again.
 *
 * <p>References stay within a tenant, or name shared rows. Some rows are nobody's: a reference that leads to the owner is
 * NULL, or the tenant column is. Each table has a column {@code mark} with a number of its own for every row.
 */
public final class RandomDatabase {
    private static final List<Object> TEXT_KEYS = List.of("acme", "ACME", "a'c,m\"e ");
    private static final List<Object> NUMBER_KEYS = List.of(0L, -5L, 4_000_000_000L);
    private static final List<Object> SECOND_KEYS = List.of(1L, 1L, 2L);

    private final long seed;
    private final RandomSchema schema;
    private final List<List<Object>> tenants;
    private final Map<RandomTable, List<Row>> rows;
    private final RowClosure closure;

    private RandomDatabase(long seed) {
        Random random = new Random(seed);
        this.seed = seed;
        this.schema = new RandomSchema(random);
        this.tenants = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Object key = (schema.textKey() ? TEXT_KEYS : NUMBER_KEYS).get(i);
            tenants.add(schema.compositeKey() ? List.of(key, SECOND_KEYS.get(i)) : List.of(key));
        }
        this.rows = new RandomRows(random, schema, tenants).byTable();
        this.closure = new RowClosure(rows.values());
    }

    public static RandomDatabase of(long seed) {
        return new RandomDatabase(seed);
    }

    public long seed() {
        return seed;
    }

    /** Three tenants; each has a row in the first table. */
    public List<TenantKey> tenants() {
        return tenants.stream()
                .map(key -> new TenantKey(key.stream().map(Object::toString).toList()))
                .toList();
    }

    /** The text of {@code decant.yaml}, the same for every product. */
    public String model() {
        return RandomModelText.of(schema);
    }

    /** Exact names of the tables that leave with a tenant, with or without rows. */
    public List<String> tables() {
        return schema.tables().stream()
                .filter(table -> table.role != Role.EXCLUDED)
                .map(table -> table.name)
                .toList();
    }

    /** Statements that make the tables. */
    public List<String> ddl(TestProduct product) {
        return new RandomDdl(product).statements(schema.tables());
    }

    /**
     * Which rows are the tenant's, found without SQL: for each table that leaves, the values of its column {@code mark} as
     * canonical text.
     */
    public Map<String, Set<String>> expected(TenantKey tenant) {
        Map<String, Set<String>> marks = new TreeMap<>();
        tables().forEach(table -> marks.put(table, new TreeSet<>()));
        closure.of(tenants.get(tenants().indexOf(tenant)))
                .forEach(row ->
                        Objects.requireNonNull(marks.get(row.table().name)).add(row.mark()));
        return marks;
    }

    /** Makes the tables, and leaves them empty. */
    public void createTables(Connection connection, TestProduct product) throws SQLException {
        for (String statement : ddl(product)) {
            execute(connection, statement);
        }
    }

    /** Makes the tables and fills them. Auto-commit must be on. */
    public void create(Connection connection, TestProduct product) throws SQLException {
        createTables(connection, product);
        execute(connection, product.checksOff());
        for (Map.Entry<RandomTable, List<Row>> table : rows.entrySet()) {
            insert(connection, table.getKey(), table.getValue());
        }
        execute(connection, product.checksOn());
    }

    /** For the message of a failed test: the seed, the model and the tables. */
    public String describe() {
        return this + "\n" + model() + String.join(";\n", ddl(TestProduct.POSTGRESQL));
    }

    @Override
    public String toString() {
        return "RandomDatabase.of(" + seed + "L)";
    }

    List<RandomTable> schema() {
        return schema.tables();
    }

    Map<RandomTable, List<Row>> rows() {
        return rows;
    }

    RowClosure closure() {
        return closure;
    }

    List<List<Object>> keys() {
        return tenants;
    }

    private static void insert(Connection connection, RandomTable table, List<Row> rows) throws SQLException {
        List<String> columns = new ArrayList<>();
        table.columns.forEach(column -> columns.add(column.name()));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        String sql = "INSERT INTO " + RandomDdl.quoted(table.name) + " (" + RandomDdl.quoted(columns) + ") VALUES ("
                + marks + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    insert.setObject(i + 1, row.values().get(columns.get(i)));
                }
                insert.addBatch();
            }
            if (!rows.isEmpty()) {
                insert.executeBatch();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("does not run: " + sql, e);
        }
    }
}
