package io.decant;

import static io.decant.dialect.StagedSql.CHANGED;
import static io.decant.dialect.StagedSql.FRESH;
import static io.decant.dialect.StagedSql.KEPT;

import io.decant.ImportPlan.TableTask;
import io.decant.archive.RowDigest;
import io.decant.dialect.RowQuery;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.SharedRows;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The import's proof: what was written is read back inside the transaction, and has to have the digest of the rows as they
 * were transformed. Remapped keys are read as the archive's own, through the key maps, so that the same number comes out
 * only if every key and every reference has the one counterpart it should have. Rows that the target had already, and that
 * stay, count as staged: the digest is a sum, and they are the summands that were not written.
 */
final class ReadBack {
    private final Connection connection;
    private final Catalog catalog;
    private final @Nullable TenantKey tenant;
    private final boolean merges;
    private final Cancellation cancellation;
    private final Progress progress;

    /**
     * @param tenant whose rows they are; null without a model
     * @param merges whether the tenant may have other rows in the target than those of the archive
     */
    ReadBack(
            Connection connection,
            Catalog catalog,
            @Nullable TenantKey tenant,
            boolean merges,
            Cancellation cancellation,
            Progress progress) {
        this.connection = connection;
        this.catalog = catalog;
        this.tenant = tenant;
        this.merges = merges;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * Reads one table back.
     *
     * @return its digest, equal to that of what was written
     * @throws DecantException {@code PROOF_FAILED}
     */
    String prove(TableLoad load) {
        TableTask task = load.task();
        RowDigest readBack = new RowDigest(task.name().toString(), load.provedColumns());
        List<Column> columns = task.columns().stream()
                .filter(ColumnTask::proved)
                .map(c -> c.match().column())
                .toList();
        // Without a key the rows that stay cannot be told from the others, and they are all of the tenant's.
        boolean keeps = load.tally().kept() > 0 && !rowKey(task).isEmpty();
        Schema schema = load.staged() ? RowStates.withStaged(catalog, load) : catalog.schema();
        Table target = task.match().target();
        read(load, new RowQuery(schema, target, columns, written(load, keeps), tenant, load.uses(), false), readBack);
        if (keeps) {
            RowFilter kept = RowStates.states(KEPT);
            read(load, new RowQuery(schema, load.rows(), columns, kept, tenant, load.uses(), false), readBack);
        }
        compare(load, readBack);
        return readBack.hex();
    }

    private RowFilter written(TableLoad load, boolean keeps) {
        RowFilter tenants = load.task().filter();
        List<String> key = rowKey(load.task());
        if (!load.staged() || key.isEmpty()) {
            return tenants;
        }
        if (merges) {
            return new And(List.of(tenants, new HasChild(RowStates.same(load, key), RowStates.states(FRESH, CHANGED))));
        }
        return keeps
                ? new And(List.of(tenants, new Not(new HasChild(RowStates.same(load, key), RowStates.states(KEPT)))))
                : tenants;
    }

    private static List<String> rowKey(TableTask task) {
        List<String> key = task.match().target().identifyingKey();
        return key.isEmpty() ? task.shared().map(SharedRows::match).orElse(List.of()) : key;
    }

    private void read(TableLoad load, RowQuery query, RowDigest into) {
        Cancellation.Watch watch = cancellation.watch(into, progress);
        Failures.guard(
                catalog.dialect(),
                "cannot read back " + load.task().name(),
                () -> catalog.dialect().rowReader(connection, query).read(watch));
        watch.flush();
    }

    private static void compare(TableLoad load, RowDigest readBack) {
        if (readBack.rows() != load.writtenRows() || !readBack.hex().equals(load.writtenDigest())) {
            throw new DecantException(
                    ErrorCode.PROOF_FAILED,
                    "table " + load.task().name() + ": " + load.writtenRows() + " rows were written and "
                            + readBack.rows()
                            + " are the tenant's when read back"
                            + (readBack.rows() == load.writtenRows() ? ", with other content" : "")
                            + ". Everything was rolled back. Something in the target changes or hides rows (a trigger, a"
                            + " default, a collation), or the archive holds rows that are not the tenant's");
        }
    }
}
