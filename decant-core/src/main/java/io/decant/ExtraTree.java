package io.decant;

import static io.decant.dialect.StagedSql.STATE;

import io.decant.dialect.RowQuery;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.ValueIn;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/**
 * Removes rows that name each other, where the database looks at references row by row, so that a parent must not go before
 * its child within one statement. What may be NULL lets go first; the rest goes leaf by leaf.
 */
final class ExtraTree {
    private static final int WAITING = 0;
    private static final int LEAF = 1;
    private static final int GONE = 2;

    private final Connection connection;
    private final Catalog catalog;
    private final Schema schema;
    private final Table target;
    private final Table keys;
    private final ForeignKey same;
    private final List<ForeignKey> references;
    private final TenantKey tenant;

    /**
     * @param schema with the table of keys
     * @param keys of the rows that go, none of which a row that stays names
     * @param same from a row of the keys to the row that it is the key of
     * @param references of the table to itself that hold after every row
     */
    ExtraTree(
            Connection connection,
            Catalog catalog,
            Schema schema,
            Table target,
            Table keys,
            ForeignKey same,
            List<ForeignKey> references,
            TenantKey tenant) {
        this.connection = connection;
        this.catalog = catalog;
        this.schema = schema;
        this.target = target;
        this.keys = keys;
        this.same = same;
        this.references = references;
        this.tenant = tenant;
    }

    /** @return how many rows were removed */
    long remove() {
        references.stream().flatMap(r -> loose(r).stream()).distinct().forEach(this::letGo);
        long removed = 0;
        if (references.stream().anyMatch(r -> loose(r).isEmpty())) {
            long leaves;
            do {
                mark(new And(List.of(states(WAITING), new Not(new HasParent(same, isNamed())))), LEAF);
                leaves = delete(states(LEAF));
                mark(states(LEAF), GONE);
                removed += leaves;
            } while (leaves > 0);
        }
        // What is still there names itself, or each other in a ring: some products delete that all the same.
        return removed + delete(new RowFilter.All());
    }

    /** A column of the reference that may be NULL, so that it names no row any more. */
    private Optional<String> loose(ForeignKey reference) {
        return reference.columns().stream()
                .map(target::requireColumn)
                .filter(c -> c.nullable() && !c.computed())
                .map(Column::name)
                .filter(name -> !same.parentColumns().contains(name))
                .findFirst();
    }

    private RowFilter isNamed() {
        return new Or(references.stream()
                .<RowFilter>map(r -> new HasChild(r, new RowFilter.All()))
                .toList());
    }

    private static RowFilter states(int state) {
        return new ValueIn(STATE, List.of(Integer.toString(state)));
    }

    private void letGo(String column) {
        RowQuery query = query(target, new HasChild(same, new RowFilter.All()));
        guard(() -> catalog.dialect().sql().clear(connection, query, column));
    }

    private void mark(RowFilter rows, int state) {
        RowQuery query = query(keys, rows);
        guard(() -> catalog.dialect().sql().set(connection, query, STATE, state));
    }

    private long delete(RowFilter keysOf) {
        RowQuery query = query(target, new HasChild(same, keysOf));
        return guard(() -> catalog.dialect().sql().delete(connection, query));
    }

    private RowQuery query(Table table, RowFilter rows) {
        return new RowQuery(schema, table, List.of(), rows, tenant, false);
    }

    private long guard(Failures.Work<Long> work) {
        return Failures.guard(catalog.dialect(), "cannot remove rows of " + target.name(), work);
    }
}
