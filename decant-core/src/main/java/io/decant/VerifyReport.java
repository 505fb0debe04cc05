package io.decant;

import java.util.List;

/**
 * What a verification found.
 *
 * @param tables in the manifest's order
 * @param findings what is wrong, each naming file, table or line; empty if the archive is sound
 * @param notes for people
 */
public record VerifyReport(List<VerifiedTable> tables, List<String> findings, List<String> notes) {

    /** @param digest 64 hex digits, as computed from the rows */
    public record VerifiedTable(String table, long rows, long bytes, int parts, String digest, boolean sound) {}

    public VerifyReport {
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    public boolean sound() {
        return findings.isEmpty();
    }
}
