package io.decant;

import io.decant.AuditReport.Finding;
import io.decant.archive.ArchiveWriter;
import io.decant.archive.ArchivedTable;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestHead;
import io.decant.archive.WriterOptions;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.Membership;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.schema.Column;
import io.decant.schema.Fingerprint;
import io.decant.schema.Table;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Takes one tenant out of a database. Thread-safe; each call opens its own snapshot. */
public final class Exporter {
    private static final Set<Kind> STOPS = EnumSet.of(Kind.FOREIGN, Kind.DANGLING, Kind.TWO_OWNERS, Kind.NULL_TENANT);

    private final DataSource source;
    private final TenantModel model;
    private final Clock clock;
    private final long smallestCut;

    /** @param source SELECT on the planned tables is enough; a read replica will do */
    public Exporter(DataSource source, TenantModel model) {
        this(source, model, Clock.systemUTC(), Chunks.SMALLEST_CUT);
    }

    Exporter(DataSource source, TenantModel model, Clock clock, long smallestCut) {
        this.source = source;
        this.model = model;
        this.clock = clock;
        this.smallestCut = smallestCut;
    }

    /**
     * Writes one archive of all the tenant's rows, as of one moment. Interrupting the calling thread cancels it.
     *
     * @param tenant the key's values, or one name by which the model lets people name a tenant
     * @param out the directory to be, or a file whose name ends in {@code .zip}; its parent must exist
     * @throws DecantException {@code PLAN_REFUSED}, {@code MODEL_INVALID}, {@code TENANT_UNKNOWN}, {@code DATABASE},
     *     {@code SNAPSHOT_EXPIRED}, {@code USAGE} if the place is taken, {@code VALUE_UNREPRESENTABLE} naming table and column, {@code STORAGE},
     *     {@code INTERRUPTED}. Nothing is left behind then
     */
    public ExportReport export(TenantKey tenant, Path out, ExportOptions options, Progress progress) {
        Instant createdAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Cancellation cancellation = new Cancellation();
        SnapshotAge age = new SnapshotAge(options.maxSnapshotAge(), cancellation, System::nanoTime);
        try (PlannedSnapshot planned = PlannedSnapshot.open(source, model, options.schemas(), options.jobs(), age)) {
            TenantKey key = planned.tenant(tenant);
            progress.begin("check", -1, -1);
            AuditReport audit =
                    OwnershipProof.run(planned.connection(), planned.catalog(), planned.plan(), key, cancellation);
            refuseLeaks(audit);
            List<ArchivedTable> tables =
                    planned.plan().tables().stream().map(Exporter::archived).toList();
            WriterOptions writing = new WriterOptions(options.partSize(), options.compression(), options.replace());
            try (ArchiveWriter writer = ArchiveWriter.create(out, writing, tables)) {
                List<String> notes =
                        new ExportRun(planned, key, options, writer, progress, smallestCut, cancellation).run();
                ManifestHead head = head(planned, key, options, audit, createdAt);
                // What is left to do needs no database.
                planned.end();
                age.check();
                return report(out, writer.commit(head), audit, notes);
            }
        } catch (DecantException failure) {
            throw age.explain(failure);
        } finally {
            progress.end();
        }
    }

    private void refuseLeaks(AuditReport audit) {
        List<Finding> stops =
                audit.findings().stream().filter(f -> STOPS.contains(f.kind())).toList();
        if (!stops.isEmpty()) {
            throw new DecantException(
                    ErrorCode.PLAN_REFUSED,
                    "rows would leak or dangle:"
                            + stops.stream().map(this::linesOfStop).collect(Collectors.joining())
                            + "\nMend the rows, which decant audit names with --rows, or say in the model what they"
                            + " are. Nothing was written");
        }
    }

    private String linesOfStop(Finding finding) {
        return line(finding)
                + finding.waysOut().stream()
                        .map(way -> "\n    " + model.fileName() + ", " + way)
                        .collect(Collectors.joining());
    }

    private static String line(Finding finding) {
        return "\n  " + finding.table() + ": " + finding.explanation() + ": " + finding.rows();
    }

    private static ArchivedTable archived(PlannedTable planned) {
        if (planned.membership() == Membership.EXCLUDED) {
            return ArchivedTable.excluded(planned.name(), planned.publicReason());
        }
        Set<String> nulled = planned.nulledColumns().collect(Collectors.toSet());
        List<Column> columns = planned.exportedColumns().stream()
                .map(c -> nulled.contains(c.name()) ? c.asNullable() : c)
                .toList();
        Table table = planned.table().withColumns(columns);
        return new ArchivedTable(table, planned.membership(), planned.path(), null);
    }

    private static ManifestHead head(
            PlannedSnapshot planned, TenantKey key, ExportOptions options, AuditReport audit, Instant createdAt) {
        Map<String, String> keyByColumn = new LinkedHashMap<>();
        List<Column> keyColumns = planned.plan().keyColumns();
        for (int part = 0; part < keyColumns.size(); part++) {
            keyByColumn.put(keyColumns.get(part).name(), key.values().get(part));
        }
        AuditCounts counts = audit.counts();
        return new ManifestHead(
                "decant " + version(),
                createdAt,
                new Manifest.Source(planned.catalog().dialect().product(), planned.productVersion()),
                new Manifest.Tenant(
                        planned.plan().root().map(r -> r.name().name()).orElse(null), keyByColumn),
                new Manifest.Moment(
                        planned.snapshot().takenAt(), planned.snapshot().means()),
                options.ordered(),
                new Manifest.Audit(counts.lost(), counts.foreign(), counts.disagreeing()),
                Fingerprint.of(planned.catalog().schema()));
    }

    private static String version() {
        String version = Exporter.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    private static ExportReport report(Path out, Manifest manifest, AuditReport audit, List<String> ofRows) {
        List<ExportReport.ExportedTable> tables = manifest.tables().stream()
                .map(t -> new ExportReport.ExportedTable(
                        t.name(), t.membership(), t.rows(), t.bytes(), t.parts().size(), t.digest()))
                .toList();
        List<String> notes = new ArrayList<>(ofRows);
        audit.findings().forEach(f -> notes.add(line(f).strip()));
        if (manifest.totals().rows() <= (manifest.root().isPresent() ? 1 : 0)) {
            notes.add("the tenant is empty: it has no rows"
                    + (manifest.root().isPresent()
                            ? " but the one in " + manifest.tenant().table()
                            : ""));
        }
        return new ExportReport(out, manifest.snapshot().means(), tables, audit.counts(), notes);
    }
}
