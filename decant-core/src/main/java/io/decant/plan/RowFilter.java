package io.decant.plan;

import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are meant, as a condition that a dialect turns into SQL and a test evaluates by brute force.
 *
 * <p>Values are canonical text and always bound as parameters. A filter is evaluated for one tenant, whose key is given
 * beside it, in the order of the tenant key's columns.
 */
public sealed interface RowFilter {

    /** Whether it is the one that every row passes. */
    default boolean isAll() {
        return this instanceof All;
    }

    /** Whether it is the one that no row passes. */
    default boolean isNone() {
        return this instanceof Or or && or.filters().isEmpty();
    }

    /** Every row. */
    record All() implements RowFilter {}

    /** Rows whose columns equal the tenant's key, column by column. */
    record TenantIs(List<String> columns) implements RowFilter {
        public TenantIs {
            columns = List.copyOf(columns);
        }
    }

    /** Child rows whose reference names a row of the parent table that passes the filter. NULL in a column: no. */
    record HasParent(ForeignKey reference, RowFilter parent) implements RowFilter {}

    /** Parent rows that are named by a child row that passes the filter. */
    record HasChild(ForeignKey reference, RowFilter child) implements RowFilter {}

    /**
     * Rows that pass a filter, and the rows that these name by references of the table to itself, step by step: up a tree to
     * its top. The table has an identifying key.
     *
     * @param references from the table to itself, none under a condition; at least one
     * @param from the rows to begin with
     * @param through what each row that is named has to pass, to be taken and gone on from
     */
    record Closure(List<ForeignKey> references, RowFilter from, RowFilter through) implements RowFilter {
        public Closure {
            references = List.copyOf(references);
            if (references.isEmpty() || references.stream().anyMatch(r -> !r.selfReferencing())) {
                throw new IllegalArgumentException("a closure goes along references of a table to itself");
            }
        }
    }

    /** Rows whose column has one of the values; NULL is none of them. */
    record ValueIn(String column, List<String> values) implements RowFilter {
        public ValueIn {
            values = List.copyOf(values);
        }
    }

    /**
     * Rows whose column is in a range, from inclusive to exclusive; NULL is in none.
     *
     * @param from null for no lower end
     * @param to null for no upper end
     */
    record InRange(
            String column, @Nullable String from, @Nullable String to) implements RowFilter {}

    /** Rows with NULL in every one of the columns. */
    record AllNull(List<String> columns) implements RowFilter {
        public AllNull {
            columns = List.copyOf(columns);
        }
    }

    /** Rows that pass each of the filters; all rows if there are none. */
    record And(List<RowFilter> filters) implements RowFilter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    /** Rows that pass one of the filters; no row if there are none. */
    record Or(List<RowFilter> filters) implements RowFilter {
        public Or {
            filters = List.copyOf(filters);
        }
    }

    /** Rows that do not pass the filter: two-valued, so a row for which the filter is unknown does pass here. */
    record Not(RowFilter filter) implements RowFilter {}

    /**
     * Rows for which there is a tenant, whichever, for whom they pass both filters: made by {@link AnyTenant}.
     *
     * @param owner says by {@code TenantIs}, never under a {@code Not}, which tenants come into question
     * @param rest asked for each of these
     */
    record SomeTenant(RowFilter owner, RowFilter rest) implements RowFilter {}

    /**
     * Rows that pass the filter for a tenant whose key some row of a table holds: for questions that do not lead to the
     * tenant by themselves.
     *
     * @param holder any table
     * @param columns of the holder, in the key's order
     */
    record AnyHolder(TableName holder, List<String> columns, RowFilter asked) implements RowFilter {
        public AnyHolder {
            columns = List.copyOf(columns);
        }
    }
}
