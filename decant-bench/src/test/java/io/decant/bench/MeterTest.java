package io.decant.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MeterTest {
    @TempDir
    private static Path folder;

    private static BenchServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(folder.resolve("server"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** The shell's own count of the same processes is the other opinion. */
    @Test
    void processorTimeOfAllProcessesOfAContenderIsCounted() throws Exception {
        Path counted = folder.resolve("counted");
        String loop = "for ((i = 0; i < 400000; i++)); do :; done";
        String script = "TIMEFORMAT='%U %S'; { time { (" + loop + ") & (" + loop + ") & wait; }; } 2>" + counted;
        Reading reading = run(script);
        double shell = 0;
        for (String part : Files.readString(counted).strip().split(" ", -1)) {
            shell += Double.parseDouble(part);
        }
        assertThat(shell).isGreaterThan(0.1);
        assertThat(reading.clientCpu()).isBetween(shell - 0.05, shell + 0.15);
    }

    @Test
    void memoryOfAllProcessesOfAContenderIsCounted() throws Exception {
        String hold = "tail -c 60000000 >/dev/null; } < <(head -c 60000000 /dev/zero; sleep 0.5)";
        Reading reading = run("{ " + hold + " & { " + hold + " & wait");
        assertThat(reading.peakMemory()).isBetween(115_000_000L, 200_000_000L);
    }

    @Test
    void theServersTimeIsCountedAlsoWhenItsProcessHasEnded() throws Exception {
        double before = server.cpu();
        long start = System.nanoTime();
        server.execute("postgres", "SELECT count(*) FROM generate_series(1, 2000000) AS g WHERE sqrt(g) > 3");
        double wall = (System.nanoTime() - start) / 1e9;
        server.awaitQuiet();
        assertThat(server.cpu() - before).isBetween(0.1, wall * 3 + 0.3);
    }

    @Test
    void aContenderThatFailsIsNoReading() {
        assertThatThrownBy(() -> run("echo 'that did not work'; exit 3"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("that did not work");
    }

    @Test
    void aContenderThatFailsOrDoesLessIsNamedAndLeftOut() throws Exception {
        Work work = work("good", "true");
        WorkResult result = rounds().run(work, 2);
        assertThat(result.of("good").orElseThrow().readings()).hasSize(2);
        assertThat(result.of("broken")).isEmpty();
        assertThat(result.of("lazy")).isEmpty();
        assertThat(result.failures()).containsOnlyKeys("broken", "lazy").containsEntry("lazy", "did less");
        Report report = new Report(Map.of(), new Sizes(1_000, 100, 2_000), 2, List.of(result));
        assertThat(report.complete()).isFalse();
        assertThat(Tables.markdown(report)).contains("**lazy failed.** did less");
    }

    @Test
    void withoutTheBaselineThereIsNothingToCompareWith() {
        assertThatThrownBy(() -> rounds().run(work("good", "exit 4"), 1))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("exit code 4");
    }

    private static Work work(String baseline, String script) {
        List<Contender> contenders = List.of(shell("broken", "exit 3"), shell(baseline, script), shell("lazy", "true"));
        return new Work("work", "", baseline, contenders, () -> {}, contender -> {
            if (contender.name().equals("lazy")) {
                throw new BenchException("did less");
            }
        });
    }

    private static Rounds rounds() throws Exception {
        Place place = new Place(folder, Files.createDirectories(folder.resolve("outputs")));
        Site site = new Site(server, place, List.of("false"));
        return new Rounds(
                site, new Meter(server, folder), new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }

    private static Contender shell(String name, String script) {
        return new Contender(name, "", List.of("bash", "-c", script), Map.of(), false);
    }

    private static Reading run(String script) throws Exception {
        return new Meter(server, folder).run(shell("shell", script), folder.resolve("none"));
    }
}
