package io.decant.cli;

import io.decant.CompareReport;
import io.decant.CompareReport.RowDifference;
import io.decant.Comparer;
import io.decant.ImportOptions.Allowance;
import io.decant.Progress;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        sortOptions = false,
        name = "compare",
        header = "Compare an archive with a database, or with another archive: counts and digests, table by table.",
        description =
                "Exit code 3 if they differ. With --rows the keys of the rows that differ are printed too: these are"
                        + " row values.",
        footer = {
            "",
            "Examples:",
            "  decant compare acme-backup --db jdbc:postgresql://localhost/shop --user shop --model decant.yaml",
            "  decant compare monday.zip tuesday.zip --rows"
        })
final class CompareCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "PATH", description = "The archive: a folder or a .zip.")
    private Path archive = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", description = "Another archive, in place of --db.")
    private @Nullable Path other;

    @ArgGroup(exclusive = false)
    private @Nullable DatabaseOptions database;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The database's tenant model. Without it whole tables are compared.")
    private @Nullable Path model;

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "Whom to look at in the database. Default: the archive's own tenant.")
    private List<String> tenant = List.of();

    @Option(
            names = "--as",
            paramLabel = "TENANT",
            description = "The new key under which the archive was imported. A composite key: repeat it.")
    private List<String> as = List.of();

    @Option(
            names = "--key-map",
            paramLabel = "FILE",
            description = "The file that the import wrote with --key-map: old keys are compared as the new ones.")
    private @Nullable Path keyMap;

    @Option(
            names = "--allow",
            paramLabel = "lossy",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Take for equal what differs only by the losses of an import with --allow lossy, which are listed.")
    private Set<Allowance> allow = Set.of();

    @Option(names = "--rows", description = "Print the keys of the rows that differ.")
    private boolean rows;

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if ((database == null) == (other == null)) {
            throw new DecantException(
                    ErrorCode.USAGE, "compare takes either a database, by --db URL, or a second archive");
        }
        CompareOutput output = new CompareOutput(session);
        Consumer<RowDifference> taker = json ? output::jsonRow : output::printRow;
        CompareReport report;
        try (ShownProgress progress = session.progress()) {
            report = report(progress, rows ? taker : null);
        }
        boolean equal = allow.contains(Allowance.LOSSY) ? report.equal() : report.exact();
        if (json) {
            output.json(report, rows, equal);
        } else {
            output.print(report, allow.contains(Allowance.LOSSY));
        }
        return equal ? 0 : ErrorCode.CONTENT_WRONG.outcome().exitCode();
    }

    private CompareReport report(Progress progress, @Nullable Consumer<RowDifference> taker) {
        Comparer comparer = new Comparer(progress, taker);
        if (database != null) {
            return comparer.compare(
                    archive,
                    session.open(database),
                    model == null ? null : ModelFile.read(model),
                    database.schemas(),
                    TenantValues.key(tenant),
                    TenantValues.key(as),
                    keyMap);
        }
        if (model != null || !tenant.isEmpty() || !as.isEmpty() || keyMap != null || !allow.isEmpty()) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    "--model, --tenant, --as, --key-map and --allow speak of a database; two archives need none of them");
        }
        return comparer.compare(archive, other == null ? archive : other);
    }
}
