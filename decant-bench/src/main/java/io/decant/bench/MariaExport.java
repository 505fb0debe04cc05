package io.decant.bench;

import io.decant.bench.peer.BatchExport;
import io.decant.bench.peer.JdbcExport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** One tenant taken out of a shared database of MariaDB, by all contenders. */
final class MariaExport {
    static final String CLIENT = "mariadb";

    private final Site site;
    private final MariaClients clients;
    private final String database;
    private final String tenant;
    private final Path out;

    private MariaExport(Site site, MariaClients clients, String database, String tenant) {
        this.site = site;
        this.clients = clients;
        this.database = database;
        this.tenant = tenant;
        this.out = site.place().out();
    }

    /** The large tenant. */
    static Work large(Site site, MariaClients clients, String database) throws IOException, SQLException {
        MariaExport work = new MariaExport(site, clients, database, SourceData.TENANT);
        List<Contender> decant = List.of(
                work.decant(ExportWork.DECANT, "as it comes", true),
                work.decant(ExportWork.DECANT_TWO, "--jobs 2", true, "--jobs", "2"),
                work.decant(ExportWork.DECANT_ZSTD, "--compress zstd", false, "--compress", "zstd"));
        return work.of("mariadb-export", "One tenant out of the shared database", decant);
    }

    /** The small tenant, where starting is most of the time. */
    static Work small(Site site, MariaClients clients, String database) throws IOException, SQLException {
        MariaExport work = new MariaExport(site, clients, database, SourceData.SMALL_TENANT);
        return work.of(
                "mariadb-export-small",
                "A small tenant out of the same tables",
                List.of(work.decant(ExportWork.DECANT, "as it comes", true)));
    }

    private Work of(String name, String title, List<Contender> decant) throws IOException, SQLException {
        TenantRows rows = TenantRows.of(site.server(), database, tenant);
        List<Contender> contenders =
                Stream.of(own(), teams(), decant).flatMap(List::stream).toList();
        return new Work(name, title, CLIENT, contenders, () -> {}, contender -> rows.checkFiles(contender, out));
    }

    private List<Contender> own() throws IOException {
        Path script = site.place().script("select-" + tenant + ".sql", MariaScripts.select(tenant));
        String select = clients.client(site.server(), database) + " --quick --batch <'" + script + "' >'" + out
                + "/tenant.tsv'";
        return List.of(
                site.shell(CLIENT, "--quick --batch, table after table into one file", begin(out) + select, true),
                site.shell(
                        "mariadb-dump",
                        "--single-transaction --where, INSERT statements",
                        begin(out) + dump(site, clients, database, tenant, out),
                        false),
                site.shell(
                        "mariadb-dump-tab",
                        "--tab --where: the server writes the files",
                        begin(out) + dumpTab(site, clients, database, tenant, out),
                        true));
    }

    private static String begin(Path folder) {
        return "mkdir -p '" + folder + "'; ";
    }

    /** INSERT statements as lines of shell; the folder has to be there. */
    static String dump(Site site, MariaClients clients, String database, String tenant, Path folder) {
        return MariaScripts.dump(clients.dump(site.server()), database, tenant, ">'" + folder + "/%s.sql'");
    }

    /** Files that {@code LOAD DATA} reads, as lines of shell; the folder has to be there. */
    static String dumpTab(Site site, MariaClients clients, String database, String tenant, Path folder) {
        return MariaScripts.dump(clients.dump(site.server()), database, tenant, "--tab='" + folder + "'");
    }

    private List<Contender> teams() {
        return List.of(
                site.java(
                        ExportWork.BATCH,
                        "cursor reader, flat file writer",
                        BatchExport.class,
                        database,
                        tenant,
                        out,
                        true),
                site.java(ExportWork.JDBC, "a result set into FastCSV", JdbcExport.class, database, tenant, out, true));
    }

    private Contender decant(String name, String what, boolean countable, String... options) throws IOException {
        return site.decant(name, what, countable, site.exportWords(database, tenant, out, options));
    }
}
