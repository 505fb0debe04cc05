package io.decant.dialect;

import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.Closure;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.ValueIn;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A query's filter with the keys of named rows in place of the question who names them, each asked beforehand by a query of
 * its own, and trees climbed step by step: for products that would ask those questions again for every row, or cannot
 * recurse. Not thread-safe; for one statement.
 */
final class KnownKeys {
    /** More than that stay a question: they would be compared one by one, and in memory. */
    private static final int MOST_KEYS = 5_000;

    private final Connection connection;
    private final H2Flavor flavor;
    private final RowQuery query;
    private final Map<TableName, Table> tables;
    private final Map<Question, RowFilter> known = new HashMap<>();

    private record Question(TableName table, RowFilter filter) {}

    private KnownKeys(Connection connection, H2Flavor flavor, RowQuery query) {
        this.connection = connection;
        this.flavor = flavor;
        this.query = query;
        this.tables = query.schema().byName();
    }

    /** A query for the same rows, as long as nothing is written. */
    static RowQuery in(Connection connection, H2Flavor flavor, RowQuery query) throws SQLException {
        return query.where(new KnownKeys(connection, flavor, query).of(query.filter(), query.table()));
    }

    private RowFilter of(RowFilter filter, Table table) throws SQLException {
        if (filter instanceof And and) {
            return new And(each(and.filters(), table));
        } else if (filter instanceof Or or) {
            return new Or(each(or.filters(), table));
        } else if (filter instanceof Not not) {
            return new Not(of(not.filter(), table));
        } else if (filter instanceof HasParent up) {
            return new HasParent(
                    up.reference(), of(up.parent(), table(up.reference().parent())));
        } else if (filter instanceof HasChild || filter instanceof Closure) {
            Question question = new Question(table.name(), filter);
            RowFilter answer = known.get(question);
            if (answer == null) {
                answer = filter instanceof HasChild down ? named(down, table) : climbed((Closure) filter, table);
                known.put(question, answer);
            }
            return answer;
        }
        return filter;
    }

    private List<RowFilter> each(List<RowFilter> filters, Table table) throws SQLException {
        List<RowFilter> known = new ArrayList<>();
        for (RowFilter filter : filters) {
            known.add(of(filter, table));
        }
        return known;
    }

    private RowFilter named(HasChild filter, Table table) throws SQLException {
        RowFilter child = of(filter.child(), table(filter.reference().child()));
        RowFilter named = new HasChild(filter.reference(), child);
        if (!asks(child) || table.identifyingKey().isEmpty()) {
            return named;
        }
        Optional<Set<List<String>>> keys = keys(named, table);
        return keys.isPresent() ? holds(keys.get(), table) : named;
    }

    private RowFilter climbed(Closure closure, Table table) throws SQLException {
        RowFilter from = of(closure.from(), table);
        RowFilter through = of(closure.through(), table);
        RowFilter asked = new Closure(closure.references(), from, through);
        Set<List<String>> found = new LinkedHashSet<>();
        RowFilter next = from;
        while (true) {
            Optional<Set<List<String>>> step = keys(next, table);
            if (step.isEmpty() || found.size() + step.get().size() > MOST_KEYS) {
                return asked;
            }
            Set<List<String>> fresh = new LinkedHashSet<>(step.get());
            fresh.removeAll(found);
            if (fresh.isEmpty()) {
                return holds(found, table);
            }
            found.addAll(fresh);
            RowFilter below = holds(fresh, table);
            next = new And(List.of(
                    through,
                    new Or(closure.references().stream()
                            .map(r -> (RowFilter) new HasChild(r, below))
                            .toList())));
        }
    }

    /** Empty if there are more. */
    private Optional<Set<List<String>>> keys(RowFilter filter, Table table) throws SQLException {
        List<Column> key =
                table.identifyingKey().stream().map(table::requireColumn).toList();
        RowQuery asked = new RowQuery(query.schema(), table, key, filter, query.tenant(), false);
        if (SelectSql.count(flavor, asked).number(connection, flavor) > MOST_KEYS) {
            return Optional.empty();
        }
        Set<List<String>> keys = new LinkedHashSet<>();
        H2Dialect.reader(connection, asked, flavor).read(row -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.fields(); i++) {
                values.add(row.text(i));
            }
            keys.add(values);
        });
        return Optional.of(keys);
    }

    private static RowFilter holds(Set<List<String>> keys, Table table) {
        List<String> columns = table.identifyingKey();
        if (columns.size() == 1) {
            return new ValueIn(columns.get(0), keys.stream().map(k -> k.get(0)).toList());
        }
        List<RowFilter> rows = new ArrayList<>();
        for (List<String> key : keys) {
            List<RowFilter> values = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                values.add(new ValueIn(columns.get(i), List.of(key.get(i))));
            }
            rows.add(new And(values));
        }
        return new Or(rows);
    }

    /** Whether a filter looks at rows of other tables. */
    private static boolean asks(RowFilter filter) {
        if (filter instanceof And and) {
            return and.filters().stream().anyMatch(KnownKeys::asks);
        } else if (filter instanceof Or or) {
            return or.filters().stream().anyMatch(KnownKeys::asks);
        } else if (filter instanceof Not not) {
            return asks(not.filter());
        }
        return filter instanceof HasParent
                || filter instanceof HasChild
                || filter instanceof Closure
                || filter instanceof RowFilter.SomeTenant
                || filter instanceof RowFilter.AnyHolder;
    }

    private Table table(TableName name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("a filter leads to " + name + ", which is not in the schema");
        }
        return table;
    }
}
