package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.Snapshot;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ExportPlan;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.schema.Fingerprint;
import io.decant.schema.Schema;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a database, and the plan of what it shows. The catalog is read before the snapshot, to know what to lock,
 * and again inside it: if somebody changed it in between, it starts again.
 */
final class PlannedSnapshot implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    private final Catalog catalog;
    private final ExportPlan plan;
    private final Snapshot snapshot;
    private final SnapshotAge age;
    private boolean closed;

    private PlannedSnapshot(Dialect dialect, ExportPlan plan, Snapshot snapshot, SnapshotAge age) {
        this.catalog = Catalog.of(dialect, plan);
        this.plan = plan;
        this.snapshot = snapshot;
        this.age = age;
    }

    /**
     * @param schemas exact names of the database schemas that take part; empty for all
     * @param connections how many are wanted; the product may give fewer
     */
    static PlannedSnapshot open(DataSource source, TenantModel model, List<String> schemas, int connections) {
        return open(source, model, schemas, connections, SnapshotAge.unlimited());
    }

    /** @param age watches the snapshot until it is closed */
    static PlannedSnapshot open(
            DataSource source, TenantModel model, List<String> schemas, int connections, SnapshotAge age) {
        for (int attempt = 1; ; attempt++) {
            Dialect dialect;
            Schema before;
            try (Connection connection = Failures.open(source)) {
                dialect = Failures.dialectOf(connection);
                before = readSchema(dialect, connection, schemas);
            } catch (SQLException failure) {
                throw Failures.closing(failure);
            }
            ExportPlan plan = ExportPlan.of(before, model);
            List<TableName> tables =
                    plan.leaving().stream().map(PlannedTable::name).toList();
            Dialect product = dialect;
            DataSource watched = age.taking(source);
            Snapshot snapshot = Failures.guard(
                    dialect, "cannot open a snapshot", () -> product.openSnapshot(watched, connections, tables));
            age.taken(watched, dialect, snapshot);
            try {
                Schema inside = readSchema(dialect, snapshot.connections().get(0), schemas);
                if (Fingerprint.of(inside).equals(Fingerprint.of(before))) {
                    return new PlannedSnapshot(dialect, ExportPlan.of(inside, model), snapshot, age);
                }
                age.ends();
                snapshot.close();
            } catch (RuntimeException | SQLException failure) {
                age.ends();
                Failures.closeAfter(failure, snapshot);
                throw failure instanceof SQLException driver
                        ? dialect.sql().failure("cannot close the snapshot", driver)
                        : (RuntimeException) failure;
            }
            if (attempt == ATTEMPTS) {
                throw new DecantException(
                        ErrorCode.DATABASE,
                        "the schema changed " + ATTEMPTS + " times while the snapshot was opened. Try again when no"
                                + " migration is running");
            }
        }
    }

    private static Schema readSchema(Dialect dialect, Connection connection, List<String> schemas) {
        return Failures.guard(dialect, "cannot read the catalog", () -> dialect.readSchema(connection, schemas));
    }

    Catalog catalog() {
        return catalog;
    }

    ExportPlan plan() {
        return plan;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** The connection that single queries use. */
    Connection connection() {
        return snapshot.connections().get(0);
    }

    /** The product's own version text, such as {@code 18.6}. */
    String productVersion() {
        return Failures.guard(
                catalog.dialect(),
                "cannot ask for the version",
                () -> connection().getMetaData().getDatabaseProductVersion());
    }

    /** Cuts the connections, so that workers which wait for the database wake up. */
    void abort() {
        for (Connection connection : snapshot.connections()) {
            Failures.guard(catalog.dialect(), "cannot cut a connection", () -> {
                connection.abort(Runnable::run);
                return true;
            });
        }
    }

    /** Finds out whom somebody means; see {@link TenantLookup#find}. */
    TenantKey tenant(TenantKey given) {
        return new TenantLookup(connection(), catalog, plan).find(given);
    }

    /** Whether the root finds exactly this tenant by a key, as it compares keys. */
    boolean isTenant(TenantKey spelled, TenantKey tenant) {
        return new TenantLookup(connection(), catalog, plan).isRootOf(spelled, tenant);
    }

    /** How many rows of the table leave with the tenant. */
    long count(PlannedTable table, @Nullable TenantKey tenant) {
        return catalog.count(connection(), table.table(), table.requireFilter(), tenant);
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the snapshot and closes its connections; a second time does nothing. */
    void end() {
        if (closed) {
            return;
        }
        closed = true;
        age.ends();
        Failures.guard(catalog.dialect(), "cannot close the snapshot", () -> {
            snapshot.close();
            return true;
        });
    }
}
