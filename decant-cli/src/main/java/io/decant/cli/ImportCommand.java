package io.decant.cli;

import io.decant.ImportOptions;
import io.decant.ImportOptions.Allowance;
import io.decant.ImportOptions.Triggers;
import io.decant.ImportReport;
import io.decant.Importer;
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
                        + " read back; only if the digests are equal is it committed. Keys stay as they are, and a key that is"
                        + " taken refuses the import.",
        footer = {
            "",
            "Examples:",
            "  decant import acme-backup --db jdbc:postgresql://localhost/empty --user shop",
            "  decant import acme.zip --db jdbc:h2:./app --user sa --model decant.yaml --as acme-eu --dry-run"
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
            paramLabel = "keep",
            defaultValue = "keep",
            description = "Primary keys stay as they are; nothing else is there yet.")
    private String keys = "";

    @Option(
            names = "--on-conflict",
            paramLabel = "fail",
            defaultValue = "fail",
            description = "Keys that are taken refuse the import; nothing else is there yet.")
    private String onConflict = "";

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

    @Option(names = "--dry-run", description = "Do everything, report it, and roll back.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        NotYet.only("--keys", keys, "keep", List.of("remap"));
        NotYet.only("--on-conflict", onConflict, "fail", List.of("skip", "update"));
        TenantModel tenantModel = model == null ? null : ModelFile.read(model);
        ImportOptions options = ImportOptions.DEFAULT
                .withAs(TenantValues.key(as))
                .withAllow(allow)
                .withTriggers(triggers)
                .withDryRun(dryRun)
                .withSchemas(database.schemas());
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
                            + TenantValues.words("--as", as)
                            + (report.losses().isEmpty() ? "" : " --allow lossy"));
        }
        return 0;
    }
}
