package io.decant.cli;

import io.decant.PlanReport;
import io.decant.Planner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        sortOptions = false,
        name = "plan",
        header = "Show what an export would take: each table's place, and how it leads to the tenant.",
        description =
                "Rows and bytes are the catalog's estimates for whole tables; with --tenant they are that tenant's,"
                        + " counted. A table without a place refuses the plan (exit code 3), by name and with the lines to add.",
        footer = {
            "",
            "Examples:",
            "  decant plan --db jdbc:postgresql://localhost/shop --user shop --model decant.yaml",
            "  decant plan --db jdbc:sqlite:app.db --model decant.yaml --tenant acme --json"
        })
final class PlanCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The tenant model, decant.yaml.")
    private Path model = Path.of("");

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "Count this tenant's rows. A composite key: repeat it, a value a column.")
    private List<String> tenant = List.of();

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PlanReport report = new Planner(session.open(database), ModelFile.read(model))
                .plan(database.schemas(), TenantValues.key(tenant));
        if (json) {
            PlanOutput.json(report, session.json());
        } else {
            String whom = tenant.isEmpty() ? " --tenant T" : TenantValues.words("--tenant", tenant);
            PlanOutput.print(report, session, database.words() + " --model " + Shell.quote(model.toString()) + whom);
        }
        return 0;
    }
}
