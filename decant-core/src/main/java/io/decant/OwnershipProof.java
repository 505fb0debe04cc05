package io.decant;

import io.decant.AuditReport.Finding;
import io.decant.plan.ConsistencyCheck;
import io.decant.plan.ExportPlan;
import io.decant.plan.TenantKey;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts, by the database's own queries, the rows that should not be there. */
final class OwnershipProof {
    private OwnershipProof() {}

    /**
     * @param connection inside a snapshot or a transaction: all counts are of one moment
     * @param tenant null to run only the checks that concern all tenants at once
     */
    static AuditReport run(Connection connection, Catalog catalog, ExportPlan plan, @Nullable TenantKey tenant) {
        List<Finding> findings = new ArrayList<>();
        for (ConsistencyCheck check : plan.checks()) {
            boolean ofOneTenant = check.kind().ofOneTenant();
            if (ofOneTenant && tenant == null) {
                continue;
            }
            long rows = catalog.count(
                    connection, plan.table(check.table()).table(), check.rows(), ofOneTenant ? tenant : null);
            if (rows > 0) {
                findings.add(new Finding(check.table(), check.kind(), check.explanation(), rows));
            }
        }
        return new AuditReport(findings);
    }
}
