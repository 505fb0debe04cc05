package io.decant.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an export does to those who use the same database meanwhile. */
final class LatencyWork {
    static final String NOBODY = "nobody";

    private LatencyWork() {}

    static Work of(Site site, Clients clients, String database) throws IOException, SQLException {
        Foreground.prepare(site.server(), database);
        Path out = site.place().out();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(site.shell(NOBODY, "no export, for five seconds", "sleep 5", false));
        if (clients.present()) {
            Path script =
                    site.place().script("latency.sql", PsqlScripts.copyOut(SampleTables.ALL, SourceData.TENANT, out));
            contenders.add(site.shell(
                    ExportWork.PSQL,
                    "\\copy, table after table",
                    "mkdir -p '" + out + "'; " + clients.psql(site.server(), database, script),
                    true));
        }
        contenders.add(decant(site, database, ExportWork.DECANT, "as it comes"));
        contenders.add(decant(site, database, ExportWork.DECANT_TWO, "--jobs 2", "--jobs", "2"));
        Contender plain =
                decant(site, database, "decant-nice", "nice: the processors are the server's, as far as can be");
        List<String> nice = new ArrayList<>(List.of("nice", "-n", "19"));
        nice.addAll(plain.command());
        contenders.add(new Contender(plain.name(), plain.what(), nice, plain.environment(), plain.countable()));
        contenders.add(decant(site, database, "decant-held-back", "--max-rate 20MB/s", "--max-rate", "20MB/s"));
        return new Work(
                "latency",
                "Look-ups of others beside an export",
                NOBODY,
                contenders,
                () -> {},
                contender -> {},
                () -> Foreground.start(site.server(), database));
    }

    private static Contender decant(Site site, String database, String name, String what, String... options)
            throws IOException {
        return site.decant(
                name,
                what,
                true,
                site.exportWords(database, SourceData.TENANT, site.place().out(), options));
    }
}
