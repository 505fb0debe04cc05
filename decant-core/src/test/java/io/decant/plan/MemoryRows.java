package io.decant.plan;

import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows in memory, and filters evaluated over them by brute force: column name to canonical text or null. */
record MemoryRows(Map<TableName, List<Map<String, @Nullable String>>> tables, List<String> tenant) {

    List<Map<String, @Nullable String>> rows(TableName table) {
        return Objects.requireNonNull(tables.get(table));
    }

    List<Map<String, @Nullable String>> passing(TableName table, RowFilter filter) {
        return rows(table).stream().filter(row -> passes(filter, row)).toList();
    }

    boolean passes(RowFilter filter, Map<String, @Nullable String> row) {
        if (filter instanceof RowFilter.TenantIs is) {
            return is.columns().stream().map(row::get).toList().equals(tenant);
        } else if (filter instanceof RowFilter.HasParent up) {
            return rows(up.reference().parent()).stream()
                    .anyMatch(parent -> names(up.reference(), row, parent) && passes(up.parent(), parent));
        } else if (filter instanceof RowFilter.HasChild down) {
            return rows(down.reference().child()).stream()
                    .anyMatch(child -> names(down.reference(), child, row) && passes(down.child(), child));
        } else if (filter instanceof RowFilter.Closure closure) {
            return closed(closure).contains(row);
        } else if (filter instanceof RowFilter.ValueIn in) {
            return row.get(in.column()) != null && in.values().contains(row.get(in.column()));
        } else if (filter instanceof RowFilter.AllNull all) {
            return all.columns().stream().map(row::get).allMatch(Objects::isNull);
        } else if (filter instanceof RowFilter.And and) {
            return and.filters().stream().allMatch(f -> passes(f, row));
        } else if (filter instanceof RowFilter.Or or) {
            return or.filters().stream().anyMatch(f -> passes(f, row));
        } else if (filter instanceof RowFilter.Not not) {
            return !passes(not.filter(), row);
        } else if (filter instanceof RowFilter.AnyHolder any) {
            return rows(any.holder()).stream()
                    .map(held -> any.columns().stream().map(held::get).toList())
                    .anyMatch(key -> !key.contains(null) && new MemoryRows(tables, key).passes(any.asked(), row));
        } else if (filter instanceof RowFilter.SomeTenant some) {
            return keys().anyMatch(key -> {
                MemoryRows theirs = new MemoryRows(tables, List.of(key));
                return theirs.passes(some.owner(), row) && theirs.passes(some.rest(), row);
            });
        }
        return true;
    }

    /** Every value that any row holds: what a tenant's key of one column may be. */
    Stream<String> keys() {
        return tables.values().stream()
                .flatMap(List::stream)
                .flatMap(row -> row.values().stream())
                .filter(Objects::nonNull)
                .distinct();
    }

    private Set<Map<String, @Nullable String>> closed(RowFilter.Closure closure) {
        TableName table = closure.references().get(0).parent();
        Set<Map<String, @Nullable String>> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Map<String, @Nullable String>> open = new ArrayDeque<>(passing(table, closure.from()));
        while (!open.isEmpty()) {
            Map<String, @Nullable String> row = open.pop();
            if (found.add(row)) {
                rows(table).stream()
                        .filter(up -> closure.references().stream().anyMatch(r -> names(r, row, up)))
                        .filter(up -> passes(closure.through(), up))
                        .forEach(open::add);
            }
        }
        return found;
    }

    /** Whether a child row names a parent row. */
    static boolean names(
            ForeignKey reference, Map<String, @Nullable String> child, Map<String, @Nullable String> parent) {
        for (int i = 0; i < reference.columns().size(); i++) {
            String value = child.get(reference.columns().get(i));
            if (value == null
                    || !value.equals(parent.get(reference.parentColumns().get(i)))) {
                return false;
            }
        }
        return reference.when().entrySet().stream().allMatch(when -> {
            String value = child.get(when.getKey());
            return value != null && when.getValue().contains(value);
        });
    }
}
