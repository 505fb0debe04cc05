package io.decant.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself, on so few rows that its figures say nothing. Contenders that need PostgreSQL's tools run where these are. */
@EnabledOnOs(OS.LINUX)
class BenchTest {
    @TempDir
    private Path work;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void everyContenderTakesTheTenantOutAndPutsItBack() throws Exception {
        assertThat(run("export", "--rows", "2000", "--rounds", "1"))
                .as(this::printed)
                .isZero();
        assertThat(report("export.md"))
                .contains("| decant ", "| spring-batch ", "| jdbc-fastcsv ")
                .contains("| decant-verify ", "| sha256sum ")
                .contains("| wall to Spring Batch ");
        assertThat(report("export.json")).contains("\"wallMedian\"", "\"serverCpu\"", "\"PostgreSQL ");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(report("export.svg").getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("rect")
                        .getLength())
                .isGreaterThan(8);

        assertThat(run("import", "--rows", "2000", "--rounds", "1"))
                .as(this::printed)
                .isZero();
        assertThat(report("import.md")).contains("| decant-remap ", "| spring-batch ", "| jdbc-fastcsv ");

        assertThat(run("latency", "--rows", "2000", "--rounds", "1"))
                .as(this::printed)
                .isZero();
        assertThat(report("latency.md")).contains("| nobody ", "| decant-held-back ", "p99 ms");
        assertThat(report("latency.json")).contains("\"p99Millis\"");
        assertThat(printed()).as("the data is made once").containsOnlyOnce("making 5,000 rows");
    }

    @Test
    void mariaDbIsMeasuredBesideItsOwnPrograms() throws Exception {
        String only = "mariadb-dump-tab,spring-batch,jdbc-fastcsv,decant,decant-keep,decant-remap";
        assertThat(run("mariadb", "--rows", "1000", "--rounds", "1", "--only", only))
                .as(this::printed)
                .isZero();
        assertThat(report("mariadb.md"))
                .contains("## One tenant out of", "## A small tenant", "## One tenant into")
                .contains("| mariadb ", "| mariadb-dump-tab ")
                .contains("| decant ", "| decant-remap ", "| spring-batch ", "| jdbc-fastcsv ")
                .contains("innodb-flush-log-at-trx-commit=1")
                .doesNotContain("Marks");
        assertThat(report("mariadb.json")).contains("\"serverCpu\"", "\"MariaDB ");
        assertThat(report("mariadb.svg")).contains("decant-keep");
    }

    @Test
    void aFailingContenderStopsTheRunAndIsQuoted() {
        String[] words = {
            "export",
            "--rows",
            "1000",
            "--rounds",
            "1",
            "--only",
            "decant",
            "--work",
            work.toString(),
            "--decant",
            "false"
        };
        assertThat(Bench.run(new PrintStream(printed, true, StandardCharsets.UTF_8), words))
                .isEqualTo(1);
        assertThat(printed()).contains("ended with exit code 1");
    }

    @Test
    void anUnknownWordIsAQuestionOfUsage() {
        assertThat(run("exports")).isEqualTo(2);
        assertThat(printed()).contains("export, import, scale, latency, mariadb or all");
    }

    private int run(String... words) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String decant = java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + System.getProperty("java.class.path")
                + " io.decant.cli.Main";
        String[] all = new String[words.length + 4];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--work";
        all[words.length + 1] = work.toString();
        all[words.length + 2] = "--decant";
        all[words.length + 3] = decant;
        return Bench.run(new PrintStream(printed, true, StandardCharsets.UTF_8), all);
    }

    private String report(String name) throws Exception {
        return Files.readString(work.resolve("reports").resolve(name));
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
