package io.decant.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The harness' command line. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Decant beside what people use instead. Needs Linux.")
public final class Bench implements Callable<Integer> {
    private static final String MARIADB = "mariadb";
    private static final List<String> VERBS = List.of("export", "import", "scale", "latency", MARIADB, "all");

    private final PrintStream log;

    @Parameters(paramLabel = "export|import|scale|latency|mariadb|all", description = "What to measure.")
    private String verb = "";

    @Option(names = "--rows", defaultValue = "2000000", description = "Rows of the tenant. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(names = "--total", description = "Rows of all tenants. Default: two and a half times --rows.")
    private @Nullable Long total;

    @Option(names = "--rounds", defaultValue = "5", description = "Runs of each contender. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--only", split = ",", description = "Contenders to run, beside each baseline. Default: all.")
    private List<String> only = List.of();

    @Option(
            names = "--work",
            required = true,
            description = "Folder that stays: the server with its data, scripts, logs.")
    private Path work = Path.of("");

    @Option(
            names = "--out",
            description = "Folder for what exports write, on another disk perhaps. Default: in --work.")
    private @Nullable Path out;

    @Option(
            names = "--reports",
            description = "Folder for the figures: VERB.json, VERB.md and VERB.svg. Default: in --work.")
    private @Nullable Path reports;

    @Option(names = "--clients", description = "Folder of psql and pg_dump. Default: the PATH.")
    private @Nullable Path clients;

    @Option(names = "--decant", split = " ", required = true, description = "The command, as words.")
    private List<String> decant = List.of();

    private Bench(PrintStream log) {
        this.log = log;
    }

    /** Ends with 0, 2 for a wrong command line, or 1 with a message. */
    public static void main(String... words) {
        System.exit(run(System.out, words));
    }

    /** @return the exit code */
    static int run(PrintStream log, String... words) {
        return new CommandLine(new Bench(log))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    log.println("bench: " + failure.getMessage());
                    if (!(failure instanceof BenchException)) {
                        failure.printStackTrace(log);
                    }
                    return 1;
                })
                .execute(words);
    }

    @Override
    public Integer call() throws Exception {
        if (!VERBS.contains(verb) || rounds < 1) {
            log.println("bench: say export, import, scale, latency, mariadb or all, and at least one round");
            return 2;
        }
        if (!Files.isReadable(Path.of("/proc/self/stat"))) {
            log.println("bench: processor time and memory are read from /proc, which only Linux has. Run it there");
            return 2;
        }
        Path folder = Files.createDirectories(work.toAbsolutePath());
        Path outputs = Files.createDirectories(out == null ? folder.resolve("out") : out.toAbsolutePath());
        boolean complete = verb.equals(MARIADB) || postgres(new Place(folder, outputs));
        if (verb.equals(MARIADB) || verb.equals("all")) {
            complete &= mariadb(new Place(Files.createDirectories(folder.resolve(MARIADB)), outputs));
        }
        return complete ? 0 : 1;
    }

    private boolean postgres(Place place) throws Exception {
        try (BenchServer server = PostgresServer.start(place.work().resolve("server"))) {
            Site site = new Site(server, place, decant);
            PostgresWorks works = new PostgresWorks(site, Clients.find(clients), sizes(), log);
            works.tellWhatIsMissing();
            String version = works.clients().version();
            return report(site, version.isEmpty() ? "none" : "PostgreSQL " + version, verb, () -> works.of(verb));
        }
    }

    private boolean mariadb(Place place) throws Exception {
        try (MariaServer server = MariaServer.start(place.work().resolve("server"))) {
            Site site = new Site(server, place, decant);
            MariaWorks works = new MariaWorks(site, server, MariaClients.find(server.programs()), sizes(), log);
            works.tellWhatIsMissing();
            return report(site, works.clients().versions(), MARIADB, works::all);
        }
    }

    /** @return whether every contender did its work */
    private boolean report(Site site, String versions, String name, BenchRun.Works works) throws Exception {
        Report report = new BenchRun(site, sizes(), rounds, only, log).of(versions, works);
        Path folder = reports == null ? work.toAbsolutePath().resolve("reports") : reports;
        ReportFiles.write(report, folder, name, log);
        return report.complete();
    }

    private Sizes sizes() {
        long all = total == null ? rows * 5 / 2 : total;
        return new Sizes(rows, Math.min(20_000, Math.max(500, rows / 10)), all);
    }
}
