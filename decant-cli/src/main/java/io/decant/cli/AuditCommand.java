package io.decant.cli;

import io.decant.AuditReport;
import io.decant.AuditReport.FoundRow;
import io.decant.Auditor;
import io.decant.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        sortOptions = false,
        name = "audit",
        header = "Prove that nothing would be lost and nothing foreign taken, without an export.",
        description =
                "Rows that no tenant owns or that two own, references that cross tenants or lead nowhere, a NULL tenant:"
                        + " each is counted, by independent queries inside one snapshot, with the lines that the model"
                        + " may say about it; docs/AUDIT.md explains each finding. SELECT is enough, and a read replica"
                        + " will do. Exit code 3 if something was found. With --rows the keys of the rows are printed"
                        + " too: these are row values.",
        footer = {
            "",
            "Examples:",
            "  decant audit --db jdbc:postgresql://localhost/shop --user shop --model decant.yaml",
            "  decant audit --db jdbc:sqlite:app.db --model decant.yaml --tenant acme --rows"
        })
final class AuditCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The tenant model, decant.yaml.")
    private Path model = Path.of("");

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description =
                    "Look at this tenant's rows. A composite key: repeat it, a value a column. Without it: at the rows"
                            + " of all tenants.")
    private List<String> tenant = List.of();

    @Option(
            names = "--rows",
            description = "Print the keys of the rows that were found, all columns of a table without a key.")
    private boolean rows;

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        AuditOutput output = new AuditOutput(session);
        Consumer<FoundRow> taker = json ? output::jsonRow : output::printRow;
        AuditReport report;
        try (ShownProgress progress = session.progress()) {
            report = new Auditor(session.open(database), ModelFile.read(model))
                    .audit(database.schemas(), TenantValues.key(tenant), progress, rows ? taker : null);
        }
        if (json) {
            output.json(report, tenant.isEmpty(), rows);
        } else {
            output.print(report, model.toString(), rows);
        }
        return report.clean() ? 0 : ErrorCode.CONTENT_WRONG.outcome().exitCode();
    }
}
