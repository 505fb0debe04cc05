package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table while its parts come in. */
final class MySqlTableDraft {
    private final TableName name;
    private final long rows;
    private final long bytes;
    final List<Column> columns = new ArrayList<>();
    final Map<String, Reference> references = new LinkedHashMap<>();
    final Map<String, Index> indexes = new LinkedHashMap<>();
    final List<String> triggers = new ArrayList<>();

    MySqlTableDraft(TableName name, long rows, long bytes) {
        this.name = name;
        this.rows = rows;
        this.bytes = bytes;
    }

    record Reference(TableName parent, List<String> from, List<String> to) {}

    /** Columns of an index up to the first that it holds only the beginning of, or an expression. */
    static final class Index {
        private final String name;
        private final boolean unique;
        private final boolean usable;
        private final List<String> columns = new ArrayList<>();
        private boolean whole = true;

        /** @param usable whether the planner looks up rows by it */
        Index(String name, boolean unique, boolean usable) {
            this.name = name;
            this.unique = unique;
            this.usable = usable;
        }

        /** @param column null if the next part is no whole column */
        void add(@Nullable String column) {
            whole &= column != null;
            if (whole && column != null) {
                columns.add(column);
            }
        }

        private boolean key() {
            return unique && whole;
        }

        private boolean primary() {
            return name.equals("PRIMARY");
        }
    }

    Table table() {
        List<String> primaryKey = indexes.values().stream()
                .filter(i -> i.key() && i.primary())
                .findFirst()
                .map(i -> i.columns)
                .orElse(new ArrayList<>());
        return new Table(
                name,
                columns,
                primaryKey,
                indexes.values().stream()
                        .filter(i -> i.key() && !i.primary())
                        .map(i -> i.columns)
                        .filter(c -> !c.equals(primaryKey))
                        .distinct()
                        .toList(),
                references.entrySet().stream()
                        .map(e -> new ForeignKey(
                                e.getKey(),
                                name,
                                e.getValue().from(),
                                e.getValue().parent(),
                                e.getValue().to(),
                                Enforcement.IMMEDIATE))
                        .toList(),
                indexes.values().stream()
                        .filter(i -> i.usable && !i.columns.isEmpty())
                        .map(i -> i.columns)
                        .toList(),
                triggers,
                rows,
                bytes);
    }
}
