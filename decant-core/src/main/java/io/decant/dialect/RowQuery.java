package io.decant.dialect;

import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows and columns of one table to read.
 *
 * @param schema the tables that the filter leads through, their columns under the model's types: what its values are
 *     bound as
 * @param table the table
 * @param columns the columns to read, in the order of the records' fields, each under the type it is to be read as
 * @param filter which rows
 * @param tenant the tenant that the filter speaks of, null if it speaks of none
 * @param mapped columns that are read as the old keys of the values that stand there; mostly none
 * @param ordered by primary key, text bytewise; by all columns' text where there is no key
 * @param blocks the part of the table to look at, null for all of it; only where {@link Sql#blocks} knows them
 */
public record RowQuery(
        Schema schema,
        Table table,
        List<Column> columns,
        RowFilter filter,
        @Nullable TenantKey tenant,
        List<KeyUse> mapped,
        boolean ordered,
        @Nullable BlockRange blocks) {
    public RowQuery {
        columns = List.copyOf(columns);
        mapped = List.copyOf(mapped);
    }

    /** Rows of the whole table. */
    public RowQuery(
            Schema schema,
            Table table,
            List<Column> columns,
            RowFilter filter,
            @Nullable TenantKey tenant,
            List<KeyUse> mapped,
            boolean ordered) {
        this(schema, table, columns, filter, tenant, mapped, ordered, null);
    }

    /** Rows as they stand. */
    public RowQuery(
            Schema schema,
            Table table,
            List<Column> columns,
            RowFilter filter,
            @Nullable TenantKey tenant,
            boolean ordered) {
        this(schema, table, columns, filter, tenant, List.of(), ordered);
    }

    /** The same, of other rows. */
    public RowQuery where(RowFilter rows) {
        return new RowQuery(schema, table, columns, rows, tenant, mapped, ordered, blocks);
    }

    /** The same, of a part of the table; null for all of it. */
    public RowQuery within(@Nullable BlockRange range) {
        return new RowQuery(schema, table, columns, filter, tenant, mapped, ordered, range);
    }
}
