package io.decant;

import io.decant.plan.TenantKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to import.
 *
 * @param as the tenant's new key; null to keep the archive's
 * @param triggers what happens to the target's own triggers
 * @param dryRun do everything, report it, and roll back
 * @param schemas the database schemas that take part; empty for all
 */
public record ImportOptions(@Nullable TenantKey as, Triggers triggers, boolean dryRun, List<String> schemas) {
    public static final ImportOptions DEFAULT = new ImportOptions(null, Triggers.REFUSE, false, List.of());

    /** What happens to triggers that the loading of rows would fire. */
    public enum Triggers {
        /** The import is refused if a table that gets rows has one. */
        REFUSE,
        /** They run, as for anyone's insert; the proof shows whether they changed what was written. */
        FIRE,
        /** They are switched off until commit, where the product and the rights allow it. */
        OFF
    }

    public ImportOptions {
        schemas = List.copyOf(schemas);
    }

    public ImportOptions withAs(@Nullable TenantKey newAs) {
        return new ImportOptions(newAs, triggers, dryRun, schemas);
    }

    public ImportOptions withTriggers(Triggers newTriggers) {
        return new ImportOptions(as, newTriggers, dryRun, schemas);
    }

    public ImportOptions withDryRun(boolean newDryRun) {
        return new ImportOptions(as, triggers, newDryRun, schemas);
    }

    public ImportOptions withSchemas(List<String> newSchemas) {
        return new ImportOptions(as, triggers, dryRun, newSchemas);
    }
}
