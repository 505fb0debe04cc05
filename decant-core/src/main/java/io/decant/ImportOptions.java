package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to import. Immutable: each {@code with…} gives a copy.
 *
 * @param as the tenant's new key; null to keep the archive's
 * @param keys what becomes of surrogate keys
 * @param keyMap where the key map is written when the import has committed, CSV; null for nowhere
 * @param onConflict what becomes of archived rows whose key the tenant's own rows have in the target already
 * @param deleteExtra with {@code UPDATE}: remove the tenant's rows that the archive has not
 * @param allow which differences between the schemas are accepted
 * @param newShared what becomes of rows that all tenants share and the target has not
 * @param triggers what happens to the target's own triggers
 * @param exclusive keep all others from the tables while it runs, and drop meanwhile what slows the loading down; all of it
 *     is made again in the same transaction, exactly as it was. PostgreSQL only, by the tables' owner
 * @param jobs how many threads decode and load, n ≥ 1; the target is written on one connection all the same. With more than two
 *     the parts of a table go in in no order
 * @param dryRun do everything, report it, and roll back
 * @param schemas the database schemas that take part; empty for all
 */
public record ImportOptions(
        @Nullable TenantKey as,
        Keys keys,
        @Nullable Path keyMap,
        OnConflict onConflict,
        boolean deleteExtra,
        Set<Allowance> allow,
        NewShared newShared,
        Triggers triggers,
        boolean exclusive,
        int jobs,
        boolean dryRun,
        List<String> schemas) {
    public static final ImportOptions DEFAULT = new ImportOptions(
            null,
            Keys.KEEP,
            null,
            OnConflict.FAIL,
            false,
            Set.of(),
            NewShared.INSERT,
            Triggers.REFUSE,
            false,
            1,
            false,
            List.of());

    /** What becomes of keys that the source's own sequences gave out. */
    public enum Keys {
        /** They stay; one that is taken refuses the import. */
        KEEP,
        /** Those that could collide get new values from the target's sequences, and every reference to them follows. */
        REMAP
    }

    /** What becomes of rows whose key the tenant's own rows have in the target already. */
    public enum OnConflict {
        /** The import is refused, with counts. */
        FAIL,
        /** The row in the target stays as it is. */
        SKIP,
        /** The row in the target becomes as in the archive. */
        UPDATE
    }

    /** A kind of difference between the schemas that an import may go on with. */
    public enum Allowance {
        /** Differences that lose nothing: a wider type, a column more that supplies itself. */
        COMPATIBLE,
        /** Differences that lose something, which is then counted. */
        LOSSY
    }

    /** What becomes of rows that all tenants share and the target has not. */
    public enum NewShared {
        /** They are inserted, for every tenant to see. */
        INSERT,
        /** The import is refused: who imports may write for one tenant only. */
        REFUSE
    }

    /** What happens to triggers that the loading of rows would fire. */
    public enum Triggers {
        /** The import is refused if a table that gets rows has one. */
        REFUSE,
        /** They run, as for anyone's insert; the proof shows whether they changed what was written. */
        FIRE,
        /** They are switched off until commit, where the product and the rights allow it. */
        OFF
    }

    /** @throws IllegalArgumentException if there is no job */
    public ImportOptions {
        if (jobs < 1) {
            throw new IllegalArgumentException("an import needs at least one job");
        }
        allow = Set.copyOf(allow);
        schemas = List.copyOf(schemas);
    }

    public ImportOptions withAs(@Nullable TenantKey newAs) {
        return new ImportOptions(
                newAs,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withKeys(Keys newKeys) {
        return new ImportOptions(
                as,
                newKeys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withKeyMap(@Nullable Path newKeyMap) {
        return new ImportOptions(
                as,
                keys,
                newKeyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withOnConflict(OnConflict newOnConflict) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                newOnConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withDeleteExtra(boolean newDeleteExtra) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                newDeleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withAllow(Collection<Allowance> newAllow) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                Set.copyOf(newAllow),
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withNewShared(NewShared wanted) {
        return new ImportOptions(
                as, keys, keyMap, onConflict, deleteExtra, allow, wanted, triggers, exclusive, jobs, dryRun, schemas);
    }

    public ImportOptions withTriggers(Triggers newTriggers) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                newTriggers,
                exclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withExclusive(boolean newExclusive) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                newExclusive,
                jobs,
                dryRun,
                schemas);
    }

    public ImportOptions withJobs(int newJobs) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                newJobs,
                dryRun,
                schemas);
    }

    public ImportOptions withDryRun(boolean newDryRun) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                newDryRun,
                schemas);
    }

    public ImportOptions withSchemas(List<String> newSchemas) {
        return new ImportOptions(
                as,
                keys,
                keyMap,
                onConflict,
                deleteExtra,
                allow,
                newShared,
                triggers,
                exclusive,
                jobs,
                dryRun,
                newSchemas);
    }

    /**
     * Refuses what contradicts itself.
     *
     * @param withModel whether the target's model is given
     * @throws DecantException {@code USAGE} saying what goes with what
     */
    public void requireSense(boolean withModel) {
        boolean merges = onConflict != OnConflict.FAIL;
        if (keys == Keys.REMAP && merges) {
            throw usage("--keys remap gives every row a new key, so no row can be found again by it: it goes only with"
                    + " --on-conflict fail");
        }
        if (deleteExtra && onConflict != OnConflict.UPDATE) {
            throw usage("--delete-extra goes only with --on-conflict update");
        }
        if (!withModel && (keys == Keys.REMAP || merges)) {
            throw usage(
                    "without the target's model an archive goes only into empty tables, with its own keys: give --model");
        }
    }

    private static DecantException usage(String why) {
        return new DecantException(ErrorCode.USAGE, why);
    }
}
