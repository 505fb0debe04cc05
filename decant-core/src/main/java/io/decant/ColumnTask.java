package io.decant;

import io.decant.TableMatch.ColumnMatch;

/**
 * What an import does with one archived column.
 *
 * @param match where it lies in the target
 * @param tenant what it has to do with the tenant
 * @param treatment what happens to its values
 * @param loaded whether its values are written; not if the target computes them or the model drops them
 * @param proved whether its values are part of the digest that is read back
 */
record ColumnTask(ColumnMatch match, TenantRule tenant, Treatment treatment, boolean loaded, boolean proved) {

    /** What happens to a column's values. */
    enum Treatment {
        KEEP,
        /** NULL takes their place. */
        EMPTY,
        /** The rows that have a value are left out. */
        SKIP_ROW,
        /** The import is refused if a row has a value. */
        REFUSE
    }

    /**
     * What a column has to do with the tenant.
     *
     * @param part 0-based index of the key's part that it holds, −1 if none
     * @param required true if the column itself says whose row it is, so that it must hold the key; false if it belongs to
     *     a reference, which may be NULL
     */
    record TenantRule(int part, boolean required) {
        static final TenantRule NONE = new TenantRule(-1, false);
    }
}
