package io.decant.dialect;

import io.decant.plan.AnyTenant;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes filters as SQL conditions, each value a placeholder. One for one statement.
 *
 * <p>A condition may be unknown (NULL) for a row that does not pass; under {@code Not} that is made false first.
 */
final class FilterSql {
    private final SqlFlavor flavor;
    private final Map<TableName, Table> tables;
    private final @Nullable TenantKey tenant;
    private final StringBuilder sql = new StringBuilder();
    private final List<Bound> values = new ArrayList<>();
    private int aliases;
    /** What has to be asked of the tenant that a TenantIs finds, where any tenant is meant. */
    private @Nullable Asked asked;
    /** The tenant that is spoken of, where it is none that was given. */
    private @Nullable Holder holder;

    private record Asked(RowFilter filter, Table table, String alias) {}

    /** A row whose columns hold a tenant's key. */
    private record Holder(Table table, String alias, List<String> columns) {}

    FilterSql(SqlFlavor flavor, Schema schema, @Nullable TenantKey tenant) {
        this.flavor = flavor;
        this.tables = schema.byName();
        this.tenant = tenant;
    }

    /** A name for the next table in the statement: {@code t0} for the first. */
    String nextAlias() {
        return "t" + aliases++;
    }

    FilterSql append(String text) {
        sql.append(text);
        return this;
    }

    /** What the work appends, taken out again: for text that goes through a function before it is appended itself. */
    String capture(Runnable work) {
        int start = sql.length();
        work.run();
        String text = sql.substring(start);
        sql.setLength(start);
        return text;
    }

    BoundSql done() {
        return new BoundSql(sql.toString(), values);
    }

    /** Appends the condition that a row of the table, known by the alias, passes the filter. */
    FilterSql condition(RowFilter filter, Table table, String alias) {
        if (filter instanceof RowFilter.All) {
            append(flavor.truth(true));
        } else if (filter instanceof RowFilter.TenantIs tenantIs) {
            tenantIs(tenantIs.columns(), table, alias);
        } else if (filter instanceof RowFilter.HasParent hasParent) {
            hasParent(hasParent, table, alias);
        } else if (filter instanceof RowFilter.HasChild hasChild) {
            hasChild(hasChild, table, alias);
        } else if (filter instanceof RowFilter.Closure closure) {
            closure(closure, table, alias);
        } else if (filter instanceof RowFilter.ValueIn in) {
            valueIn(table.requireColumn(in.column()), in.values(), alias);
        } else if (filter instanceof RowFilter.InRange range) {
            inRange(range, table.requireColumn(range.column()), alias);
        } else if (filter instanceof RowFilter.AllNull allNull) {
            append(allNull.columns().stream()
                    .map(c -> column(alias, c) + " IS NULL")
                    .collect(Collectors.joining(" AND ", "(", ")")));
        } else if (filter instanceof RowFilter.And and) {
            each(and.filters(), " AND ", flavor.truth(true), table, alias);
        } else if (filter instanceof RowFilter.Or or) {
            each(or.filters(), " OR ", flavor.truth(false), table, alias);
        } else if (filter instanceof RowFilter.Not not) {
            not(not.filter(), table, alias);
        } else if (filter instanceof RowFilter.SomeTenant some) {
            someTenant(some, table, alias);
        } else if (filter instanceof RowFilter.AnyHolder any) {
            Table holding = require(any.holder());
            String inner = nextAlias();
            append("EXISTS (SELECT 1 FROM " + flavor.rows(holding) + " " + inner + " WHERE ");
            askHolder(new Asked(any.asked(), table, alias), any.columns(), holding, inner);
            append(")");
        }
        return this;
    }

    private void someTenant(RowFilter.SomeTenant some, Table table, String alias) {
        asked = new Asked(some.rest(), table, alias);
        condition(some.owner(), table, alias);
        asked = null;
    }

