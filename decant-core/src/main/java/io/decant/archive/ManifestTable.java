package io.decant.archive;

import io.decant.plan.Membership;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table as a manifest describes it.
 *
 * @param table name, columns in the order of the fields, keys and references; an excluded table has none of these but its
 *     name. Indexes, triggers and estimates are empty
 * @param membership how it belongs to the tenant
 * @param path how it belongs, for people
 * @param reason why it is excluded, null where nothing may be said
 * @param rows records in all parts
 * @param bytes plain CSV bytes of all parts, header lines included
 * @param digest 64 lower-case hex digits; empty for an excluded table
 * @param parts ordered by number, at least one unless the table is excluded
 */
public record ManifestTable(
        Table table,
        Membership membership,
        List<String> path,
        @Nullable String reason,
        long rows,
        long bytes,
        String digest,
        List<Part> parts) {

    public ManifestTable {
        path = List.copyOf(path);
        parts = List.copyOf(parts);
    }

    public TableName name() {
        return table.name();
    }

    /** Whether its rows are in the archive. */
    public boolean included() {
        return membership != Membership.EXCLUDED;
    }
}
