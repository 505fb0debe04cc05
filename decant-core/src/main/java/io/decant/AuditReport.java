package io.decant;

import io.decant.plan.ConsistencyCheck.Kind;
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
     * @param explanation one line for people, without row values
     * @param rows how many, more than 0
     */
    public record Finding(TableName table, Kind kind, String explanation, long rows) {}

    public AuditReport {
        findings = List.copyOf(findings);
    }

    public boolean clean() {
        return findings.isEmpty();
    }

    /** Rows of all findings of a kind. */
    public long rows(Kind kind) {
        return findings.stream()
                .filter(f -> f.kind() == kind)
                .mapToLong(Finding::rows)
                .sum();
    }

    /** What a manifest says of it. */
    public AuditCounts counts() {
        return new AuditCounts(rows(Kind.LOST), rows(Kind.FOREIGN) + rows(Kind.DANGLING), rows(Kind.DISAGREEING));
    }
}
