package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside the schema when a model is drafted.
 *
 * @param root the root table as somebody wrote it, null to find it
 * @param key its key columns, empty to find them
 * @param tenantColumns names of columns that hold the key, empty to find them
 * @param samples values of some columns, as the database gives them as text, NULLs left out; only needed where declared
 *     types say too little (SQLite), and only for columns of type text and integer. None is ever put into the draft,
 *     except for the words of a type column beside an id
 */
public record DraftHints(
        @Nullable String root,
        List<String> key,
        List<String> tenantColumns,
        Map<TableName, Map<String, List<String>>> samples) {
    /** Nothing is known. */
    public static final DraftHints NONE = new DraftHints(null, List.of(), List.of(), Map.of());

    public DraftHints {
        key = List.copyOf(key);
        tenantColumns = List.copyOf(tenantColumns);
        samples = Map.copyOf(samples);
    }

    /** The columns whose words a draft asks for on every database: the type beside an id, of rows that name several tables. */
    public static List<String> typeColumns(Table table) {
        return table.columns().stream()
                .filter(type -> table.columns().stream().anyMatch(id -> TypedPair.is(type.name(), id.name())))
                .map(Column::name)
                .toList();
    }

    List<String> samples(TableName table, String column) {
        return samples.getOrDefault(table, Map.of()).getOrDefault(column, List.of());
    }
}