    private void askHolder(Asked question, List<String> columns, Table table, String alias) {
        Asked before = asked;
        asked = null;
        holder = new Holder(table, alias, columns);
        append("(");
        columns.stream()
                .filter(c -> table.requireColumn(c).nullable())
                .forEach(c -> append(column(alias, c)).append(" IS NOT NULL AND "));
        condition(question.filter(), question.table(), question.alias());
        append(")");
        holder = null;
        asked = before;
    }

    private void sameTenant(Holder held, List<String> columns, Table table, String alias) {
        Pairs pairs = pairs(table, alias, columns, held.table(), held.alias(), held.columns());
        append("(");
        for (int i = 0; i < columns.size(); i++) {
            append(i == 0 ? "" : " AND ")
                    .append(pairs.outer().get(i))
                    .append(" = ")
                    .append(pairs.inner().get(i));
        }
        append(")");
    }

    private void tenantIs(List<String> columns, Table table, String alias) {
        if (asked != null) {
            askHolder(asked, columns, table, alias);
            return;
        }
        if (holder != null) {
            sameTenant(holder, columns, table, alias);
            return;
        }
        if (tenant == null || tenant.values().size() != columns.size()) {
            throw new IllegalArgumentException(
                    "the filter of " + table.name() + " asks for a tenant key of " + columns.size() + " column(s)");
        }
        append("(");
        for (int i = 0; i < columns.size(); i++) {
            Column column = table.requireColumn(columns.get(i));
            append(i == 0 ? "" : " AND ").append(column(alias, column.name())).append(" = ");
            value(tenant.values().get(i), column);
        }
        append(")");
    }

    private void valueIn(Column column, List<String> accepted, String alias) {
        if (accepted.isEmpty()) {
            append(flavor.truth(false));
            return;
        }
        append(column(alias, column.name())).append(" IN (");
        for (int i = 0; i < accepted.size(); i++) {
            append(i == 0 ? "" : ", ");
            value(accepted.get(i), column);
        }
        append(")");
    }

    private void inRange(RowFilter.InRange range, Column column, String alias) {
        append("(").append(column(alias, column.name())).append(" IS NOT NULL");
        if (range.from() != null) {
            append(" AND ").append(column(alias, column.name())).append(" >= ");
            value(range.from(), column);
        }
        if (range.to() != null) {
            append(" AND ").append(column(alias, column.name())).append(" < ");
            value(range.to(), column);
        }
        append(")");
    }

    private void hasParent(RowFilter.HasParent filter, Table child, String alias) {
        ForeignKey reference = filter.reference();
        Table parent = require(reference.parent());
        append("(");
        when(reference, child, alias);
        String inner = nextAlias();
        Pairs pairs = pairs(child, alias, reference.columns(), parent, inner, reference.parentColumns());
        subquery(pairs, parent, inner, correlates(filter.parent(), parent, pairs));
        condition(filter.parent(), parent, inner);
        append("))");
    }

    private void hasChild(RowFilter.HasChild filter, Table parent, String alias) {
        ForeignKey reference = filter.reference();
        Table child = require(reference.child());
        append("(");
        String inner = nextAlias();
        Pairs pairs = pairs(parent, alias, reference.parentColumns(), child, inner, reference.columns());
        subquery(pairs, child, inner, correlates(filter.child(), child, pairs));
        when(reference, child, inner);
        condition(filter.child(), child, inner);
        append("))");
    }

    private void closure(RowFilter.Closure closure, Table table, String alias) {
        if (flavor.recurses()) {
            recursion(closure, table, alias);
        } else {
            if (closure.references().size() == 1) {
                chain(closure, table, alias);
            } else {
                condition(WrittenOut.of(closure), table, alias);
            }
        }
    }

