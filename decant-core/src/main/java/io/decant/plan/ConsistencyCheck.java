package io.decant.plan;

import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Rows that should not be there. The plan knows how to find them; an audit counts them.
 *
 * @param kind what is wrong with them
 * @param table the table they are in
 * @param reference the reference that shows it, empty if a column does; it is one from the table, or, of a private parent
 *     that rows of two tenants name, one to it
 * @param rows the rows. For a kind that is {@link Kind#ofOneTenant} the filter speaks of a tenant
 * @param explanation one line for people, without the table and without row values
 * @param waysOut what the model may say about such rows, from the narrowest to the widest
 */
public record ConsistencyCheck(
        Kind kind,
        TableName table,
        Optional<ForeignKey> reference,
        RowFilter rows,
        String explanation,
        List<WayOut> waysOut) {

    public ConsistencyCheck {
        waysOut = List.copyOf(waysOut);
    }

    /** The rows that are found for at least one tenant: what an audit of all tenants asks for, in one query. */
    public RowFilter rowsOfAny(ExportPlan plan) {
        return AnyTenant.of(rows, plan);
    }

    /** What is wrong with a row. */
    public enum Kind {
        /**
         * It leaves, but names a parent row that does not: another tenant's, or nobody's. Or it is a private parent, and
         * another tenant's row names it, too.
         */
        FOREIGN(true),
        /** It stays and is no other tenant's, though a reference leads to the tenant. */
        LOST(true),
        /** It stays because it is another tenant's, though a reference leads to the tenant. */
        DISAGREEING(true),
        /** It leaves, but the parent that an unenforced reference names is nowhere. */
        DANGLING(true),
        /** It is a private parent, and rows of another tenant name it too. */
        TWO_OWNERS(true),
        /** It has NULL in a tenant column, and the model does not say what that means. */
        NULL_TENANT(false),
        /** It belongs to nobody: each reference to a tenant is NULL, or names nobody's row. */
        NOBODYS(false),
        /** Its tenant key is of no row in the root table. */
        ORPHAN(false);

        private final boolean ofOneTenant;

        Kind(boolean ofOneTenant) {
            this.ofOneTenant = ofOneTenant;
        }

        /** True if the rows are counted for one tenant, false if they are the whole database's. */
        public boolean ofOneTenant() {
            return ofOneTenant;
        }
    }
}
