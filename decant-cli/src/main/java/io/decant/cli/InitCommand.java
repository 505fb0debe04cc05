package io.decant.cli;

import io.decant.Drafter;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        sortOptions = false,
        name = "init",
        header = "Draft decant.yaml, which says who owns what, from the database.",
        description =
                "Reads the catalog and writes a model to be edited and kept beside the migrations. Each table that could"
                        + " not be placed is in it as a question.",
        footer = {
            "",
            "Examples:",
            "  decant init --db jdbc:postgresql://localhost/shop --user shop",
            "  decant init --db jdbc:sqlite:app.db --root accounts --tenant-column account_id -o decant.yaml"
        })
final class InitCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    private final Session session;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--root",
            paramLabel = "TABLE",
            description = "The table with one row a tenant. Found, if it is left out.")
    private @Nullable String root;

    @Option(
            names = "--key",
            paramLabel = "COL",
            description =
                    "A column of the root that names the tenant; repeat it for a composite key. Default: the primary"
                            + " key.")
    private List<String> key = List.of();

    @Option(
            names = "--tenant-column",
            paramLabel = "NAME",
            description = "A column that holds the tenant's key in other tables; repeat it for several names. Found, if"
                    + " it is left out.")
    private List<String> tenantColumns = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "decant.yaml",
            description = "Where to write the model, a file that is not there yet, or - for stdout. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String output = "";

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean toStdout = output.equals(STDOUT);
        if (!toStdout && Files.exists(Path.of(output))) {
            throw taken();
        }
        String draft = new Drafter(session.open(database)).draft(database.schemas(), root, key, tenantColumns);
        if (toStdout) {
            session.out().print(draft);
            return 0;
        }
        write(draft);
        long questions = draft.lines().filter(l -> l.contains("# Question:")).count();
        session.out()
                .println("Wrote " + output + ". Read it"
                        + (questions == 0 ? "" : " and answer its " + Numbers.count(questions, "question"))
                        + ", then see what it leads to:");
        session.out().println("  decant plan " + database.words() + " --model " + Shell.quote(output));
        return 0;
    }

    private void write(String draft) {
        try {
            Files.writeString(Path.of(output), draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw taken();
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.STORAGE, output + " cannot be written. Check the folder, its rights and the disk", e);
        }
    }

    private DecantException taken() {
        return new DecantException(
                ErrorCode.USAGE,
                output + " is there already and is not overwritten. Name another file by -o, or move it");
    }
}
