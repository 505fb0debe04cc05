package io.decant.cli;

import io.decant.cli.sample.SampleTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        sortOptions = false,
        name = "demo",
        header = "Show the whole story on embedded databases, without any set-up.",
        description =
                "A shared SQLite database is made, one tenant is taken out of it, proved, put into an H2 database and"
                        + " compared. Then a forgotten table and a flipped byte show what refuses to go on. It takes less than a"
                        + " minute.",
        footer = {"", "Examples:", "  decant demo", "  decant demo --folder /tmp/decant-demo"})
final class DemoCommand implements Callable<Integer> {
    private static final long LARGEST_SAMPLE = 5_000_000;

    private final Session session;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "decant-demo",
            description = "Where everything is put; a folder that an earlier demo made is replaced. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "About how many rows the tenant has. Default: ${DEFAULT-VALUE}.")
    private long rows;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Ranges.check("--rows", rows, SampleTenant.FEWEST_ROWS, LARGEST_SAMPLE);
        DemoFolder.replace(folder);
        return new Demo(session, folder, rows).tell();
    }
}
