package io.decant.testing;

import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.TenantKey;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A random database whose rows were spoiled, and what an audit has to find in it, by a search from row to row that knows
 * neither SQL nor filters. Rows are told by table and mark.
 */
public final class FaultyDatabase {
    private final RandomDatabase database;
    private final TestProduct product;
    private final Random random;
    private final boolean explained;
    private final boolean enforced;
    private RowClosure closure;

    private FaultyDatabase(long seed, TestProduct product, int faults) {
        this.database = RandomDatabase.of(seed);
        this.product = product;
        this.random = new Random(seed);
        this.explained = random.nextBoolean();
        this.enforced = product != TestProduct.SQLITE || random.nextBoolean();
        this.closure = database.closure();
        for (int i = 0; i < faults; i++) {
            spoil();
        }
    }

    /**
     * @param product PostgreSQL and H2 keep what is declared; SQLite may hold rows whose parents are nowhere
     * @param faults how many to try; 0 for a database as applications should leave it
     */
    public static FaultyDatabase of(long seed, TestProduct product, int faults) {
        return new FaultyDatabase(seed, product, faults);
    }

    /** How many tables of named rows form trees. H2 writes each tree out in each other's steps, and may take minutes. */
    public static long trees(long seed) {
        return RandomDatabase.of(seed).schema().stream()
                .filter(table -> table.references.stream().anyMatch(r -> r.parent() == table))
                .filter(table -> table.role == Role.PRIVATE || table.role == Role.SHARED || table.sharesNulls)
                .count();
    }

    public RandomDatabase database() {
        return database;
    }

    /** The model, which says of some databases what a NULL tenant is, and of others not. */
    public String model() {
        return explained ? database.model() : database.model().replace("nullTenant: exclude", "nullTenant: fail");
    }

    public void create(Connection connection) throws SQLException {
        database.create(connection, product);
    }

    private void spoil() {
        List<Row> rows = database.rows().values().stream().flatMap(List::stream).toList();
        Row row = rows.get(random.nextInt(rows.size()));
        Map<String, Object> before = new HashMap<>(row.values());
        RandomTable table = row.table();
        if (table.role == Role.OWNED && table.number > 0 && random.nextBoolean()) {
            spoilTenant(row);
        } else if (!table.references.isEmpty() && table.role != Role.SHARED) {
            spoilReference(row, table.references.get(random.nextInt(table.references.size())));
        }
        if (!row.values().equals(before)) {
            closure = new RowClosure(database.rows().values());
            if (enforced && table.references.stream().anyMatch(r -> dangles(row, r))) {
                row.values().putAll(before);
                closure = new RowClosure(database.rows().values());
            }
        }
    }

    private void spoilTenant(Row row) {
        RandomTable table = row.table();
        int choice = random.nextInt(3);
        if (choice == 0 && table.column(table.tenantColumns.get(0)).nullable()) {
            set(
                    row,
                    table.tenantColumns,
                    table.tenantColumns.stream().map(c -> null).toList().toArray());
        } else if (choice == 1) {
            Object nobody = table.column(table.tenantColumns.get(0)).text() ? "nobody" : (Object) 99L;
            set(
                    row,
                    table.tenantColumns,
                    table.tenantColumns.size() > 1 ? new Object[] {nobody, 9L} : new Object[] {nobody});
        } else {
            List<List<Object>> keys = database.keys();
            set(row, table.tenantColumns, keys.get(random.nextInt(keys.size())).toArray());
        }
    }

    private void spoilReference(Row row, Ref reference) {
        List<Row> parents = Objects.requireNonNull(database.rows().get(reference.parent()));
        int choice = random.nextInt(5);
        if (row.table().number == 0 && reference.columns().stream().anyMatch(row.table().tenantColumns::contains)) {
            return; // whoever has no row there is no tenant
        }
        if (choice == 0 && reference.nullable()) {
            List<String> free = reference.columns().stream()
                    .filter(c -> row.table().column(c).nullable())
                    .toList();
            set(row, free, new Object[free.size()]);
        } else if (choice == 1 && !enforced) {
            Object[] nowhere = reference.parentColumns().stream()
                    .map(c -> reference.parent().column(c).text() ? "nowhere" : (Object) 777L)
                    .toArray();
            set(row, reference.columns(), nowhere);
        } else if (!parents.isEmpty()) {
            List<Object> key = parents.get(random.nextInt(parents.size())).of(reference.parentColumns());
            if (!key.contains(null)) {
                set(row, reference.columns(), key.toArray());
            }
        }
    }

