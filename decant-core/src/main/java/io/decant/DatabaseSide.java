package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.dialect.Snapshot;
import io.decant.plan.ExportPlan;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database as one side of a comparison: one snapshot, and whose rows of each table count. */
final class DatabaseSide implements AutoCloseable {
    private final Catalog catalog;
    private final Snapshot snapshot;
    private final @Nullable ExportPlan plan;
    private @Nullable TenantKey tenant;

    private DatabaseSide(Catalog catalog, Snapshot snapshot, @Nullable ExportPlan plan) {
        this.catalog = catalog;
        this.snapshot = snapshot;
        this.plan = plan;
    }

    /** @param model null: all rows of every table count */
    static DatabaseSide open(DataSource source, @Nullable TenantModel model, List<String> schemas) {
        if (model != null) {
            PlannedSnapshot planned = PlannedSnapshot.open(source, model, schemas, 1);
            return new DatabaseSide(planned.catalog(), planned.snapshot(), planned.plan());
        }
        Connection connection = Failures.open(source);
        Catalog catalog;
        try {
            Dialect dialect = Failures.dialectOf(connection);
            Schema schema =
                    Failures.guard(dialect, "cannot read the catalog", () -> dialect.readSchema(connection, schemas));
            catalog = new Catalog(dialect, schema);
            connection.close();
        } catch (RuntimeException | SQLException failure) {
            Failures.closeAfter(failure, connection);
            throw failure instanceof RuntimeException known ? known : Failures.closing((SQLException) failure);
        }
        Snapshot snapshot = Failures.guard(
                catalog.dialect(),
                "cannot open a snapshot",
                () -> catalog.dialect()
                        .openSnapshot(
                                source,
                                1,
                                catalog.schema().tables().stream()
                                        .map(Table::name)
                                        .toList()));
        return new DatabaseSide(catalog, snapshot, null);
    }

    Catalog catalog() {
        return catalog;
    }

    /** The tables whose rows belong to tenants; without a model none. */
    List<PlannedTable> leaving() {
        return plan == null ? List.of() : plan.leaving();
    }

    @Nullable ExportPlan plan() {
        return plan;
    }

    /** Says whose rows count from now on. Ignored without a model. */
    void tenant(TenantKey given) {
        if (plan != null) {
            tenant = new TenantLookup(connection(), catalog, plan).find(given);
        }
    }

    long count(PlannedTable table) {
        return catalog.count(connection(), table.table(), table.requireFilter(), tenant);
    }

    /** Reads the rows that count. */
    void read(Table table, List<Column> columns, RecordSink sink) {
        RowFilter filter =
                plan == null ? new RowFilter.All() : plan.table(table.name()).requireFilter();
        RowQuery query = catalog.query(table, columns, filter, tenant, false);
        Failures.guard(
                catalog.dialect(),
                "cannot read " + table.name(),
                () -> catalog.dialect().rowReader(connection(), query).read(sink));
    }

    private Connection connection() {
        return snapshot.connections().get(0);
    }

    @Override
    public void close() {
        Failures.guard(catalog.dialect(), "cannot close the snapshot", () -> {
            snapshot.close();
            return true;
        });
    }
}
