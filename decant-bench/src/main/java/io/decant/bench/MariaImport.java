package io.decant.bench;

import io.decant.bench.peer.BatchImport;
import io.decant.bench.peer.JdbcExport;
import io.decant.bench.peer.JdbcImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One tenant put into empty tables of MariaDB, with their keys, indexes and references in place. */
final class MariaImport {
    private static final String TARGET = MariaData.TARGET;

    private final Site site;
    private final MariaClients clients;
    private final String database;
    private final Path csv;
    private final Path dump;
    private final Path tab;
    private final Path archive;

    private MariaImport(Site site, MariaClients clients, String database) throws IOException {
        this.site = site;
        this.clients = clients;
        this.database = database;
        Path inputs = site.place().inputs();
        this.csv = inputs.resolve("csv");
        this.dump = inputs.resolve("dump");
        this.tab = inputs.resolve("tab");
        this.archive = inputs.resolve("archive");
    }

    static Work of(Site site, MariaClients clients, MariaData data, String database)
            throws IOException, SQLException, InterruptedException {
        MariaImport work = new MariaImport(site, clients, database);
        work.makeInputs();
        TenantRows rows = TenantRows.of(site.server(), database, SourceData.TENANT);
        return new Work(
                "mariadb-import",
                "One tenant into empty tables, constraints in place",
                MariaExport.CLIENT,
                work.contenders(),
                data::newTarget,
                contender -> rows.checkTables(contender, TARGET));
    }

    private List<Contender> contenders() throws IOException {
        List<Contender> contenders = new ArrayList<>();
        String client = clients.client(site.server(), TARGET) + " --local-infile=1";
        Path load = site.place().script("load.sql", MariaScripts.load(tab));
        contenders.add(site.shell(
                MariaExport.CLIENT, "LOAD DATA LOCAL INFILE, one transaction", client + " <'" + load + "'", false));
        if (clients.loader() != null) {
            contenders.add(site.shell(
                    "mariadb-import",
                    "--local, a commit a table",
                    clients.load(site.server(), TARGET) + " " + MariaScripts.files(tab),
                    false));
        }
        contenders.add(site.shell(
                "mariadb-dump",
                "its INSERT statements, which put checks off",
                "cat '" + dump + "'/*.sql | " + client,
                false));
        contenders.add(java(ExportWork.BATCH, "flat file reader, JDBC batch writer", BatchImport.class));
        contenders.add(java(ExportWork.JDBC, "FastCSV into JDBC batches", JdbcImport.class));
        contenders.add(decant(ImportWork.KEEP, "--keys keep, read back", "keep"));
        contenders.add(decant(ImportWork.REMAP, "--keys remap, read back", "remap"));
        return contenders;
    }

    private Contender java(String name, String what, Class<?> main) {
        return site.java(name, what, main, TARGET, SourceData.TENANT, csv, false);
    }

    private Contender decant(String name, String what, String keys) throws IOException {
        return site.decant(
                name,
                what,
                false,
                site.importWords(archive, TARGET, site.server().user(), "--keys", keys));
    }

    /** What the imports read: the same rows in each tool's own form. */
    private void makeInputs() throws IOException, InterruptedException {
        Folders.delete(site.place().inputs());
        Files.createDirectories(dump);
        Files.createDirectories(tab);
        Meter meter = new Meter(site.server(), site.place().logs());
        String tenant = SourceData.TENANT;
        meter.run(site.shell("inputs-dump", "", MariaExport.dump(site, clients, database, tenant, dump), false), dump);
        meter.run(site.shell("inputs-tab", "", MariaExport.dumpTab(site, clients, database, tenant, tab), true), tab);
        meter.run(site.java("inputs-jdbc", "", JdbcExport.class, database, tenant, csv, true), csv);
        meter.run(site.decant("inputs-decant", "", true, site.exportWords(database, tenant, archive)), archive);
    }
}