    /** Keys stay as they are: they have to be unique, and others name them. */
    private static void set(Row row, List<String> columns, Object[] values) {
        if (row.table().keys().stream().anyMatch(key -> key.stream().anyMatch(columns::contains))) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            row.values().put(columns.get(i), values[i]);
        }
    }

    private boolean dangles(Row row, Ref reference) {
        boolean holds =
                !reference.typed() || reference.type().equals(row.values().get(RandomTable.TYPE));
        return holds && !row.of(reference.columns()).contains(null) && closure.parent(row, reference) == null;
    }

    /** Whether some reference leads nowhere, so that a key and the search may disagree about whose a row is. */
    public boolean dangles() {
        return rows().stream().anyMatch(row -> row.table().references.stream().anyMatch(r -> dangles(row, r)));
    }

    /** The row of a table that has a key, canonical text; there is one. */
    public String rowOf(String table, List<String> columns, List<String> key) {
        List<String> found = rows().stream()
                .filter(row -> row.table().name.equals(table))
                .filter(row -> columns.stream()
                        .map(c -> row.values().get(c))
                        .map(v -> v == null ? null : v.toString())
                        .toList()
                        .equals(key))
                .map(FaultyDatabase::name)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " rows of " + table + " have the key " + key);
        }
        return found.get(0);
    }

    /** Whether a row, by its name, is in a table of private parents. */
    public boolean isPrivate(String name) {
        return rows().stream()
                .anyMatch(row -> row.table().role == Role.PRIVATE && name(row).equals(name));
    }

    private List<Row> rows() {
        return database.rows().values().stream().flatMap(List::stream).toList();
    }

    private static String name(Row row) {
        return row.table().name + " " + row.mark();
    }

    /** What an audit of one tenant may find; of all, if the tenant is null. */
    public Map<Kind, Set<String>> expected(TenantKey tenant) {
        return expected(tenant, false);
    }

    /**
     * The part of it that an audit has to find: an audit of all tenants asks some questions of the root's keys only, and
     * counts the rows of any other key as orphans.
     */
    public Map<Kind, Set<String>> certain(TenantKey tenant) {
        return expected(tenant, true);
    }

    private Map<Kind, Set<String>> expected(TenantKey tenant, boolean ofRootsOnly) {
        Map<Kind, Set<String>> expected = new EnumMap<>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> expected.put(kind, new TreeSet<>()));
        Set<List<Object>> keys = new LinkedHashSet<>();
        rows().stream()
                .filter(row -> row.table().role == Role.ROOT || row.table().role == Role.OWNED)
                .map(row -> row.of(row.table().tenantColumns))
                .filter(key -> !key.contains(null))
                .forEach(keys::add);
        Set<String> somebodys = new TreeSet<>();
        keys.forEach(key -> somebodys.addAll(names(closure.own(key))));
        Set<String> everybodys = new TreeSet<>(names(closure.heldByEverybodys()));
        rows().stream().filter(closure::isShared).forEach(row -> everybodys.add(name(row)));
        for (List<Object> key : keys) {
            List<String> text = key.stream().map(Object::toString).toList();
            boolean asked = tenant == null
                    ? isRooted(key) || !ofRootsOnly
                    : tenant.values().equals(text);
            if (asked) {
                Sides sides = new Sides(names(closure.of(key)), names(closure.own(key)), somebodys, everybodys);
                rows().stream()
                        .filter(row -> row.table().role != Role.EXCLUDED)
                        .forEach(row -> row.table().references.forEach(r -> ofTenant(row, r, sides, expected)));
            }
        }
        rows().forEach(row -> ofAll(row, somebodys, everybodys, expected));
        return expected;
    }

    /**
     * Whose rows are, by name.
     *
     * @param leaving those that leave with the tenant in question
     * @param own those of them that are nobody else's
     * @param somebodys those that are some tenant's own
     * @param everybodys those that are no single tenant's on purpose
     */
    private record Sides(Set<String> leaving, Set<String> own, Set<String> somebodys, Set<String> everybodys) {}

    private static Set<String> names(Set<Row> rows) {
        return rows.stream().map(FaultyDatabase::name).collect(Collectors.toSet());
    }

    private void ofTenant(Row row, Ref reference, Sides sides, Map<Kind, Set<String>> expected) {
        RandomTable table = row.table();
        String name = name(row);
        Row parent = closure.parent(row, reference);
        if (parent == null) {
            boolean toRoot =
                    reference.parent().role == Role.ROOT && reference.columns().equals(table.tenantColumns);
            if (sides.leaving().contains(name) && dangles(row, reference) && !toRoot) {
                expected.get(Kind.DANGLING).add(name);
            }
            return;
        }
        boolean ofPrivate = parent.table().role == Role.PRIVATE;
        boolean somebodys = sides.somebodys().contains(name);
        if (sides.leaving().contains(name)) {
            if (!sides.leaving().contains(name(parent))) {
                expected.get(Kind.FOREIGN).add(name);
            }
        } else if (somebodys && ofPrivate) {
            if (sides.leaving().contains(name(parent))) {
                expected.get(Kind.TWO_OWNERS).add(name(parent));
            }
        } else if (sides.own().contains(name(parent))) {
            if (somebodys) {
                expected.get(Kind.DISAGREEING).add(name);
            } else if (!sides.everybodys().contains(name) && !(isNull(row) && isExplained(table))) {
                expected.get(Kind.LOST).add(name);
            }
        }
    }

    private boolean isExplained(RandomTable table) {
        return explained || table.sharesNulls;
    }

    private void ofAll(Row row, Set<String> somebodys, Set<String> everybodys, Map<Kind, Set<String>> expected) {
        RandomTable table = row.table();
        if (table.role == Role.OWNED) {
            if (isNull(row) && !isExplained(table)) {
                expected.get(Kind.NULL_TENANT).add(name(row));
            } else if (!isNull(row) && !isRooted(row.of(table.tenantColumns))) {
                expected.get(Kind.ORPHAN).add(name(row));
            }
        } else if ((table.role == Role.REACHED || table.role == Role.PRIVATE)
                && !somebodys.contains(name(row))
                && !everybodys.contains(name(row))) {
            expected.get(Kind.NOBODYS).add(name(row));
        }
    }

    /** Whether the root holds a key; without a root, every key is as good. */
    private boolean isRooted(List<Object> key) {
        return database.schema().get(0).role != Role.ROOT
                || rows().stream()
                        .filter(row -> row.table().role == Role.ROOT)
                        .anyMatch(root -> root.of(root.table().tenantColumns).equals(key));
    }

    private static boolean isNull(Row row) {
        return row.table().role == Role.OWNED
                && row.of(row.table().tenantColumns).contains(null);
    }

    /** For the message of a failed test. */
    public String describe() {
        List<String> lines = new ArrayList<>();
        rows().forEach(row -> lines.add(name(row) + " " + row.values()));
        return database.describe() + "\n" + model() + "\n" + String.join("\n", lines);
    }
}
