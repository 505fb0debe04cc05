package io.decant.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stays of a run: every figure as JSON, the tables as Markdown, a picture of the ratios. */
final class ReportFiles {
    private ReportFiles() {}

    /** Writes {@code NAME.json}, {@code NAME.md} and {@code NAME.svg}, and shows the tables. */
    static void write(Report report, Path folder, String name, PrintStream log) throws IOException {
        Files.createDirectories(folder);
        String tables = Tables.markdown(report);
        String heading =
                "<!-- Written by ./decant-bench/run " + name + ": run it again, do not edit. -->\n\n# Figures of "
                        + name + "\n\n![Ratios of wall time](" + name + ".svg)\n\n";
        Files.writeString(folder.resolve(name + ".md"), heading + tables);
        Files.writeString(folder.resolve(name + ".svg"), Picture.svg(report.results()));
        ReportJson.write(report, Files.newOutputStream(folder.resolve(name + ".json")));
        log.println();
        log.print(tables);
        log.println("Written: " + folder.resolve(name) + ".json, .md and .svg");
    }
}
