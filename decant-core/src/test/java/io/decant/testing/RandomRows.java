package io.decant.testing;

import io.decant.testing.RandomTable.Col;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Rows of several tenants in every table, whose references stay within a tenant or name shared rows. */
final class RandomRows {
    /** An owner that is no tenant. */
    static final int NOBODY = -1;

    /** An owner that is no tenant, and whose rows all tenants may name. */
    static final int EVERYBODY = -2;

    /** Trees are not higher: H2 climbs so many steps, and fewer where a table names itself by several references. */
    private static final int HIGHEST_TREE = 12;

    private static final int HIGHEST_OF_EVERYBODYS = 3;

    /**
     * One row.
     *
     * @param owner index of the tenant for whom it was made, or {@link #NOBODY} or {@link #EVERYBODY}; nothing but the making looks at it
     * @param values Long, String or null by column
     */
    record Row(RandomTable table, int owner, Map<String, Object> values) {
        List<Object> of(List<String> columns) {
            return columns.stream().map(values::get).toList();
        }

        String mark() {
            return Objects.toString(values.get(RandomTable.MARK));
        }
    }

    private static final List<String> TEXTS =
            List.of("", " ", "a", "A", "a ", "a,b", "\"", "\\.", "\\N", "NULL", "x\r\ny", "\n", "ı", "🍇", "''", "0");

    private final Random random;
    private final List<List<Object>> tenants;
    private final Map<RandomTable, List<Row>> rows = new LinkedHashMap<>();
    private final Map<Object, Long> counters = new HashMap<>();

    RandomRows(Random random, RandomSchema schema, List<List<Object>> tenants) {
        this.random = random;
        this.tenants = tenants;
        for (RandomTable table : schema.tables()) {
            rows.put(table, new ArrayList<>());
            owners(table).forEach(owner -> add(table, owner));
        }
        rows.values().forEach(ofTable -> ofTable.forEach(this::addLateReferences));
    }

    Map<RandomTable, List<Row>> byTable() {
        return rows;
    }

    /** Whose rows to make, among each other. The first table has one for every tenant, so that all are known. */
    private List<Integer> owners(RandomTable table) {
        List<Integer> owners = new ArrayList<>();
        if (table.number == 0) {
            for (int i = 0; i < tenants.size(); i++) {
                owners.add(i);
            }
        }
        int more = table.role == Role.ROOT ? 0 : random.nextInt(25);
        for (int i = 0; i < more; i++) {
            owners.add(random.nextInt(tenants.size() + 2) - 2);
        }
        Collections.shuffle(owners, random);
        return owners;
    }

    /** Adds a row if the owner can have one here: rows of nobody, and missing parents, may stand against it. */
    private void add(RandomTable table, int wanted) {
        int owner = table.role == Role.OWNED && wanted < 0 ? table.sharesNulls ? EVERYBODY : NOBODY : wanted;
        Map<String, Object> values = new LinkedHashMap<>();
        table.columns.forEach(column -> values.put(column.name(), null));
        if (table.role == Role.ROOT || table.role == Role.OWNED) {
            boolean nullable = table.column(table.tenantColumns.get(0)).nullable();
            if (owner < 0 && !nullable) {
                return;
            }
            for (int i = 0; i < table.tenantColumns.size(); i++) {
                values.put(
                        table.tenantColumns.get(i),
                        owner < 0 ? null : tenants.get(owner).get(i));
            }
        } else if (table.role == Role.EXCLUDED && owner < 0) {
            return;
        }
        Row row = new Row(table, owner, values);
        for (Ref reference : table.references) {
            if (reference.parent().number < table.number && !refer(row, reference)) {
                return;
            }
        }
        fill(row);
        rows.get(table).add(row);
    }

    /** References to later tables and to the table itself, which are nullable. */
    private void addLateReferences(Row row) {
        for (Ref reference : row.table().references) {
            boolean late = reference.parent().number >= row.table().number;
            boolean self = reference.parent() == row.table();
            // Everybody's rows of several tables that name each other in a cycle are more than an export follows.
            if (late
                    && (self
                            || row.owner() != EVERYBODY
                            || !reference.parent().role.tenants())) {
                refer(row, reference);
            }
        }
    }

    /** False if the reference has to name a parent, and there is none. */
    private boolean refer(Row row, Ref reference) {
        RandomTable table = row.table();
        if (reference.columns().equals(table.tenantColumns)) {
            return true;
        }
        boolean leads = table.via.filter(reference::equals).isPresent();
        if (reference.typed() && (row.values().get(RandomTable.TYPE) != null || random.nextInt(3) == 0)) {
            return true;
        }
        int highest = reference.parent() != table
                ? Integer.MAX_VALUE
                : row.owner() == EVERYBODY && table.role.tenants() ? HIGHEST_OF_EVERYBODYS : HIGHEST_TREE;
        List<Row> parents = rows.get(reference.parent()).stream()
                .filter(parent -> mayName(row, reference, parent))
                .limit(table.role.tenants() && row.owner() != EVERYBODY ? Integer.MAX_VALUE : highest)
                .filter(parent -> !parent.of(reference.parentColumns()).contains(null))
                .toList();
        boolean nobodyLeads = leads && row.owner() == NOBODY;
        boolean mayStayNull = reference.nullable() && (!leads || nobodyLeads);
        if (parents.isEmpty() || (mayStayNull && random.nextInt(3) == 0)) {
            return mayStayNull;
        }
        Row parent = parents.get(random.nextInt(parents.size()));
        if (reference.typed()) {
            row.values().put(RandomTable.TYPE, reference.type());
        }
        for (int i = 0; i < reference.columns().size(); i++) {
            row.values()
                    .put(
                            reference.columns().get(i),
                            parent.values().get(reference.parentColumns().get(i)));
        }
        return true;
    }

    private static boolean mayName(Row row, Ref reference, Row parent) {
        boolean leads = row.table().via.filter(reference::equals).isPresent();
        boolean everybodys = parent.owner() == EVERYBODY && parent.table().role.tenants() && row.owner() != NOBODY;
        return parent.table().role == Role.SHARED || parent.owner() == row.owner() || (everybodys && !leads);
    }

    /** Everything that is no reference. Numbers begin anew below each parent, so that tenants have the same ones. */
    private void fill(Row row) {
        RandomTable table = row.table();
        List<String> before = new ArrayList<>(table.primaryKey);
        before.remove("no");
        Map<String, Object> values = row.values();
        for (Col column : table.columns) {
            String name = column.name();
            switch (name) {
                case RandomTable.MARK, "id", "uk" -> values.put(name, next(table.number + name));
                case "no" ->
                    values.put(name, next(List.of(table.number, row.of(before).toString())));
                case "code" -> values.put(name, text() + next(table.number + name));
                case "note" -> values.put(name, random.nextInt(4) == 0 ? null : text());
                case "amount" -> values.put(name, random.nextInt(4) == 0 ? null : (Object) random.nextLong());
                default -> {
                    // a tenant column or a reference: has its value
                }
            }
        }
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Long next(Object counter) {
        return counters.merge(counter, 1L + random.nextInt(2), Long::sum);
    }
}
