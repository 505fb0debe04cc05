package io.decant.bench;

import io.decant.bench.peer.BatchImport;
import io.decant.bench.peer.JdbcExport;
import io.decant.bench.peer.JdbcImport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One tenant put into tables that are empty, with their keys, indexes and references in place. */
final class ImportWork {
    static final String KEEP = "decant-keep";
    static final String KEEP_PUT_OFF = "decant-keep-superuser";
    static final String KEEP_EXCLUSIVE = "decant-keep-exclusive";
    static final String KEEP_EXCLUSIVE_TWO = "decant-keep-exclusive-jobs-2";
    static final String REMAP = "decant-remap";
    static final String REMAP_EXCLUSIVE = "decant-remap-exclusive";
    static final String KEEP_SMALL_HEAP = "decant-keep-64m";

    private final Site site;
    private final Clients clients;
    private final String database;
    private final Path csv;
    private final Path dump;
    private final Path archive;

    private ImportWork(Site site, Clients clients, String database) throws IOException {
        this.site = site;
        this.clients = clients;
        this.database = database;
        Path inputs = site.place().inputs();
        this.csv = inputs.resolve("csv");
        this.dump = inputs.resolve("dump");
        this.archive = inputs.resolve("archive");
    }

    static Work of(Site site, Clients clients, SourceData data, Sizes sizes)
            throws IOException, SQLException, InterruptedException {
        String database = data.source(sizes);
        ImportWork work = new ImportWork(site, clients, database);
        work.makeInputs();
        TenantRows rows = TenantRows.of(site.server(), database, SourceData.TENANT);
        data.empty();
        return new Work(
                "import",
                "One tenant into empty tables, constraints in place",
                clients.present() ? ExportWork.PSQL : ExportWork.JDBC,
                work.contenders(),
                data::newTarget,
                contender -> rows.checkTables(contender, SourceData.TARGET));
    }

    private List<Contender> contenders() throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        String target = SourceData.TARGET;
        if (clients.present()) {
            Path script = site.place().script("import.sql", PsqlScripts.copyIn(csv));
            contenders.add(site.shell(
                    ExportWork.PSQL,
                    "\\copy from, one transaction",
                    clients.psql(site.server(), target, script),
                    false));
        }
        if (Folders.size(dump) > 0) {
            contenders.add(site.shell(
                    "pg_restore",
                    "--data-only --single-transaction",
                    clients.command("pg_restore") + " "
                            + clients.login(site.server(), target, site.server().user())
                            + " --data-only --single-transaction '" + dump + "'",
                    false));
        }
        String tenant = SourceData.TENANT;
        contenders.add(site.java(
                ExportWork.BATCH,
                "flat file reader, JDBC batch writer",
                BatchImport.class,
                target,
                tenant,
                csv,
                false));
        contenders.add(
                site.java(ExportWork.JDBC, "FastCSV into JDBC batches", JdbcImport.class, target, tenant, csv, false));
        contenders.addAll(decant());
        return contenders;
    }

    private List<Contender> decant() throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        Contender keep =
                site.decant(KEEP, "--keys keep, read back", false, words(SourceData.WRITER_ROLE, "--keys", "keep"));
        contenders.add(keep);
        contenders.add(site.decant(
                KEEP_PUT_OFF,
                "the same by a role that may put checks off",
                false,
                words(site.server().user(), "--keys", "keep")));
        if (offersExclusive()) {
            contenders.add(site.decant(
                    KEEP_EXCLUSIVE,
                    "--keys keep --exclusive, read back",
                    false,
                    words(site.server().user(), "--keys", "keep", "--exclusive")));
            contenders.add(site.decant(
                    KEEP_EXCLUSIVE_TWO,
                    "--keys keep --exclusive --jobs 2, read back",
                    false,
                    words(site.server().user(), "--keys", "keep", "--exclusive", "--jobs", "2")));
            contenders.add(site.decant(
                    REMAP_EXCLUSIVE,
                    "--keys remap --exclusive, read back",
                    false,
                    words(site.server().user(), "--keys", "remap", "--exclusive")));
        }
        contenders.add(
                site.decant(REMAP, "--keys remap, read back", false, words(SourceData.WRITER_ROLE, "--keys", "remap")));
        contenders.add(new Contender(
                KEEP_SMALL_HEAP, "--keys keep, -Xmx64m", keep.command(), Map.of("DECANT_OPTS", "-Xmx64m"), false));
        return contenders;
    }

    private boolean offersExclusive() throws InterruptedException {
        List<String> help = new ArrayList<>(site.decant());
        help.addAll(List.of("import", "--help"));
        return Clients.output(help.toArray(String[]::new)).contains("--exclusive");
    }

    private List<String> words(String user, String... options) throws IOException {
        return site.importWords(archive, SourceData.TARGET, user, options);
    }

    /** What the imports read: the same rows in each tool's own form. */
    private void makeInputs() throws IOException, SQLException, InterruptedException {
        Folders.delete(site.place().inputs());
        site.place().inputs();
        Meter meter = new Meter(site.server(), site.place().logs());
        String tenant = SourceData.TENANT;
        if (clients.present()) {
            Path script = site.place().script("inputs.sql", PsqlScripts.copyOut(SampleTables.ALL, tenant, csv));
            String line = "mkdir -p '" + csv + "'; " + clients.psql(site.server(), database, script);
            meter.run(site.shell("inputs-psql", "", line, true), csv);
        } else {
            meter.run(site.java("inputs-jdbc", "", JdbcExport.class, database, tenant, csv, true), csv);
        }
        if (clients.canDump(site.server().ask(database, "SHOW server_version"))) {
            meter.run(
                    site.shell("inputs-pg_dump", "", ExportWork.dump(site, clients, database, tenant, dump), false),
                    dump);
        }
        meter.run(site.decant("inputs-decant", "", true, site.exportWords(database, tenant, archive)), archive);
    }
}
