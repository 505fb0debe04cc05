package io.decant;

import static io.decant.dialect.StagedSql.CHANGED;
import static io.decant.dialect.StagedSql.FRESH;
import static io.decant.dialect.StagedSql.KEPT;
import static io.decant.dialect.StagedSql.STATE;

import io.decant.ImportOptions.NewShared;
import io.decant.ImportOptions.OnConflict;
import io.decant.ImportPlan.TableTask;
import io.decant.dialect.RowQuery;
import io.decant.dialect.StagedSql;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.ValueIn;
import io.decant.plan.SharedRows;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides, before anything is written, what becomes of each staged row: it is inserted, it changes a row of the tenant's, it
 * stays out because the target has it, or it stands against the import. All of it by the target's own comparison of keys.
 */
final class RowStates {
    private final Connection connection;
    private final Catalog catalog;
    private final TenantKey tenant;
    private final OnConflict onConflict;
    private final boolean deleteExtra;
    private final NewShared newShared;
    private final StagedSql sql;
    private final Refusals refusals;

    RowStates(Connection connection, Catalog catalog, TenantKey tenant, ImportOptions options, Refusals refusals) {
        this.connection = connection;
        this.catalog = catalog;
        this.tenant = tenant;
        this.onConflict = options.onConflict();
        this.deleteExtra = options.deleteExtra();
        this.newShared = options.newShared();
        this.sql = catalog.dialect().sql().staged();
        this.refusals = refusals;
    }

    /** @param mayChange whether the tenant's own rows may be there already, as its root row may in any case */
    void decide(TableLoad load, boolean mayChange) {
        load.task().shared().ifPresent(shared -> {
            keepShared(load, shared);
            if (newShared == NewShared.REFUSE) {
                refuseNewShared(load, shared);
            }
        });
        List<String> key = load.task().match().target().identifyingKey();
        boolean changes = mayChange && !key.isEmpty();
        if (changes) {
            markOwn(load, key);
        }
        for (List<String> each : keys(load)) {
            if (changes && onConflict != OnConflict.SKIP && !each.equals(key)) {
                lookAtHolders(load, key, each);
            } else {
                countCollisions(load, each);
            }
        }
    }

    private void keepShared(TableLoad load, SharedRows shared) {
        if (shared.match().isEmpty()) {
            return;
        }
        ForeignKey same = same(load, shared.match());
        RowFilter everybodys = new And(List.of(shared.rows(), new HasParent(same, shared.rows())));
        long kept = mark(load, everybodys, KEPT);
        load.tally().kept(kept);
        if (kept > 0 && !shared.certain()) {
            refuseOthers(load, shared.match());
        }
    }

    private void refuseNewShared(TableLoad load, SharedRows shared) {
        long rows = count(load, load.rows(), new And(List.of(states(FRESH), shared.rows())));
        if (rows > 0) {
            refusals.add(load, "shared by all tenants, and not here yet: only an operator may bring them", rows);
        }
    }

    /** A number says nothing of what a row is: only where the rest is equal are they taken for the same. */
    private void refuseOthers(TableLoad load, List<String> match) {
        Table target = load.task().match().target();
        List<String> columns = load.task().loadedColumns().stream()
                .map(Column::name)
                .filter(c -> !match.contains(c))
                .toList();
        long others = columns.isEmpty()
                ? 0
                : Failures.guard(
                        catalog.dialect(),
                        "cannot compare rows of " + target.name(),
                        () -> sql.unlike(connection, load.rows(), target, match, columns));
        if (others > 0) {
            refusals.add(
                    load,
                    String.join(", ", match) + " of rows that all tenants share, and that are others here; a unique key"
                            + " would tell which are the same",
                    others);
        }
    }

    /** A row is the tenant's own if it passes the model's filter; nothing that the archive says makes it so. */
    private void markOwn(TableLoad load, List<String> key) {
        RowFilter there = new And(List.of(
                states(FRESH), new HasParent(same(load, key), load.task().own())));
        if (onConflict == OnConflict.SKIP) {
            load.tally().kept(mark(load, there, KEPT));
        } else {
            load.tally().changing(mark(load, there, CHANGED));
        }
    }

