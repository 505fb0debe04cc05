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
    static final String REMAP = "decant-remap";
    static final String KEEP_SMALL_HEAP = "decant-keep-64m";

    private final Site site;
    private final String database;
    private final Path csv;
    private final Path dump;
    private final Path archive;

    private ImportWork(Site site, String database) throws IOException {
        this.site = site;
        this.database = database;
        Path inputs = site.place().inputs();
        this.csv = inputs.resolve("csv");
        this.dump = inputs.resolve("dump");
        this.archive = inputs.resolve("archive");
    }

    static Work of(Site site, SourceData data, Sizes sizes) throws IOException, SQLException, InterruptedException {
        String database = data.source(sizes);
        ImportWork work = new ImportWork(site, database);
        work.makeInputs();
        long rows = Long.parseLong(site.server().ask(database, SampleTables.count(SourceData.TENANT)));
        data.empty();
        return new Work(
                "import",
                "One tenant into empty tables, constraints in place",
                site.clients().present() ? ExportWork.PSQL : ExportWork.JDBC,
                work.contenders(),
                data::newTarget,
                contender -> work.check(contender, rows));
    }

    private void check(Contender contender, long rows) throws SQLException {
        String found = site.server().ask(SourceData.TARGET, SampleTables.count(SourceData.TENANT));
        if (!found.equals(Long.toString(rows))) {
            throw new BenchException(contender.name() + " loaded " + found + " rows of " + rows
                    + ": its time says nothing. Look at what it does");
        }
    }

    private List<Contender> contenders() throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        String target = SourceData.TARGET;
        if (site.clients().present()) {
            Path script = site.place().script("import.sql", PsqlScripts.copyIn(csv));
            contenders.add(
                    site.shell(ExportWork.PSQL, "\\copy from, one transaction", site.psql(target, script), false));
        }
        if (Folders.size(dump) > 0) {
            contenders.add(site.shell(
                    "pg_restore",
                    "--data-only --single-transaction",
                    site.clients().command("pg_restore") + " " + site.login(target, BenchServer.USER)
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
                words(BenchServer.USER, "--keys", "keep")));
        if (offersExclusive()) {
            contenders.add(site.decant(
                    KEEP_EXCLUSIVE,
                    "--keys keep --exclusive, read back",
                    false,
                    words(BenchServer.USER, "--keys", "keep", "--exclusive")));
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
        List<String> words = new ArrayList<>(List.of("import", archive.toString()));
        words.addAll(List.of("--db", site.server().url(SourceData.TARGET), "--user", user));
        words.addAll(List.of("--model", SourceData.model(site.place()).toString(), "--quiet"));
        words.addAll(List.of(options));
        return words;
    }

    /** What the imports read: the same rows in each tool's own form. */
    private void makeInputs() throws IOException, SQLException, InterruptedException {
        Folders.delete(site.place().inputs());
        site.place().inputs();
        Meter meter = new Meter(site.server(), site.place().logs());
        String tenant = SourceData.TENANT;
        if (site.clients().present()) {
            Path script = site.place().script("inputs.sql", PsqlScripts.copyOut(SampleTables.ALL, tenant, csv));
            String line = "mkdir -p '" + csv + "'; " + site.psql(database, script);
            meter.run(site.shell("inputs-psql", "", line, true), csv);
        } else {
            meter.run(site.java("inputs-jdbc", "", JdbcExport.class, database, tenant, csv, true), csv);
        }
        if (site.clients().canDump(site.server().ask(database, "SHOW server_version"))) {
            meter.run(site.shell("inputs-pg_dump", "", ExportWork.dump(site, database, tenant, dump), false), dump);
        }
        meter.run(site.decant("inputs-decant", "", true, site.exportWords(database, tenant, archive)), archive);
    }
}