    /**
     * From the row down the rows that name it, step by step, to one that the closure begins with. That is asked in one
     * place only, so that closures inside closures do not multiply.
     */
    private void chain(RowFilter.Closure closure, Table table, String alias) {
        ForeignKey reference = closure.references().get(0);
        List<String> key = table.identifyingKey();
        String rows = flavor.rows(table);
        List<String> steps = new ArrayList<>(List.of(nextAlias()));
        append("(EXISTS (SELECT 1 FROM " + rows + " " + steps.get(0));
        for (int step = 1; step <= WrittenOut.MOST_STEPS; step++) {
            String above = steps.get(step - 1);
            String below = nextAlias();
            steps.add(below);
            append(" LEFT JOIN " + rows + " " + below + " ON (");
            append(named(reference, table, above, c -> column(below, c)));
            if (!(closure.through() instanceof RowFilter.All)) {
                append(" AND ");
                condition(closure.through(), table, above);
            }
            append(")");
        }
        String first = nextAlias();
        append(" JOIN " + rows + " " + first + " ON ");
        append(
                key.size() == 1
                        ? column(first, key.get(0)) + " IN ("
                                + steps.stream().map(s -> column(s, key.get(0))).collect(Collectors.joining(", ")) + ")"
                        : steps.stream()
                                .map(s -> sameRow(key, first, s))
                                .collect(Collectors.joining(" OR ", "(", ")")));
        append(" WHERE " + sameRow(key, steps.get(0), alias) + " AND ");
        condition(closure.from(), table, first);
        append("))");
    }

