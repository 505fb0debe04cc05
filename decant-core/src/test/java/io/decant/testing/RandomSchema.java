package io.decant.testing;

import io.decant.testing.RandomTable.Col;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Tables with random keys and references: chains, diamonds, cycles, references to themselves, composite ones. */
final class RandomSchema {
    private static final List<String> ODD_NAMES = List.of("order", "Group By", "täble", "T", "select", "x.y", "UPPER");

    private final Random random;
    private final List<RandomTable> tables = new ArrayList<>();
    private final boolean textKey;
    private final boolean compositeKey;
    private int references;

    RandomSchema(Random random) {
        this.random = random;
        this.textKey = random.nextBoolean();
        this.compositeKey = random.nextInt(4) == 0;
        boolean root = random.nextInt(5) > 0;
        int count = 3 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            tables.add(table(i, i > 0 ? role() : root ? Role.ROOT : Role.OWNED));
        }
        tables.forEach(this::addReferences);
        tables.stream().filter(this::isNamedByNone).forEach(table -> refer(tables.get(0), table, true));
        tables.forEach(table -> Collections.shuffle(table.columns, random));
    }

    List<RandomTable> tables() {
        return tables;
    }

    boolean compositeKey() {
        return compositeKey;
    }

    boolean textKey() {
        return textKey;
    }

    Optional<RandomTable> root() {
        return tables.get(0).role == Role.ROOT ? Optional.of(tables.get(0)) : Optional.empty();
    }

    /** The usual names of the tenant columns. */
    List<String> tenantColumns() {
        return compositeKey ? List.of("org", "app") : List.of("tenant");
    }

    /** A table of shared or private rows makes sense only where a table that leaves names them. */
    private boolean isNamedByNone(RandomTable table) {
        return (table.role == Role.SHARED || table.role == Role.PRIVATE)
                && tables.stream()
                        .filter(child -> child.role != Role.EXCLUDED && child != table)
                        .flatMap(child -> child.references.stream())
                        .noneMatch(reference -> reference.parent() == table);
    }

    private Role role() {
        return List.of(
                        Role.OWNED,
                        Role.OWNED,
                        Role.OWNED,
                        Role.REACHED,
                        Role.REACHED,
                        Role.REACHED,
                        Role.REACHED,
                        Role.SHARED,
                        Role.SHARED,
                        Role.PRIVATE,
                        Role.EXCLUDED)
                .get(random.nextInt(11));
    }

    private RandomTable table(int number, Role role) {
        String name = random.nextInt(6) == 0 ? ODD_NAMES.get(random.nextInt(ODD_NAMES.size())) + number : "t" + number;
        RandomTable table = new RandomTable(number, name, role);
        if (role == Role.ROOT) {
            addTenantColumns(table, compositeKey ? List.of("key1", "key2") : List.of("key1"), false);
            if (random.nextInt(3) == 0) {
                addId(table);
                table.uniqueKeys.add(List.copyOf(table.tenantColumns));
            } else {
                table.primaryKey.addAll(table.tenantColumns);
            }
        } else if (role == Role.OWNED) {
            addOwned(table);
        } else if (role == Role.REACHED) {
            addReached(table);
        } else if (random.nextBoolean()) {
            addId(table);
        } else {
            addCode(table);
        }
        if (random.nextInt(3) == 0) {
            table.columns.add(new Col("uk", false, false));
            table.uniqueKeys.add(List.of("uk"));
        }
        table.columns.add(new Col("note", true, true));
        table.columns.add(new Col("amount", false, true));
        return table;
    }

    private void addOwned(RandomTable table) {
        int kind = random.nextInt(table.number == 0 ? 9 : 10); // the first one has a key, for others to point at
        boolean keyed = kind < 4;
        boolean nullable = !keyed && table.number > 0 && random.nextInt(5) == 0;
        List<String> names = table.number == 0 || random.nextInt(6) > 0
                ? tenantColumns()
                : tenantColumns().stream().map(usual -> "my_" + usual).toList();
        addTenantColumns(table, names, nullable);
        table.sharesNulls = nullable && random.nextBoolean();
        if (keyed) {
            table.primaryKey.addAll(names);
            addNumber(table);
        } else if (kind < 8) {
            addId(table);
        } else if (kind < 9) {
            addCode(table);
        }
    }

    private void addTenantColumns(RandomTable table, List<String> names, boolean nullable) {
        for (int i = 0; i < names.size(); i++) {
            table.columns.add(new Col(names.get(i), i == 0 && textKey, nullable));
            table.tenantColumns.add(names.get(i));
        }
    }

    private void addReached(RandomTable table) {
        List<RandomTable> parents = tables.stream()
                .filter(parent -> parent.role.tenants() && !parent.keys().isEmpty())
                .toList();
        boolean nullable = random.nextInt(3) == 0;
        Ref via = refer(table, parents.get(random.nextInt(parents.size())), nullable);
        table.via = Optional.of(via);
        int kind = random.nextInt(10);
        if (kind < 3 && !nullable) {
            table.primaryKey.addAll(via.columns());
            addNumber(table);
        } else if (kind < 8) {
            addId(table);
        } else if (kind < 9) {
            addCode(table);
        }
    }

    private void addReferences(RandomTable table) {
        if (table.role == Role.OWNED && root().isPresent() && random.nextInt(10) < 7) {
            RandomTable root = root().get();
            table.references.add(new Ref(
                    "fk" + references++,
                    List.copyOf(table.tenantColumns),
                    root,
                    List.copyOf(root.tenantColumns),
                    table.column(table.tenantColumns.get(0)).nullable(),
                    ""));
        }
        if ((table.role == Role.OWNED || table.role == Role.REACHED) && random.nextInt(4) == 0) {
            addTyped(table);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            List<RandomTable> parents =
                    tables.stream().filter(parent -> fits(table, parent)).toList();
            if (!parents.isEmpty()) {
                RandomTable parent = parents.get(random.nextInt(parents.size()));
                boolean optional = parent.number >= table.number || table.role == Role.EXCLUDED || random.nextBoolean();
                refer(table, parent, optional);
            }
        }
    }

    /** A pair of type and id that names rows of one table or another. */
    private void addTyped(RandomTable table) {
        List<RandomTable> parents = tables.stream()
                .filter(parent -> parent.number < table.number && parent.role != Role.PRIVATE)
                .filter(parent -> parent.primaryKey.equals(List.of("id")) && parent.role != Role.EXCLUDED)
                .toList();
        if (!parents.isEmpty()) {
            table.columns.add(new Col(RandomTable.TYPE, true, true));
            table.columns.add(new Col(RandomTable.TYPED, false, true));
            parents.stream()
                    .limit(3)
                    .forEach(parent -> table.references.add(new Ref(
                            "fk" + references++,
                            List.of(RandomTable.TYPED),
                            parent,
                            List.of("id"),
                            true,
                            "it's T" + parent.number)));
        }
    }

    private static boolean fits(RandomTable child, RandomTable parent) {
        if (parent.keys().isEmpty() || parent.role == Role.EXCLUDED) {
            return false;
        }
        boolean named = parent.role == Role.SHARED || parent.role == Role.PRIVATE;
        return switch (child.role) {
            case ROOT -> named;
            case OWNED, REACHED, EXCLUDED -> true;
            case SHARED -> parent.role == Role.SHARED && (parent.number < child.number || startsTree(child, parent));
            case PRIVATE -> named && (parent.number < child.number || startsTree(child, parent));
        };
    }

    private static boolean startsTree(RandomTable child, RandomTable parent) {
        return parent == child && child.references.stream().noneMatch(reference -> reference.parent() == child);
    }

    private Ref refer(RandomTable table, RandomTable parent, boolean nullable) {
        List<List<String>> keys = parent.keys();
        List<String> key = List.copyOf(keys.get(random.nextInt(keys.size())));
        String name = "fk" + references++;
        List<String> columns = new ArrayList<>();
        boolean together = table.role == Role.OWNED
                && parent.role == Role.OWNED
                && key.containsAll(parent.tenantColumns)
                && random.nextInt(4) > 0;
        for (String each : key) {
            int tenantColumn = parent.tenantColumns.indexOf(each);
            if (together && tenantColumn >= 0) {
                columns.add(table.tenantColumns.get(tenantColumn));
            } else {
                columns.addAll(table.addLike(name + "_", parent, List.of(each), nullable));
            }
        }
        Ref reference = new Ref(name, List.copyOf(columns), parent, key, nullable, "");
        table.references.add(reference);
        return reference;
    }

    private static void addId(RandomTable table) {
        table.columns.add(new Col("id", false, false));
        table.primaryKey.add("id");
    }

    private static void addCode(RandomTable table) {
        table.columns.add(new Col("code", true, false));
        table.primaryKey.add("code");
    }

    private static void addNumber(RandomTable table) {
        table.columns.add(new Col("no", false, false));
        table.primaryKey.add("no");
    }
}
