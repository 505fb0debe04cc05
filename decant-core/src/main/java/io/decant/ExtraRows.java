package io.decant;

import io.decant.dialect.RowQuery;
import io.decant.dialect.StagedSql;
import io.decant.dialect.WriteSupport;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tenant's rows that the target has and the archive has not. Their keys are kept apart before anything changes, so that
 * what goes is what was the tenant's then. No other row may go with them: rows that stay and name them refuse the import.
 */
final class ExtraRows {
    private final Connection connection;
    private final Catalog catalog;
    private final TenantKey tenant;
    /** The keys of a table's extra rows. */
    private final Map<TableLoad, Table> keys = new LinkedHashMap<>();

    private final List<TableLoad> left = new ArrayList<>();

    ExtraRows(Connection connection, Catalog catalog, TenantKey tenant) {
        this.connection = connection;
        this.catalog = catalog;
        this.tenant = tenant;
    }

    /** Makes the place for a table's keys, before the transaction. */
    void create(TableLoad load) {
        Table target = load.task().match().target();
        List<Column> key =
                target.identifyingKey().stream().map(target::requireColumn).toList();
        if (!key.isEmpty()) {
            keys.put(
                    load,
                    guard(
                            "cannot make a temporary table for " + target.name(),
                            () -> catalog.dialect().writes().stage(connection, target, key)));
        }
    }

    List<Table> temporary() {
        return List.copyOf(keys.values());
    }

    /** Finds and counts them. */
    void collect() {
        keys.forEach((load, into) -> {
            Table target = load.task().match().target();
            List<String> key = target.identifyingKey();
            RowFilter staged = new HasChild(RowStates.same(load, key), new RowFilter.All());
            RowFilter extra = new And(List.of(load.task().own(), new Not(staged)));
            List<Column> columns = key.stream().map(target::requireColumn).toList();
            RowQuery query = new RowQuery(RowStates.withStaged(catalog, load), target, columns, extra, tenant, false);
            load.tally()
                    .extra(guard(
                            "cannot look for rows of " + target.name() + " that the archive has not",
                            () -> catalog.dialect().sql().staged().collect(connection, query, into)));
        });
    }

    /** Removes those that no other row names any more, children first. */
    void removeWhatNobodyNames() {
        List<TableLoad> going = new ArrayList<>(left);
        if (going.isEmpty()) {
            keys.keySet().stream().filter(l -> l.tally().extra() > 0).forEach(going::add);
            Collections.reverse(going);
        }
        left.clear();
        for (TableLoad load : going) {
            if (named(load).isEmpty()) {
                remove(load);
            } else {
                left.add(load);
            }
        }
    }

    /** Rows that are named until others have changed, and hold a unique value that a row needs before that. */
    void refuseWhereTheyHold(Refusals refusals) {
        for (TableLoad load : left) {
            List<String> key = load.task().match().target().identifyingKey();
            for (List<String> unique : RowStates.keys(load)) {
                if (!unique.equals(key)) {
                    refuseWhereTheyHold(load, unique, refusals);
                }
            }
        }
    }

    private void refuseWhereTheyHold(TableLoad load, List<String> unique, Refusals refusals) {
        Table target = load.task().match().target();
        RowFilter claimed =
                new HasChild(RowStates.same(load, unique), RowStates.states(StagedSql.FRESH, StagedSql.CHANGED));
        List<Table> tables = new ArrayList<>(withKeys().tables());
        tables.add(load.rows());
        RowQuery query = new RowQuery(
                Schema.of(tables), target, List.of(), new And(List.of(gone(load), claimed)), tenant, false);
        long rows = guard(
                "cannot compare keys of " + target.name(),
                () -> catalog.dialect().sql().count(connection, query));
        if (rows > 0) {
            refusals.add(
                    load,
                    String.join(", ", unique)
                            + ", held by rows that would go, but are named by others until these are changed back,"
                            + " or by each other; remove the tenant's rows first",
                    rows);
        }
    }

    /** @throws DecantException {@code IMPORT_REFUSED} if rows that stay name rows that go */
    void removeTheRest() {
        removeWhatNobodyNames();
        List<String> named = left.stream().flatMap(l -> named(l).stream()).toList();
        if (!named.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "rows that the archive has not cannot be removed, as rows name them that would stay: "
                            + String.join("; ", named) + ". Nothing was written");
        }
    }

    private void remove(TableLoad load) {
        Table target = load.task().match().target();
        WriteSupport writes = catalog.dialect().writes();
        List<ForeignKey> own = target.foreignKeys().stream()
                .filter(r -> r.selfReferencing() && r.enforcement() != Enforcement.NONE)
                .filter(r -> writes.checksEachRow() && !writes.defers(r))
                .toList();
        if (!own.isEmpty()) {
            Table of = keysOf(load);
            ExtraTree tree = new ExtraTree(connection, catalog, withKeys(), target, of, same(load), own, tenant);
            load.tally().deleted(tree.remove());
            return;
        }
        RowQuery query = new RowQuery(withKeys(), target, List.of(), gone(load), tenant, false);
        load.tally()
                .deleted(guard(
                        "cannot remove rows of " + load.task().name(),
                        () -> catalog.dialect().sql().delete(connection, query)));
    }

    private List<String> named(TableLoad parent) {
        List<String> named = new ArrayList<>();
        TableName name = parent.task().name();
        for (Table child : catalog.schema().tables()) {
            for (ForeignKey reference : child.foreignKeys()) {
                if (reference.parent().equals(name)) {
                    RowFilter names = new HasParent(reference, gone(parent));
                    RowFilter staying =
                            child.name().equals(name) ? new And(List.of(names, new Not(gone(parent)))) : names;
                    RowQuery query = new RowQuery(withKeys(), child, List.of(), staying, tenant, false);
                    long rows = guard(
                            "cannot look who names rows of " + name,
                            () -> catalog.dialect().sql().count(connection, query));
                    if (rows > 0) {
                        named.add(child.name() + " (" + String.join(", ", reference.columns()) + "): " + rows
                                + (rows == 1 ? " row" : " rows"));
                    }
                }
            }
        }
        return named;
    }

    private RowFilter gone(TableLoad load) {
        return new HasChild(same(load), new RowFilter.All());
    }

    private ForeignKey same(TableLoad load) {
        List<String> key = load.task().match().target().identifyingKey();
        return new ForeignKey("gone", keysOf(load).name(), key, load.task().name(), key, Enforcement.NONE);
    }

    private Table keysOf(TableLoad load) {
        Table table = keys.get(load);
        if (table == null) {
            throw new IllegalStateException(load.task().name() + " has no keys of extra rows");
        }
        return table;
    }

    private Schema withKeys() {
        List<Table> tables = new ArrayList<>(catalog.schema().tables());
        tables.addAll(keys.values());
        return Schema.of(tables);
    }

    private <T> T guard(String doing, Failures.Work<T> work) {
        return Failures.guard(catalog.dialect(), doing, work);
    }
}
