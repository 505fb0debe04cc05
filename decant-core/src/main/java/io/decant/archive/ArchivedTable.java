package io.decant.archive;

import io.decant.plan.Membership;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that an archive is about to hold, or to name as excluded.
 *
 * @param table its columns are the records' fields, in their order, under their canonical types; keys and references that
 *     need a column that is not among them are left out
 * @param membership how it belongs to the tenant
 * @param path how it belongs, for people
 * @param reason why it is excluded, null where nothing may be said
 */
public record ArchivedTable(
        Table table,
        Membership membership,
        List<String> path,
        @Nullable String reason) {

    public ArchivedTable {
        path = List.copyOf(path);
        table = membership == Membership.EXCLUDED ? bare(table) : described(table);
    }

    /** A table whose rows stay where they are. */
    public static ArchivedTable excluded(TableName name, @Nullable String reason) {
        Table table = new Table(name, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), -1, -1);
        return new ArchivedTable(table, Membership.EXCLUDED, List.of(), reason);
    }

    public TableName name() {
        return table.name();
    }

    /** Whether its rows are to be written. */
    public boolean included() {
        return membership != Membership.EXCLUDED;
    }

    private static Table bare(Table table) {
        return new Table(table.name(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), -1, -1);
    }

    /** What a manifest says of a table, and no more. */
    private static Table described(Table table) {
        Set<String> columns = new HashSet<>();
        table.columns().stream().map(Column::name).forEach(columns::add);
        return new Table(
                table.name(),
                table.columns(),
                among(columns, table.primaryKey()) ? table.primaryKey() : List.of(),
                table.uniqueKeys().stream().filter(k -> among(columns, k)).toList(),
                table.foreignKeys().stream().filter(k -> among(columns, k)).toList(),
                List.of(),
                List.of(),
                -1,
                -1);
    }

    private static boolean among(Set<String> columns, ForeignKey key) {
        return among(columns, key.columns()) && among(columns, key.when().keySet());
    }

    private static boolean among(Set<String> columns, Collection<String> names) {
        return columns.containsAll(names);
    }
}
