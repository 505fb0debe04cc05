package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Schema;
import java.util.List;

/** Places every table of a schema. */
final class Planner {
    private Planner() {}

    static ExportPlan plan(Schema schema, TenantModel model) {
        if (schema.tables().isEmpty()) {
            return new ExportPlan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
        throw new DecantException(
                ErrorCode.INTERNAL,
                model.fileName() + ": planning " + schema.tables().size() + " tables is not built yet");
    }
}
