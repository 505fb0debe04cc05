package io.decant;

import io.decant.schema.TableName;
import java.util.List;

/**
 * What an audit found: nothing, if {@link #clean}.
 *
 * @param findings each with a count above zero, ordered by table
 */
public record AuditReport(List<Finding> findings) {

    /**
     * @param table whose rows are meant
     * @param kind what is wrong with them
     * @param through the column or reference that shows it, for people
     * @param rows how many, more than 0
     */
    public record Finding(TableName table, Kind kind, String through, long rows) {}

    /** What can be wrong with a row. */
    public enum Kind {
        /** It belongs to the tenant by this reference, and does not leave. */
        LOST,
        /** It leaves, and this reference names a row of a tenant table that does not. */
        FOREIGN,
        /** Its tenant column is NULL. */
        NULL_TENANT,
        /** No path leads from it to a tenant. */
        NOBODYS
    }

    public AuditReport {
        findings = List.copyOf(findings);
    }

    public boolean clean() {
        return findings.isEmpty();
    }
}