    private String sameRow(List<String> key, String one, String other) {
        return key.stream()
                .map(c -> column(one, c) + " = " + column(other, c))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    /** An uncorrelated set of keys, which each product makes once. */
    private void recursion(RowFilter.Closure closure, Table table, String alias) {
        List<String> key = table.identifyingKey();
        List<String> carried = Stream.concat(
                        key.stream(), closure.references().stream().flatMap(r -> r.columns().stream()))
                .distinct()
                .toList();
        String first = nextAlias();
        String next = nextAlias();
        String found = nextAlias();
        List<String> names = new ArrayList<>();
        carried.forEach(c -> names.add("c" + names.size()));
        append(key.size() == 1 ? column(alias, key.get(0)) : "(" + columns(alias, key) + ")");
        append(" IN (WITH RECURSIVE " + found + " (" + String.join(", ", names) + ") AS (SELECT ");
        append(columns(first, carried) + " FROM " + flavor.rows(table) + " " + first + " WHERE ");
        condition(closure.from(), table, first);
        append(" UNION SELECT " + columns(next, carried) + " FROM " + flavor.rows(table) + " " + next);
        append(" JOIN " + found + " ON ");
        append(closure.references().stream()
                .map(r -> named(r, table, next, c -> found + ".c" + carried.indexOf(c)))
                .collect(Collectors.joining(" OR ", "(", ")")));
        append(" WHERE ");
        condition(closure.through(), table, next);
        append(") SELECT " + String.join(", ", names.subList(0, key.size())) + " FROM " + found + ")");
    }

    /** The condition that a row of the alias is the one that a reference names. */
    private String named(ForeignKey reference, Table table, String alias, UnaryOperator<String> value) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            Column child = table.requireColumn(reference.columns().get(i));
            Column parent = table.requireColumn(reference.parentColumns().get(i));
            String left = column(alias, parent.name());
            String right = value.apply(child.name());
            boolean asTheyAre = flavor.comparable(parent, child);
            equal.add(asTheyAre ? left + " = " + right : flavor.text(left) + " = " + flavor.text(right));
        }
        return "(" + String.join(" AND ", equal) + ")";
    }

    private String columns(String alias, List<String> names) {
        return names.stream().map(c -> column(alias, c)).collect(Collectors.joining(", "));
    }

    /**
     * Both sides of a comparison between a row and a row of the subquery, in pairs.
     *
     * @param comparable the other table's columns that are compared as they are
     */
    private record Pairs(List<String> outer, List<String> inner, List<String> comparable) {}

    private Pairs pairs(
            Table table,
            String alias,
            List<String> columns,
            Table other,
            String otherAlias,
            List<String> otherColumns) {
        Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < columns.size(); i++) {
            Column one = table.requireColumn(columns.get(i));
            Column two = other.requireColumn(otherColumns.get(i));
            boolean asTheyAre = flavor.comparable(one, two);
            String left = column(alias, one.name());
            String right = column(otherAlias, two.name());
            pairs.outer().add(asTheyAre ? left : flavor.text(left));
            pairs.inner().add(asTheyAre ? right : flavor.text(right));
            if (asTheyAre) {
                pairs.comparable().add(two.name());
            }
        }
        return pairs;
    }

    /** Opens the subquery up to where the condition on its rows follows; one parenthesis stays open. */
    private void subquery(Pairs pairs, Table table, String alias, boolean correlated) {
        String from = " FROM " + flavor.rows(table) + " " + alias + " WHERE ";
        if (correlated) {
            append("EXISTS (SELECT 1").append(from);
            for (int i = 0; i < pairs.outer().size(); i++) {
                append(pairs.inner().get(i) + " = " + pairs.outer().get(i) + " AND ");
            }
        } else {
            boolean single = pairs.outer().size() == 1;
            String outer = String.join(", ", pairs.outer());
            append(single ? outer : "(" + outer + ")").append(" IN (SELECT ");
            append(String.join(", ", pairs.inner())).append(from);
        }
    }

    /** What speaks of another row's tenant cannot be asked by itself. */
    private boolean correlates(RowFilter inner, Table table, Pairs pairs) {
        return flavor.correlates()
                || ((asked != null || holder != null) && AnyTenant.isAskedOf(inner))
                || flavor.looksUp(table, pairs.comparable());
    }

    private void when(ForeignKey reference, Table child, String alias) {
        new TreeMap<>(reference.when()).forEach((name, accepted) -> {
            valueIn(child.requireColumn(name), accepted, alias);
            append(" AND ");
        });
    }

    private void each(List<RowFilter> filters, String between, String none, Table table, String alias) {
        if (filters.isEmpty()) {
            append(none);
            return;
        }
        append("(");
        for (int i = 0; i < filters.size(); i++) {
            append(i == 0 ? "" : between);
            condition(filters.get(i), table, alias);
        }
        append(")");
    }

    private void not(RowFilter filter, Table table, String alias) {
        int start = sql.length();
        condition(filter, table, alias);
        String condition = sql.substring(start);
        sql.setLength(start);
        append(
                flavor.correlates() && neverUnknown(filter, table)
                        ? "(NOT " + condition + ")"
                        : flavor.notTrue(condition));
    }

    /** A plain NOT EXISTS is a join to a planner; IS NOT TRUE is a test of every row. */
    private boolean neverUnknown(RowFilter filter, Table table) {
        if (filter instanceof RowFilter.TenantIs tenantIs) {
            return tenantIs.columns().stream()
                    .noneMatch(c -> table.requireColumn(c).nullable());
        } else if (filter instanceof RowFilter.Closure) {
            return table.identifyingKey().stream()
                    .noneMatch(c -> table.requireColumn(c).nullable());
        } else if (filter instanceof RowFilter.ValueIn in) {
            return !table.requireColumn(in.column()).nullable();
        } else if (filter instanceof RowFilter.And and) {
            return and.filters().stream().allMatch(f -> neverUnknown(f, table));
        } else if (filter instanceof RowFilter.Or or) {
            return or.filters().stream().allMatch(f -> neverUnknown(f, table));
        } else if (filter instanceof RowFilter.HasParent hasParent) {
            return hasParent.reference().when().keySet().stream()
                    .noneMatch(c -> table.requireColumn(c).nullable());
        }
        return !(filter instanceof RowFilter.SomeTenant) && !(filter instanceof RowFilter.AnyHolder);
    }

    private void value(String text, Column column) {
        Bound value = new Bound(text, column);
        append(flavor.value(values.size(), value));
        values.add(value);
    }

    private String column(String alias, String name) {
        return alias + "." + flavor.quote(name);
    }

    private Table require(TableName name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("a filter leads to " + name + ", which is not in the schema");
        }
        return table;
    }
}
