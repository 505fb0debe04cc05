package io.decant.cli;

import io.decant.ExportOptions;
import io.decant.ExportReport;
import io.decant.Exporter;
import io.decant.MaxRate;
import io.decant.archive.Compression;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        sortOptions = false,
        name = "export",
        header = "Take one tenant out: every row of it and no other's, as one archive.",
        description =
                "All tables are read in one snapshot, with SELECT only, so a read replica will do. The archive is a folder,"
                        + " or one file if its name ends in .zip. It is complete when manifest.json is there; a failed or"
                        + " interrupted export leaves none.",
        footer = {
            "",
            "Examples:",
            "  decant export --db jdbc:postgresql://localhost/shop --user shop --model decant.yaml \\",
            "                --tenant acme --out acme-backup",
            "  decant export --db jdbc:sqlite:app.db --model decant.yaml --tenant acme --out acme.zip --compress zstd",
            "  decant export --db jdbc:postgresql://db/shop --model decant.yaml --tenant acme --out acme \\",
            "                --max-rate 20MB/s --max-snapshot-age 30m"
        })
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The tenant model, decant.yaml.")
    private Path model = Path.of("");

    @Option(
            names = "--tenant",
            required = true,
            paramLabel = "T",
            description = "Whom to take out. A composite key: repeat it, a value a column.")
    private List<String> tenant = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The archive to make: a folder, or a file if it ends in .zip.")
    private Path out = Path.of("");

    @Option(
            names = "--part-size",
            paramLabel = "SIZE",
            defaultValue = "100MB",
            converter = ByteSize.class,
            description = "Largest part of plain CSV, 1KB to 100MB. Default: ${DEFAULT-VALUE}.")
    private long partSize;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Connections that read the snapshot at once, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = "--ordered",
            description = "Rows in primary-key order: the same snapshot gives the same bytes. Slower for the database.")
    private boolean ordered;

    @Option(
            names = "--compress",
            paramLabel = "none|gzip|zstd",
            defaultValue = "none",
            description = "How the parts are stored. Default: ${DEFAULT-VALUE}.")
    private Compression compression = Compression.NONE;

    @Option(
            names = "--max-rate",
            paramLabel = "RATE",
            converter = Rate.class,
            description =
                    "How fast rows may be read, all jobs together, such as 50000rows/s or 20MB/s. The export then also"
                            + " pauses where the database becomes slow. Default: as fast as can be.")
    private @Nullable MaxRate maxRate;

    @Option(
            names = "--max-snapshot-age",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description =
                    "How old the snapshot may grow, such as 30m, 90s or 2h. Past it the export ends with exit code 4,"
                            + " and nothing is left. Default: any age.")
    private @Nullable Duration maxSnapshotAge;

    @Option(names = "--force", description = "Replace an archive that is there, once the new one is complete.")
    private boolean force;

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Ranges.check("--jobs", jobs, 1, 64);
        ExportOptions options = new ExportOptions(
                partSize, jobs, ordered, compression, force, database.schemas(), maxRate, maxSnapshotAge);
        TenantModel tenantModel = ModelFile.read(model);
        ExportReport report;
        try (ShownProgress progress = session.progress()) {
            report = new Exporter(session.open(database), tenantModel)
                    .export(new TenantKey(tenant), out, options, progress);
        }
        if (json) {
            ExportOutput.json(report, session.json());
        } else {
            ExportOutput.print(
                    report,
                    session,
                    database.words() + " --model " + Shell.quote(model.toString())
                            + TenantValues.words("--tenant", tenant));
        }
        return 0;
    }
}
