package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Schema;

/** Places every table of a schema. */
final class Planner {
    private Planner() {}

    static ExportPlan plan(Schema schema, TenantModel model) {
        throw new DecantException(
                ErrorCode.INTERNAL,
                model.fileName() + ": planning " + schema.tables().size() + " tables is not built yet");
    }
}
