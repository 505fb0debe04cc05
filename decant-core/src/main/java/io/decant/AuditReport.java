package io.decant;

import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.WayOut;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param waysOut what the model may say about such rows, where mending them is not the answer
     * @param rows how many, more than 0
     */
    public record Finding(TableName table, Kind kind, String explanation, List<WayOut> waysOut, long rows) {
        public Finding {
            waysOut = List.copyOf(waysOut);
        }
    }

    /**
     * A row that was found, by its key.
     *
     * @param finding which of the report's findings it belongs to, from 0; a row may belong to several
     * @param table the table
     * @param kind what is wrong with it
     * @param explanation the finding's
     * @param keyColumns names of the primary key's columns, else of another key's, else of all
     * @param key canonical text of each, null for NULL: row values
     */
    public record FoundRow(
            int finding,
            TableName table,
            Kind kind,
            String explanation,
            List<String> keyColumns,
            List<@Nullable String> key) {
        public FoundRow {
            keyColumns = List.copyOf(keyColumns);
            key = Collections.unmodifiableList(new ArrayList<>(key));
        }

        /** Says nothing of the key: it is a row value, and row values are not for logs. */
        @Override
        public String toString() {
            return "a row of " + table + " that is " + kind;
        }
    }

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
        return new AuditCounts(
                rows(Kind.LOST),
                rows(Kind.FOREIGN) + rows(Kind.DANGLING) + rows(Kind.TWO_OWNERS),
                rows(Kind.DISAGREEING));
    }
}
