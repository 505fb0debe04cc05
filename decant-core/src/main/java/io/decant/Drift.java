package io.decant;

import io.decant.ImportOptions.Allowance;
import io.decant.ImportPlan.TableTask;
import io.decant.SchemaDifference.Grade;
import io.decant.SchemaDifference.Kind;
import io.decant.archive.Archive;
import io.decant.dialect.Dialect;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ExportPlan;
import io.decant.plan.ValueRule;
import io.decant.schema.TableName;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In what a target differs from an archive, as far as it was allowed, and how values go in that it may not hold.
 *
 * @param differences those that the import goes on with
 * @param fits for each table, by its name in the target
 */
record Drift(List<SchemaDifference> differences, Map<TableName, TableFits> fits) {
    private static final Set<Kind> OF_VALUES =
            EnumSet.of(Kind.TYPE_OTHER, Kind.TYPE_NARROWER, Kind.TYPE_FROM_TEXT, Kind.TYPE_AS_TEXT, Kind.NOT_NULL);

    /**
     * The differences of a match, if an import may go on with them.
     *
     * @param plan of the target's model: what it drops need not fit
     * @throws DecantException {@code SCHEMA_MISMATCH} with every difference, if one is not allowed
     */
    static List<SchemaDifference> allowed(SchemaMatch match, @Nullable ExportPlan plan, Set<Allowance> allow) {
        List<SchemaDifference> differences = found(match, plan);
        List<SchemaDifference> refused =
                differences.stream().filter(d -> !d.grade().allowedBy(allow)).toList();
        if (refused.isEmpty()) {
            return differences;
        }
        throw mismatch(
                "the target's schema does not match the archive's, so nothing was written", differences, refused);
    }

    /** The differences of a match that count. */
    static List<SchemaDifference> found(SchemaMatch match, @Nullable ExportPlan plan) {
        return match.differences().stream().filter(d -> !dropped(d, plan)).toList();
    }

    /** @throws DecantException {@code SCHEMA_MISMATCH} with every difference, if rows cannot be compared for one of them */
    static List<SchemaDifference> comparable(SchemaMatch match, @Nullable ExportPlan plan) {
        List<SchemaDifference> differences = found(match, plan);
        if (differences.stream().anyMatch(d -> d.grade() == Grade.INCOMPATIBLE)) {
            throw mismatch("the schemas do not match, so their rows cannot be compared", differences, differences);
        }
        return differences;
    }

    private static boolean dropped(SchemaDifference difference, @Nullable ExportPlan plan) {
        String column = difference.column();
        return plan != null
                && column != null
                && OF_VALUES.contains(difference.kind())
                && plan.table(difference.table()).rules(column).onImport() == ValueRule.DROP;
    }

    private static DecantException mismatch(String doing, List<SchemaDifference> all, List<SchemaDifference> refused) {
        StringBuilder message = new StringBuilder(doing).append(':');
        all.forEach(d -> message.append("\n  ").append(d.line()));
        boolean lossy = refused.stream().anyMatch(d -> d.grade() == Grade.LOSSY);
        message.append(
                refused.stream().anyMatch(d -> d.grade() == Grade.INCOMPATIBLE)
                        ? "\nNothing goes on with what is incompatible: change the target, as by its migrations"
                        : "\nChange the target, or go on in spite of them with --allow "
                                + (lossy ? "lossy, which counts what is lost" : "compatible"));
        return new DecantException(ErrorCode.SCHEMA_MISMATCH, message.toString());
    }

    /**
     * Looks at the values that are in doubt.
     *
     * @throws DecantException {@code VALUE_UNREPRESENTABLE} with every column whose values do not fit
     */
    static Drift of(
            Archive archive,
            Dialect dialect,
            ImportPlan plan,
            List<SchemaDifference> differences,
            Set<Allowance> allow,
            Progress progress) {
        ValuePass pass = new ValuePass(archive, dialect, new Cancellation(), progress);
        return new Drift(differences, pass.run(plan, allow.contains(Allowance.LOSSY)));
    }

    TableFits of(TableTask task) {
        TableFits found = fits.get(task.name());
        if (found == null) {
            throw new IllegalArgumentException("not looked at: " + task.name());
        }
        return found;
    }

    /** What was lost of the rows that have gone in so far. */
    List<ColumnLoss> losses() {
        return losses(fits.values());
    }

    static List<ColumnLoss> losses(Collection<TableFits> fits) {
        return fits.stream()
                .flatMap(f -> f.losses().stream())
                .sorted((a, b) -> a.line().compareTo(b.line()))
                .toList();
    }
}
