package io.decant;

import io.decant.AuditReport.FoundRow;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Proves that nothing is lost and nothing foreign, without an export. Thread-safe; each call opens its own snapshot. */
public final class Auditor {
    private final DataSource source;
    private final TenantModel model;

    /** @param source SELECT on the planned tables is enough; a read replica will do */
    public Auditor(DataSource source, TenantModel model) {
        this.source = source;
        this.model = model;
    }

    /**
     * Counts what is wrong in one snapshot.
     *
     * @param schemas exact names of the database schemas that take part; empty for all
     * @param tenant whose rows are looked at, beside what concerns no single tenant; null for the rows of all tenants,
     *     which takes as many queries as for one
     * @throws io.decant.error.DecantException {@code PLAN_REFUSED}, {@code MODEL_INVALID}, {@code TENANT_UNKNOWN},
     *     {@code DATABASE}, {@code INTERRUPTED}
     */
    public AuditReport audit(List<String> schemas, @Nullable TenantKey tenant) {
        return audit(schemas, tenant, Progress.NONE, null);
    }

    /**
     * Counts what is wrong in one snapshot, and names the rows.
     *
     * @param rows takes each row that is found, as it is found and in order of the key, in the calling thread; memory does
     *     not grow with them. Null to count only
     * @see #audit(List, TenantKey)
     */
    public AuditReport audit(
            List<String> schemas, @Nullable TenantKey tenant, Progress progress, @Nullable Consumer<FoundRow> rows) {
        try (PlannedSnapshot planned = PlannedSnapshot.open(source, model, schemas, 1)) {
            TenantKey key = tenant == null ? null : planned.tenant(tenant);
            return new OwnershipProof(planned.connection(), planned.catalog(), planned.plan(), key, progress, rows)
                    .run();
        } finally {
            progress.end();
        }
    }
}
