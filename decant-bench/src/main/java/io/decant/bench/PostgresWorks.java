package io.decant.bench;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is measured on PostgreSQL. */
record PostgresWorks(Site site, Clients clients, Sizes sizes, PrintStream log) {
    /** @param verb {@code export}, {@code import}, {@code scale}, {@code latency} or {@code all} */
    List<Work> of(String verb) throws Exception {
        SourceData data = new SourceData(site.server(), log);
        boolean all = verb.equals("all");
        List<Work> works = new ArrayList<>();
        if (all || verb.equals("export")) {
            String source = data.source(sizes);
            works.add(ExportWork.large(site, clients, source));
            works.add(ExportWork.small(site, clients, source));
            works.add(VerifyWork.of(site, source));
        }
        if (all || verb.equals("latency")) {
            works.add(LatencyWork.of(site, clients, data.source(sizes)));
        }
        if (all || verb.equals("import")) {
            works.add(ImportWork.of(site, clients, data, sizes));
        }
        if (all || verb.equals("scale")) {
            works.add(StartWork.of(site, data));
            works.addAll(ScaleWork.all(site, data, sizes));
            works.addAll(ValueWork.all(site, data));
        }
        return works;
    }

    void tellWhatIsMissing() throws SQLException {
        String server = site.server().ask("postgres", "SHOW server_version");
        if (!clients.present()) {
            log.println(
                    "bench: no psql, so it goes on without PostgreSQL's own tools, and ratios are to JDBC with FastCSV."
                            + " On Debian or Ubuntu, as root: apt-get install postgresql-client");
        } else if (!clients.canDump(server)) {
            log.println("bench: pg_dump " + clients.version() + " refuses a server " + server
                    + ", so it goes on without pg_dump and pg_restore. Install newer clients, or let ./decant-bench/run"
                    + " choose the server that fits");
        }
        if (!Clients.hasOpenssl()) {
            log.println("bench: no openssl, so it goes on without the contenders that hash. apt-get install openssl");
        }
    }
}
