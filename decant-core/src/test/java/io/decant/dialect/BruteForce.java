package io.decant.dialect;

import io.decant.plan.RowFilter;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Evaluates filters over rows in memory: column name to canonical text or null. What SQL must agree with. */
record BruteForce(Map<TableName, List<Map<String, String>>> data, List<String> tenant) {

    boolean passes(RowFilter filter, Map<String, String> row) {
        if (filter instanceof RowFilter.All) {
            return true;
        } else if (filter instanceof RowFilter.TenantIs is) {
            return is.columns().stream().map(row::get).toList().equals(tenant);
        } else if (filter instanceof RowFilter.HasParent up) {
            return rows(up.reference().parent()).stream()
                    .anyMatch(parent -> refers(up.reference(), row, parent) && passes(up.parent(), parent));
        } else if (filter instanceof RowFilter.HasChild down) {
            return rows(down.reference().child()).stream()
                    .anyMatch(child -> refers(down.reference(), child, row) && passes(down.child(), child));
        } else if (filter instanceof RowFilter.Closure closure) {
            return closed(closure).contains(row);
        } else if (filter instanceof RowFilter.ValueIn in) {
            return in.values().contains(String.valueOf(row.get(in.column())));
        } else if (filter instanceof RowFilter.InRange range) {
            return inRange(range, row.get(range.column()));
        } else if (filter instanceof RowFilter.AllNull all) {
            return all.columns().stream().map(row::get).allMatch(Objects::isNull);
        } else if (filter instanceof RowFilter.And and) {
            return and.filters().stream().allMatch(f -> passes(f, row));
        } else if (filter instanceof RowFilter.Or or) {
            return or.filters().stream().anyMatch(f -> passes(f, row));
        }
        return !passes(((RowFilter.Not) filter).filter(), row);
    }

    private Set<Map<String, String>> closed(RowFilter.Closure closure) {
        List<Map<String, String>> rows = rows(closure.references().get(0).parent());
        Set<Map<String, String>> found = new HashSet<>();
        List<Map<String, String>> open =
                rows.stream().filter(row -> passes(closure.from(), row)).toList();
        while (found.addAll(open)) {
            List<Map<String, String>> below = open;
            open = rows.stream()
                    .filter(up -> passes(closure.through(), up)
                            && closure.references().stream()
                                    .anyMatch(r -> below.stream().anyMatch(row -> refers(r, row, up))))
                    .toList();
        }
        return found;
    }

    /** Only whole numbers: what tests ask ranges of. */
    private static boolean inRange(RowFilter.InRange range, String value) {
        return value != null
                && (range.from() == null || Long.parseLong(value) >= Long.parseLong(range.from()))
                && (range.to() == null || Long.parseLong(value) < Long.parseLong(range.to()));
    }

    List<Map<String, String>> rows(TableName table) {
        return data.get(table);
    }

    private static boolean refers(ForeignKey reference, Map<String, String> child, Map<String, String> parent) {
        for (int i = 0; i < reference.columns().size(); i++) {
            String value = child.get(reference.columns().get(i));
            if (value == null
                    || !value.equals(parent.get(reference.parentColumns().get(i)))) {
                return false;
            }
        }
        return reference.when().entrySet().stream()
                .allMatch(when -> when.getValue().contains(String.valueOf(child.get(when.getKey()))));
    }
}
