package io.decant;

import io.decant.ColumnTask.Treatment;
import io.decant.ImportPlan.TableTask;
import io.decant.TableMatch.ColumnMatch;
import io.decant.dialect.Dialect;
import io.decant.dialect.ValueCheck;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a table's columns may not hold every archived value, and what became of their values. Most tables have none such.
 * Not thread-safe.
 */
final class TableFits {
    private final TableTask task;
    private final @Nullable FieldFit[] fields;

    private TableFits(TableTask task, @Nullable FieldFit[] fields) {
        this.task = task;
        this.fields = fields;
    }

    /** @param source the product that the archive is from: its own types hold its own values */
    static TableFits of(TableTask task, Dialect dialect, String source) {
        boolean sameProduct = dialect.product().equals(source);
        return new TableFits(
                task,
                task.columns().stream()
                        .map(column -> fit(column, dialect, sameProduct))
                        .toArray(FieldFit[]::new));
    }

    private static @Nullable FieldFit fit(ColumnTask column, Dialect dialect, boolean sameProduct) {
        ColumnMatch match = column.match();
        if (match.leftOut()) {
            return new FieldFit(match, false, null);
        }
        boolean keyOfTenant = column.tenant().part() >= 0;
        if (!column.loaded() || column.treatment() == Treatment.EMPTY || keyOfTenant) {
            return null;
        }
        boolean nulls = match.archived().nullable() && !match.target().nullable();
        ColumnType type = match.column().type();
        boolean asText = type.kind() == TypeKind.OTHER
                && dialect.obstacle(match.target(), type).isPresent();
        Optional<ValueCheck> check =
                sameProduct && sameType(match) ? Optional.empty() : dialect.valueCheck(match.target(), type);
        return nulls || asText || check.isPresent() ? new FieldFit(match, asText, check.orElse(null)) : null;
    }

    /** Under the same rules of the model a value goes back as it came. */
    private static boolean sameType(ColumnMatch match) {
        ColumnType there = match.archived().type();
        ColumnType here = match.target().type();
        boolean bare = here.stored() == null && here.zone() == null;
        boolean alike = Objects.equals(here.stored(), there.stored()) && Objects.equals(here.zone(), there.zone());
        return match.archived().nativeType().equals(match.target().nativeType()) && (bare || alike);
    }

    /** The fits of the table's fields in the archive's order, null where no value is in doubt. */
    @Nullable FieldFit[] fields() {
        return fields;
    }

    TableTask task() {
        return task;
    }

    /** Whether values have to be looked at before it is known that all can go in. */
    boolean inDoubt() {
        return present().anyMatch(f -> !f.certain());
    }

    boolean any() {
        return present().findAny().isPresent();
    }

    /** Counts what a record would lose. */
    void look(RecordBuffer record, RecordBuffer scratch) {
        scratch.clear();
        for (int field = 0; field < fields.length; field++) {
            FieldFit fit = fields[field];
            if (fit != null) {
                fit.pass(record, field, scratch);
            }
        }
    }

    /** The same with nothing counted, and without the columns where nothing was found. */
    TableFits found() {
        return new TableFits(
                task,
                Arrays.stream(fields)
                        .map(f -> f == null || (f.lost().isEmpty() && f.unfit().isEmpty()) ? null : f.again())
                        .toArray(FieldFit[]::new));
    }

    /** What was lost so far. */
    List<ColumnLoss> losses() {
        List<ColumnLoss> losses = new ArrayList<>();
        present()
                .forEach(fit -> fit.lost()
                        .forEach((kind, rows) -> losses.add(
                                new ColumnLoss(task.name(), fit.match().target().name(), kind, rows))));
        return losses;
    }

    /** One line for each column and reason of those values that nothing made fit. */
    List<String> unfit() {
        List<String> lines = new ArrayList<>();
        present()
                .forEach(fit -> fit.unfit()
                        .forEach((why, rows) -> lines.add("table " + task.name() + ", column "
                                + fit.match().target().name() + " ("
                                + fit.match().target().nativeType() + "): " + rows + (rows == 1 ? " row: " : " rows: ")
                                + why)));
        return lines;
    }

    private Stream<FieldFit> present() {
        return Arrays.stream(fields).filter(Objects::nonNull).map(Objects::requireNonNull);
    }
}
