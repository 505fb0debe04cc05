package io.decant;

import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.util.List;
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
     * @param tenant whose rows are looked at; null for the findings that concern no single tenant
     * @throws io.decant.error.DecantException {@code PLAN_REFUSED}, {@code MODEL_INVALID}, {@code TENANT_UNKNOWN},
     *     {@code DATABASE}
     */
    public AuditReport audit(List<String> schemas, @Nullable TenantKey tenant) {
        try (PlannedSnapshot planned = PlannedSnapshot.open(source, model, schemas, 1)) {
            return OwnershipProof.run(
                    planned.connection(),
                    planned.catalog(),
                    planned.plan(),
                    tenant == null ? null : planned.tenant(tenant));
        }
    }
}
