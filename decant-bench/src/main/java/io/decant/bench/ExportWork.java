package io.decant.bench;

import io.decant.bench.peer.BatchExport;
import io.decant.bench.peer.JdbcExport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One tenant taken out of the shared database, by all contenders. */
final class ExportWork {
    static final String PSQL = "psql";
    static final String PSQL_TWO = "psql-2";
    static final String PSQL_CONTENT = "psql-content-hash";
    static final String BATCH = "spring-batch";
    static final String JDBC = "jdbc-fastcsv";
    static final String DECANT = "decant";
    static final String DECANT_TWO = "decant-jobs-2";
    static final String DECANT_ORDERED = "decant-ordered";
    static final String DECANT_ZSTD = "decant-zstd";
    static final String DECANT_SMALL_HEAP = "decant-64m";

    /** Hashes files that are there, by the processor's own instructions for it. */
    private static final String HASH = "openssl dgst -sha256 \"$out\"/*.csv";

    private final Site site;
    private final Clients clients;
    private final String database;
    private final String tenant;
    private final String begin;
    private final Path out;

    private ExportWork(Site site, Clients clients, String database, String tenant) {
        this.site = site;
        this.clients = clients;
        this.database = database;
        this.tenant = tenant;
        this.out = site.place().out();
        this.begin = "out='" + out + "'; mkdir -p \"$out\"; ";
    }

    /** The large tenant. */
    static Work large(Site site, Clients clients, String database) throws IOException, SQLException {
        ExportWork work = new ExportWork(site, clients, database, SourceData.TENANT);
        List<Contender> contenders = new ArrayList<>();
        contenders.addAll(work.psql());
        contenders.addAll(work.teams());
        contenders.addAll(work.decant());
        return work.of("export", "One tenant out of the shared database", contenders);
    }

    /** The small tenant, where starting is most of the time. */
    static Work small(Site site, Clients clients, String database) throws IOException, SQLException {
        ExportWork work = new ExportWork(site, clients, database, SourceData.SMALL_TENANT);
        List<Contender> contenders = new ArrayList<>();
        if (clients.present()) {
            contenders.add(work.psqlSequential());
        }
        contenders.addAll(work.teams());
        contenders.add(work.decant(DECANT, "as it comes", true));
        return work.of("export-small", "A small tenant out of the same tables", contenders);
    }

    private Work of(String name, String title, List<Contender> contenders) throws SQLException {
        String baseline = clients.present() ? PSQL : JDBC;
        TenantRows rows = TenantRows.of(site.server(), database, tenant);
        return new Work(name, title, baseline, contenders, () -> {}, contender -> rows.checkFiles(contender, out));
    }

    private List<Contender> psql() throws IOException, SQLException {
        List<Contender> contenders = new ArrayList<>();
        if (!clients.present()) {
            return contenders;
        }
        contenders.add(psqlSequential());
        String two = begin + twoAtATime();
        contenders.add(site.shell(PSQL_TWO, "\\copy, events beside the other tables: two snapshots", two, true));
        if (Clients.hasOpenssl()) {
            contenders.add(site.shell(
                    "psql-hash", "\\copy, then openssl's SHA-256", begin + sequential() + "; " + HASH, true));
            contenders.add(site.shell("psql-2-hash", "two at a time, then openssl's SHA-256", two + "; " + HASH, true));
            String content = clients.psql(site.server(), database, site.place().script("content.sql", canonical()))
                    + "; " + HASH;
            contenders.add(site.shell(
                    PSQL_CONTENT,
                    "\\copy of SQL that writes ISO 8601 and Base64, then openssl",
                    begin + content,
                    true));
        }
        if (clients.canDump(site.server().ask(database, "SHOW server_version"))) {
            contenders.add(site.shell(
                    "pg_dump", "row-level security, -Fd -j 2 -Z 0", dump(site, clients, database, tenant, out), false));
        }
        return contenders;
    }

    /** A dump of what a role may see whose policies let one tenant through, as a line of shell. */
    static String dump(Site site, Clients clients, String database, String tenant, Path out) {
        StringBuilder line = new StringBuilder("PGOPTIONS='-c bench.tenant=" + tenant + "' ");
        line.append(clients.command("pg_dump"))
                .append(' ')
                .append(clients.login(site.server(), database, SourceData.TENANT_ROLE));
        line.append(" --data-only --enable-row-security -Fd -j 2 -Z 0 -f '")
                .append(out)
                .append('\'');
        SampleTables.EXCLUDED.forEach(
                table -> line.append(" -T '\"").append(table).append("\"'"));
        return line.toString();
    }

    private Contender psqlSequential() throws IOException {
        return site.shell(PSQL, "\\copy, table after table", begin + sequential(), true);
    }

    private String sequential() throws IOException {
        return copyOut(tenant + ".sql", SampleTables.ALL);
    }

    private String twoAtATime() throws IOException {
        List<SampleTables.Owned> events = SampleTables.ALL.stream()
                .filter(table -> table.table().equals(SampleTables.EVENTS))
                .toList();
        List<SampleTables.Owned> others = SampleTables.ALL.stream()
                .filter(table -> !table.table().equals(SampleTables.EVENTS))
                .toList();
        return copyOut("events.sql", events) + " & first=$!; " + copyOut("others.sql", others) + "; wait \"$first\"";
    }

    private String copyOut(String script, List<SampleTables.Owned> tables) throws IOException {
        return clients.psql(
                site.server(), database, site.place().script(script, PsqlScripts.copyOut(tables, tenant, out)));
    }

    private String canonical() throws SQLException {
        try (Connection connection = site.server().connect(database)) {
            return PsqlScripts.copyOutCanonical(connection, tenant, out);
        }
    }

    private List<Contender> teams() {
        return List.of(
                site.java(BATCH, "cursor reader, flat file writer", BatchExport.class, database, tenant, out, true),
                site.java(JDBC, "a result set into FastCSV", JdbcExport.class, database, tenant, out, true));
    }

    private List<Contender> decant() throws IOException {
        Contender plain = decant(DECANT, "as it comes", true);
        Contender narrow =
                new Contender(DECANT_SMALL_HEAP, "-Xmx64m", plain.command(), Map.of("DECANT_OPTS", "-Xmx64m"), true);
        return List.of(
                plain,
                decant(DECANT_TWO, "--jobs 2", true, "--jobs", "2"),
                decant(DECANT_ORDERED, "--ordered", true, "--ordered"),
                decant(DECANT_ZSTD, "--compress zstd", false, "--compress", "zstd"),
                narrow);
    }

    private Contender decant(String name, String what, boolean countable, String... options) throws IOException {
        return site.decant(name, what, countable, site.exportWords(database, tenant, out, options));
    }
}
