package io.decant.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of a random schema. Filled in steps, and not changed after that. */
final class RandomTable {
    /** How the model places the table. */
    enum Role {
        ROOT,
        OWNED,
        REACHED,
        /** Rows that all tenants may name. */
        SHARED,
        /** Rows that one tenant's rows name. */
        PRIVATE,
        EXCLUDED;

        /** Whether each row is one tenant's by itself, or by its parent. */
        boolean tenants() {
            return this == ROOT || this == OWNED || this == REACHED;
        }
    }

    record Col(String name, boolean text, boolean nullable) {}

    /**
     * Columns of this table that name a key of the parent.
     *
     * @param type the word in {@link #TYPE} under which it holds, and which only the model knows; empty for a foreign key
     */
    record Ref(
            String name,
            List<String> columns,
            RandomTable parent,
            List<String> parentColumns,
            boolean nullable,
            String type) {
        boolean typed() {
            return !type.isEmpty();
        }
    }

    /** Says which table a row's {@link #TYPED} is a key of. */
    static final String TYPE = "on_type";

    static final String TYPED = "on_id";

    /** Every table has it: it tells rows apart in tests, and is no key. */
    static final String MARK = "mark";

    final int number;
    final String name;
    final Role role;
    final List<Col> columns = new ArrayList<>();
    final List<String> tenantColumns = new ArrayList<>();
    final List<String> primaryKey = new ArrayList<>();
    final List<List<String>> uniqueKeys = new ArrayList<>();
    final List<Ref> references = new ArrayList<>();
    Optional<Ref> via = Optional.empty();
    /** Rows without a tenant are everybody's. */
    boolean sharesNulls;

    RandomTable(int number, String name, Role role) {
        this.number = number;
        this.name = name;
        this.role = role;
        columns.add(new Col(MARK, false, false));
    }

    Col column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow();
    }

    /** Adds columns of the types of the given ones, under names with the prefix. */
    List<String> addLike(String prefix, RandomTable other, List<String> otherColumns, boolean nullable) {
        List<String> added = new ArrayList<>();
        for (String each : otherColumns) {
            columns.add(new Col(prefix + each, other.column(each).text(), nullable));
            added.add(prefix + each);
        }
        return added;
    }

    /** The primary and unique keys: what a reference may point at. */
    List<List<String>> keys() {
        List<List<String>> keys = new ArrayList<>(uniqueKeys);
        if (!primaryKey.isEmpty()) {
            keys.add(0, primaryKey);
        }
        return keys;
    }

    /** By which columns an import finds everybody's rows again; empty if by none. */
    List<String> match() {
        return role == Role.SHARED || uniqueKeys.isEmpty() ? primaryKey : uniqueKeys.get(0);
    }

    @Override
    public String toString() {
        return name;
    }
}