    private long mark(TableLoad load, RowFilter rows, int state) {
        RowQuery query = new RowQuery(schema(load), load.rows(), List.of(), rows, tenant, false);
        return Failures.guard(
                catalog.dialect(),
                "cannot compare keys of " + load.task().name(),
                () -> catalog.dialect().sql().set(connection, query, STATE, state));
    }

    private void countCollisions(TableLoad load, List<String> key) {
        long rows = Failures.guard(
                catalog.dialect(),
                "cannot look for collisions in " + load.task().name(),
                () -> sql.collisions(
                        connection, load.rows(), load.task().match().target(), key));
        if (rows > 0) {
            refusals.add(load, String.join(", ", key), rows);
        }
    }

    /** Rows that change, and rows that go, may give back what others claim; everybody else's may not. */
    private void lookAtHolders(TableLoad load, List<String> key, List<String> unique) {
        RowFilter own = load.task().own();
        RowFilter claimed = new HasChild(same(load, unique), states(FRESH, CHANGED));
        refuse(load, unique, "held by rows that are not the tenant's", new And(List.of(claimed, new Not(own))));
        if (!deleteExtra) {
            RowFilter staged = new HasChild(same(load, key), new RowFilter.All());
            refuse(
                    load,
                    unique,
                    "held by rows that the archive has not; --delete-extra removes them",
                    new And(List.of(claimed, own, new Not(staged))));
        }
        Table target = load.task().match().target();
        long exchanged = Failures.guard(
                catalog.dialect(),
                "cannot compare keys of " + target.name(),
                () -> sql.exchanges(connection, load.rows(), target, key, unique));
        if (exchanged > 0) {
            refusals.add(
                    load,
                    String.join(", ", unique) + ", passed from row to row since; remove the tenant's rows first",
                    exchanged);
        }
    }

    private void refuse(TableLoad load, List<String> unique, String why, RowFilter rows) {
        long count = count(load, load.task().match().target(), rows);
        if (count > 0) {
            refusals.add(load, String.join(", ", unique) + ", " + why, count);
        }
    }

    private long count(TableLoad load, Table table, RowFilter rows) {
        RowQuery query = new RowQuery(schema(load), table, List.of(), rows, tenant, false);
        return Failures.guard(
                catalog.dialect(),
                "cannot compare keys of " + load.task().name(),
                () -> catalog.dialect().sql().count(connection, query));
    }

    static RowFilter states(int... states) {
        List<String> texts = new ArrayList<>();
        for (int state : states) {
            texts.add(Integer.toString(state));
        }
        return new ValueIn(STATE, texts);
    }

    /** The staged row and the target's row that have the same values, as if the one referred to the other. */
    static ForeignKey same(TableLoad load, List<String> columns) {
        return new ForeignKey(
                "staged",
                load.rows().name(),
                columns,
                load.task().match().target().name(),
                columns,
                Enforcement.NONE);
    }

    /** The target's tables, and the staged rows of this one. */
    Schema schema(TableLoad load) {
        return withStaged(catalog, load);
    }

    static Schema withStaged(Catalog catalog, TableLoad load) {
        List<Table> tables = new ArrayList<>(catalog.schema().tables());
        tables.add(load.rows());
        return Schema.of(tables);
    }

    /** Every key of a table whose columns are staged, the primary one first. */
    static List<List<String>> keys(TableLoad load) {
        Table table = load.task().match().target();
        List<List<String>> keys = new ArrayList<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            keys.add(0, table.primaryKey());
        }
        return keys.stream()
                .filter(key -> key.stream().allMatch(c -> load.rows().column(c).isPresent()))
                .toList();
    }

    /** Whether the import may find rows of the tenant in a table's place. */
    static boolean comparesOwn(TableTask task, OnConflict onConflict, boolean rootIsThere) {
        return onConflict != OnConflict.FAIL || (rootIsThere && task.isRoot());
    }
}
