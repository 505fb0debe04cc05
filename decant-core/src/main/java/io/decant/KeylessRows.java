package io.decant;

import static io.decant.dialect.StagedSql.KEPT;
import static io.decant.dialect.StagedSql.STATE;

import io.decant.ImportOptions.OnConflict;
import io.decant.archive.RowDigest;
import io.decant.dialect.RowQuery;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.List;

/**
 * Tables whose rows nothing tells from each other: as a whole the tenant's rows there are those of the archive, or are
 * replaced, or stand against the import.
 */
final class KeylessRows {
    private final Connection connection;
    private final Catalog catalog;
    private final TenantKey tenant;
    private final ImportOptions options;
    private final Refusals refusals;

    KeylessRows(Connection connection, Catalog catalog, TenantKey tenant, ImportOptions options, Refusals refusals) {
        this.connection = connection;
        this.catalog = catalog;
        this.tenant = tenant;
        this.options = options;
        this.refusals = refusals;
    }

    void decide(List<TableLoad> loads) {
        for (TableLoad load : loads) {
            boolean matches =
                    load.task().shared().filter(s -> !s.match().isEmpty()).isPresent();
            if (load.task().match().target().identifyingKey().isEmpty() && !matches) {
                decide(load);
            }
        }
    }

    private void decide(TableLoad load) {
        Table target = load.task().match().target();
        long there = catalog.count(connection, target, load.task().own(), tenant);
        if (there == 0) {
            return;
        }
        if (sameAsThere(load)) {
            RowQuery all = new RowQuery(
                    RowStates.withStaged(catalog, load), load.rows(), List.of(), new RowFilter.All(), tenant, false);
            load.tally()
                    .kept(Failures.guard(
                            catalog.dialect(),
                            "cannot compare rows of " + target.name(),
                            () -> catalog.dialect().sql().set(connection, all, STATE, KEPT)));
        } else if (options.onConflict() == OnConflict.UPDATE && options.deleteExtra()) {
            RowQuery own = catalog.query(target, List.of(), load.task().own(), tenant, false);
            load.tally().extra(there);
            load.tally()
                    .deleted(Failures.guard(
                            catalog.dialect(),
                            "cannot replace rows of " + target.name(),
                            () -> catalog.dialect().sql().delete(connection, own)));
        } else {
            refusals.add(
                    load,
                    "has no key to compare rows by, and other rows than the archive; --on-conflict update with"
                            + " --delete-extra replaces them",
                    there);
        }
    }

    private boolean sameAsThere(TableLoad load) {
        RowDigest there = new RowDigest(load.task().name().toString(), load.provedColumns());
        List<Column> columns = load.task().columns().stream()
                .filter(ColumnTask::proved)
                .map(c -> c.match().column())
                .toList();
        RowFilter rows = load.task().own();
        Table target = load.task().match().target();
        RowQuery own = new RowQuery(catalog.schema(), target, columns, rows, tenant, load.uses(), false);
        Failures.guard(
                catalog.dialect(),
                "cannot read " + load.task().name(),
                () -> catalog.dialect().rowReader(connection, own).read(there));
        return there.rows() == load.writtenRows() && there.hex().equals(load.writtenDigest());
    }
}
