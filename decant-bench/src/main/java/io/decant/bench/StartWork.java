package io.decant.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a start of the command costs, with next to nothing to do after it. */
final class StartWork {
    static final String NAME = "start";
    static final String VERSION = "version";
    static final String PLAN = "plan-300";

    private static final String JAVA = "java";
    private static final int TABLES = 300;

    private StartWork() {}

    static Work of(Site site, SourceData data) throws IOException, SQLException {
        List<String> ddl = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            ddl.add(SourceData.smallTable(i));
        }
        String database = data.accounts("start_" + TABLES, "one", ddl);
        Contender java = new Contender(
                JAVA,
                "the Java machine, which says its version",
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-version"),
                Map.of(),
                false);
        Contender version = site.decant(VERSION, "./decant --version", false, List.of("--version"));
        Contender plan = site.decant(
                PLAN, "./decant plan, of " + TABLES + " tables", false, site.accountWords("plan", database));
        return new Work(
                NAME, "The start of the command", JAVA, List.of(java, version, plan), () -> {}, contender -> {});
    }
}
