package io.decant;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.archive.Part;
import io.decant.archive.PartRecords;
import io.decant.archive.RowDigest;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads every row of one table of an archive, and notes what is wrong. Parts may be read in any order, by several threads at
 * once; the report is the same.
 */
final class TableCheck {
    private static final int STEP = 1024;

    private final Archive archive;
    private final ManifestTable table;
    private final String label;
    private final KeyChecks keys;
    private final Progress progress;
    private final Cancellation cancellation;
    private final RowDigest digest;
    private final Deque<RowChecks> idle = new ArrayDeque<>();
    private final Map<Integer, Findings> found = new TreeMap<>();
    private boolean complete = true;
    private long rows;

    TableCheck(Archive archive, ManifestTable table, KeyChecks keys, Progress progress, Cancellation cancellation) {
        this.archive = archive;
        this.table = table;
        this.label = archive.manifest().label(table.name());
        this.keys = keys;
        this.progress = progress;
        this.cancellation = cancellation;
        this.digest = new RowDigest(label, table.table().columns());
    }

    /**
     * Reads one part. To be called once for each.
     *
     * @param number from 0
     */
    void readPart(int number) {
        RowChecks checks = borrow();
        checks.beginPart(number);
        Part part = table.parts().get(number);
        RecordBuffer row = new RecordBuffer();
        long seen = 0;
        try (PartRecords records = archive.records(table, part)) {
            while (records.next(row)) {
                checks.row(row, part, records.line());
                if (++seen % STEP == 0) {
                    cancellation.check();
                    progress.advance(STEP, 0);
                }
            }
        } catch (DecantException e) {
            if (e.code() != ErrorCode.CONTENT_WRONG) {
                throw e;
            }
            checks.broken(String.valueOf(e.getMessage()));
        }
        progress.advance(seen % STEP, part.bytes());
        giveBack(number, checks, seen);
    }

    private RowChecks borrow() {
        @Nullable RowChecks free;
        synchronized (this) {
            free = idle.poll();
        }
        return free != null ? free : new RowChecks(label, table.table().columns(), keys.rows(table));
    }

    private synchronized void giveBack(int number, RowChecks checks, long seen) {
        rows += seen;
        complete &= checks.complete();
        if (!checks.findings().isEmpty()) {
            found.put(number, checks.findings());
        }
        idle.push(checks);
    }

    /** To be called once, after all parts. */
    synchronized VerifyReport.VerifiedTable result(Findings findings) {
        Findings own = new Findings();
        found.values().forEach(own::addAll);
        idle.forEach(checks -> digest.add(checks.digest()));
        if (!complete) {
            keys.incomplete(table.name());
        } else if (!digest.hex().equals(table.digest())) {
            own.add("table " + label + ": the digest of its rows is not what the manifest says", "");
        }
        if (complete && rows != table.rows()) {
            own.add("table " + label + " has " + rows + " rows, and " + table.rows() + " by the manifest", "");
        }
        long bytes = table.parts().stream().mapToLong(Part::bytes).sum();
        if (bytes != table.bytes()) {
            own.add(
                    "table " + label + ": its parts have " + bytes + " bytes, and " + table.bytes()
                            + " by the manifest",
                    "");
        }
        findings.addAll(own);
        return new VerifyReport.VerifiedTable(label, rows, bytes, table.parts().size(), digest.hex(), own.isEmpty());
    }
}
