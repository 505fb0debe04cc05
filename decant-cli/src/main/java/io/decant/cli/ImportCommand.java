package io.decant.cli;

import io.decant.ImportOptions;
import io.decant.ImportOptions.Allowance;
import io.decant.ImportOptions.Keys;
import io.decant.ImportOptions.OnConflict;
import io.decant.ImportOptions.Triggers;
import io.decant.ImportReport;
import io.decant.Importer;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        sortOptions = false,
        name = "import",
        header = "Put an archive into a database: all of it or nothing.",
        description =
                "The archive is verified, the schemas are compared, then everything is written in one transaction and"
                        + " read back; only if the digests are equal is it committed.",
        footer = {
            "",
            "Examples:",
            "  decant import acme-backup --db jdbc:postgresql://localhost/empty --user shop",
            "  decant import acme.zip --db jdbc:h2:./app --user sa --model decant.yaml --as acme-eu --dry-run",
            "  decant import acme --db jdbc:postgresql://localhost/shared --model decant.yaml --keys remap --key-map keys.csv",
            "  decant import acme --db jdbc:postgresql://localhost/empty --exclusive --user owner",
            "  decant import yesterday --db jdbc:postgresql://localhost/shared --model decant.yaml --on-conflict update"
        })
final class ImportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "PATH", description = "The archive: a folder or a .zip.")
    private Path archive = Path.of("");

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "The target's tenant model: it decides what may be written. Without it the tables must all be empty.")
    private @Nullable Path model;

    @Option(
            names = "--as",
            paramLabel = "TENANT",
            description = "The tenant's new key, in every place. A composite key: repeat it, a value a column.")
    private List<String> as = List.of();

    @Option(
            names = "--keys",
            paramLabel = "keep|remap",
            defaultValue = "keep",
            description =
                    "keep: keys stay, and one that is taken refuses the import. remap: numbers that sequences gave out, and"
                            + " uuids that are taken, get new values here, and every reference follows. Default:"
                            + " ${DEFAULT-VALUE}.")
    private Keys keys = Keys.KEEP;

    @Option(
            names = "--key-map",
            paramLabel = "FILE",
            description = "Write old and new keys to this CSV file, for decant compare and for your own links.")
    private @Nullable Path keyMap;

    @Option(
            names = "--on-conflict",
            paramLabel = "fail|skip|update",
            defaultValue = "fail",
            description =
                    "What to do with rows that the tenant has here already, by their keys. fail: refuse; skip: leave them;"
                            + " update: make them as in the archive. Rows of others are never touched. Default:"
                            + " ${DEFAULT-VALUE}.")
    private OnConflict onConflict = OnConflict.FAIL;

    @Option(
            names = "--delete-extra",
            description = "With --on-conflict update: remove the tenant's rows that the archive has not.")
    private boolean deleteExtra;

    @Option(
            names = "--allow",
            paramLabel = "compatible|lossy",
            split = ",",
            hideParamSyntax = true,
            description = {
                "Go on although the schemas differ: compatible, where nothing is lost; lossy, where something is, too. Each"
                        + " difference is listed, and each loss counted.",
                "Default: any difference refuses the import."
            })
    private Set<Allowance> allow = Set.of();

    @Option(
            names = "--triggers",
            paramLabel = "refuse|fire|off",
            defaultValue = "refuse",
            description = "What to do where the target has triggers of its own. Default: ${DEFAULT-VALUE}.")
    private Triggers triggers = Triggers.REFUSE;

    @Option(
            names = "--exclusive",
            description =
                    "Keep all others from the tables while it runs, and meanwhile drop foreign keys, keys and indexes of tables"
                            + " that are empty or nearly so; the same transaction makes them again, exactly as they were."
                            + " PostgreSQL only, as the tables' owner.")
    private boolean exclusive;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Threads that decode and load: with more than 1 the others decode parts ahead. Rows are written on one"
                            + " connection all the same. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(names = "--dry-run", description = "Do everything, report it, and roll back.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Ranges.check("--jobs", jobs, 1, 64);
        TenantModel tenantModel = model == null ? null : ModelFile.read(model);
        ImportOptions options = ImportOptions.DEFAULT
                .withAs(TenantValues.key(as))
                .withKeys(keys)
                .withKeyMap(keyMap)
                .withOnConflict(onConflict)
                .withDeleteExtra(deleteExtra)
                .withAllow(allow)
                .withTriggers(triggers)
                .withExclusive(exclusive)
                .withJobs(jobs)
                .withDryRun(dryRun)
                .withSchemas(database.schemas());
        options.requireSense(tenantModel != null);
        ImportReport report;
        try (ShownProgress progress = session.progress()) {
            report = new Importer(session.open(database), tenantModel).importArchive(archive, options, progress);
        }
        if (json) {
            ImportOutput.json(report, session.json());
        } else {
            ImportOutput.print(
                    report,
                    session,
                    Shell.quote(archive.toString())
                            + " "
                            + database.words()
                            + (model == null ? "" : " --model " + Shell.quote(model.toString()))
                            + (keyMap == null ? "" : " --key-map " + Shell.quote(keyMap.toString()))
                            + TenantValues.words("--as", as)
                            + (report.losses().isEmpty() ? "" : " --allow lossy"));
        }
        return report.accepted() ? 0 : ErrorCode.IMPORT_COLLISION.outcome().exitCode();
    }
}
