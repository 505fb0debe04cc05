package io.decant;

import io.decant.dialect.WriteSupport;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.LoadOrder;
import io.decant.plan.LoadOrder.Broken;
import io.decant.plan.LoadOrder.Means;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the references that no load order can satisfy are kept on one product.
 *
 * @param second columns that are NULL at first and set when all rows are there
 * @param levels self references over columns that cannot be NULL: rows are inserted parents first, level by level
 */
record CycleBreaks(List<SecondPass> second, List<ForeignKey> levels) {

    /** @param columns at least one */
    record SecondPass(TableName table, Set<String> columns) {}

    /**
     * @throws DecantException {@code IMPORT_REFUSED} if a cycle is of NOT NULL references that the product checks at once
     */
    static CycleBreaks of(LoadOrder order, ImportPlan plan, WriteSupport writes) {
        List<SecondPass> second = new ArrayList<>();
        List<ForeignKey> levels = new ArrayList<>();
        List<String> hopeless = new ArrayList<>();
        for (Broken broken : order.broken()) {
            ForeignKey reference = broken.reference();
            boolean self = broken.means() == Means.SELF;
            if (broken.means() == Means.UNCHECKED
                    || reference.enforcement() == ForeignKey.Enforcement.NONE
                    || writes.defers(reference)
                    || (self && !writes.checksEachRow())) {
                continue;
            }
            if (!broken.nullable().isEmpty() && keyed(plan, reference.child())) {
                second.add(new SecondPass(reference.child(), new LinkedHashSet<>(broken.nullable())));
            } else if (self && keyed(plan, reference.child())) {
                levels.add(reference);
            } else {
                hopeless.add(reference.child() + " (" + String.join(", ", reference.columns()) + ") -> "
                        + reference.parent());
            }
        }
        if (!hopeless.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "these references close a cycle that cannot be loaded row by row, since the database checks them at once: "
                            + String.join("; ", hopeless)
                            + ". Declare one of them deferrable, or let its columns be NULL");
        }
        return new CycleBreaks(second, levels);
    }

    private static boolean keyed(ImportPlan plan, TableName name) {
        return plan.tables().stream()
                .filter(t -> t.name().equals(name))
                .map(t -> t.match().target())
                .map(Table::identifyingKey)
                .anyMatch(key -> !key.isEmpty());
    }

    /** The columns of a table that the second pass sets, in no column twice. */
    Set<String> secondPass(TableName table) {
        Set<String> columns = new LinkedHashSet<>();
        second.stream().filter(s -> s.table().equals(table)).forEach(s -> columns.addAll(s.columns()));
        return columns;
    }

    /** The self reference by whose levels a table is filled. */
    Optional<ForeignKey> level(TableName table) {
        return levels.stream().filter(l -> l.child().equals(table)).findFirst();
    }

    boolean needsStaging(TableName table) {
        return level(table).isPresent() || !secondPass(table).isEmpty();
    }
}
