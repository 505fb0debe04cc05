package io.decant.cli;

import io.decant.AuditReport;
import io.decant.Auditor;
import io.decant.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        sortOptions = false,
        name = "audit",
        header = "Prove that nothing would be lost and nothing foreign taken, without an export.",
        description =
                "Two paths to the tenant that disagree, rows that belong to nobody, a NULL tenant: each is counted, by"
                        + " independent queries. Exit code 3 if something was found.",
        footer = {
            "",
            "Examples:",
            "  decant audit --db jdbc:postgresql://localhost/shop --user shop --model decant.yaml",
            "  decant audit --db jdbc:sqlite:app.db --model decant.yaml --tenant acme"
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
                            + " that are no single tenant's matter.")
    private List<String> tenant = List.of();

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        AuditReport report = new Auditor(session.open(database), ModelFile.read(model))
                .audit(database.schemas(), TenantValues.key(tenant));
        if (json) {
            AuditOutput.json(report, session.json());
        } else {
            AuditOutput.print(report, session);
        }
        return report.clean() ? 0 : ErrorCode.CONTENT_WRONG.outcome().exitCode();
    }
}
