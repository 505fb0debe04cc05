package io.decant.cli;

import io.decant.Verifier;
import io.decant.VerifyReport;
import io.decant.error.ErrorCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        sortOptions = false,
        name = "verify",
        header = "Check an archive alone, without a database.",
        description =
                "Every hash, count, digest, CSV rule, and reference inside it. Exit code 3 if something is wrong, 5 if"
                        + " it is no archive.",
        footer = {"", "Examples:", "  decant verify acme-backup", "  decant verify acme.zip --json"})
final class VerifyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "PATH", description = "The archive: a folder or a .zip.")
    private Path archive = Path.of("");

    @Option(names = "--json", description = "One JSON document on stdout in place of the table.")
    private boolean json;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        VerifyReport report;
        try (ShownProgress progress = session.progress()) {
            report = new Verifier(progress).verify(archive);
        }
        if (json) {
            VerifyOutput.json(report, session.json());
        } else {
            VerifyOutput.print(report, session.out());
        }
        return report.sound() ? 0 : ErrorCode.CONTENT_WRONG.outcome().exitCode();
    }
}
