package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Shows what an export would take. Thread-safe; each call opens its own snapshot. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Planner {
    private final DataSource source;
    private final TenantModel model;

    /** @param source SELECT on the planned tables is enough; a read replica will do */
    public Planner(DataSource source, TenantModel model) {
        this.source = source;
        this.model = model;
    }

    /**
     * Places every table.
     *
     * @param schemas exact names of the database schemas that take part; empty for all
     * @param tenant whose rows are counted; null for whole tables by the catalog's statistics
     * @throws io.decant.error.DecantException {@code PLAN_REFUSED} naming each table without a place and the lines to add,
     *     {@code MODEL_INVALID}, {@code TENANT_UNKNOWN}, {@code DATABASE}
     */
    public PlanReport plan(List<String> schemas, @Nullable TenantKey tenant) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }
}
