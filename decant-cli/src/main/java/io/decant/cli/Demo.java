package io.decant.cli;

import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import io.decant.cli.sample.SampleTenant;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The story that the demo tells: each step prints the command line that a person would type, and runs it. */
final class Demo {
    private static final String TENANT = "acme";
    private static final long SEED = 2026;

    private final Session session;
    private final PrintStream out;
    private final Path folder;
    private final long rows;
    private int step;

    Demo(Session session, Path folder, long rows) {
        this.session = session;
        this.out = session.out();
        this.folder = folder;
        this.rows = rows;
    }

    /** @return 0, or the exit code of the step that went another way than told */
    int tell() throws IOException, SQLException {
        makeSource();
        makeTarget();
        int exitCode = circle();
        if (exitCode == 0) {
            exitCode = refusals();
        }
        if (exitCode == 0) {
            whatNext();
        }
        return exitCode;
    }

    private int circle() {
        heading("What belongs to " + TENANT + ", and how do we know? Every table has its place, or nothing goes on.");
        int exitCode = run(0, "plan", "--db", sourceUrl(), "--model", file("decant.yaml"), "--tenant", TENANT);
        if (exitCode == 0) {
            heading("Take it out: one snapshot, plain CSV files, and a manifest that is written last.");
            exitCode = run(0, exportTo("acme"));
        }
        if (exitCode == 0) {
            heading("Check the archive alone, as who receives it would.");
            exitCode = run(0, "verify", file("acme"));
        }
        if (exitCode == 0) {
            heading("Put it into another database product: all or nothing, and read back before the commit.");
            exitCode = run(0, "import", file("acme"), "--db", targetUrl(), "--user", "sa", "--model", file("own.yaml"));
        }
        if (exitCode == 0) {
            heading(
                    "The same numbers on both sides: SQLite keeps these values otherwise than H2, the digests are equal.");
            exitCode = run(0, compare());
        }
        return exitCode;
    }

    private int refusals() throws IOException, SQLException {
        heading("Next month a migration adds a table, and nobody thinks of the exports.");
        execute(sourceUrl(), "CREATE TABLE \"Invoices\" (\"Id\" INTEGER PRIMARY KEY, \"Total\" NUMERIC)");
        int exitCode = run(3, exportTo("acme-again"));
        execute(sourceUrl(), "DROP TABLE \"Invoices\"");
        if (exitCode != 0) {
            return exitCode;
        }
        heading("A disk flips one bit in a copy of the archive.");
        DemoFolder.copy(folder.resolve("acme"), folder.resolve("acme-damaged"));
        flipABit(folder.resolve("acme-damaged/data/Credentials/00001.csv"));
        return run(3, "verify", file("acme-damaged"));
    }

    private void makeSource() throws IOException, SQLException {
        heading("A passkey service whose three customers share one database, in SQLite.");
        List<SampleTenant> tenants = List.of(
                new SampleTenant(TENANT, rows),
                new SampleTenant("globex", Math.max(SampleTenant.FEWEST_ROWS, rows / 20)),
                new SampleTenant("initech", Math.max(SampleTenant.FEWEST_ROWS, rows / 50)));
        try (Connection connection = DriverManager.getConnection(sourceUrl())) {
            long made = Sample.create(connection, Product.SQLITE, tenants, SEED);
            out.println("Made " + file("shared.db") + ": " + Numbers.count(made, "row") + " of " + TENANT
                    + ", globex and initech in 12 tables.");
        }
        Files.writeString(folder.resolve("decant.yaml"), Sample.model(Product.SQLITE));
        out.println("Who owns what is written down in " + file("decant.yaml") + ".");
    }

    /** The target's tables are its application's business: its migrations have run, and it is empty. */
    private void makeTarget() throws IOException, SQLException {
        String made = targetUrl();
        try (Connection connection = DriverManager.getConnection(made, "sa", "")) {
            Sample.createTables(connection, Product.H2);
        }
        Files.writeString(folder.resolve("own.yaml"), Sample.model(Product.H2));
    }

    private void whatNext() {
        out.println();
        out.println("That is all of it. The files lie in " + folder + "/:");
        out.println("  acme/         the archive: open its README.txt, data/*/00001.csv and manifest.json");
        out.println("  shared.db     the shared database (SQLite), and its model decant.yaml");
        out.println("  own.mv.db     the customer's own database (H2, user sa), and its model own.yaml");
        out.println();
        out.println("Try next:");
        command("audit", "--db", sourceUrl(), "--model", file("decant.yaml"), "--tenant", "globex");
        command(
                "export",
                "--db",
                sourceUrl(),
                "--model",
                file("decant.yaml"),
                "--tenant",
                "globex",
                "--out",
                file("globex.zip"),
                "--compress",
                "zstd");
        command(
                "import",
                file("globex.zip"),
                "--db",
                targetUrl(),
                "--user",
                "sa",
                "--model",
                file("own.yaml"),
                "--as",
                "globex-eu");
        out.println("With a database of your own:");
        command("init", "--db", "jdbc:postgresql://HOST/DATABASE", "--user", "NAME");
    }

    private String[] exportTo(String name) {
        return new String[] {
            "export", "--db", sourceUrl(), "--model", file("decant.yaml"), "--tenant", TENANT, "--out", file(name)
        };
    }

    private String[] compare() {
        return new String[] {"compare", file("acme"), "--db", targetUrl(), "--user", "sa", "--model", file("own.yaml")};
    }

    private String sourceUrl() {
        return "jdbc:sqlite:" + file("shared.db");
    }

    private String targetUrl() {
        String path = file("own");
        return "jdbc:h2:" + (folder.isAbsolute() ? path : "./" + path);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void heading(String text) {
        step++;
        out.println();
        out.println("== " + step + ". " + text);
    }

    private void command(String... words) {
        out.println("  " + System.getProperty("decant.command", "decant") + " "
                + Arrays.stream(words).map(Shell::quote).collect(Collectors.joining(" ")));
    }

    /** @return 0 if the exit code is the expected one */
    private int run(int expected, String... words) {
        command(words);
        out.println();
        int exitCode = session.again().run(words);
        if (exitCode == expected && expected != 0) {
            out.println("(exit code " + exitCode + ": refused, as it should be)");
        }
        if (exitCode == expected) {
            return 0;
        }
        if (exitCode == ErrorCode.INTERRUPTED.outcome().exitCode()) {
            return exitCode;
        }
        session.err().println("decant: the demo expected exit code " + expected + " here, and got " + exitCode);
        return exitCode == 0 ? 1 : exitCode;
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void flipABit(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long middle = bytes.length() / 2;
            bytes.seek(middle);
            int flipped = bytes.read() ^ 1;
            bytes.seek(middle);
            bytes.write(flipped);
        }
    }
}
