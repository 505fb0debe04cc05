package io.decant.bench;

import io.decant.cli.sample.SampleTenant;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How Decant's time and memory grow: with rows, neighbours, tables and parts. */
final class ScaleWork {
    private static final String ACCOUNT = "one";
    private static final int ROWS_A_TABLE = 10;

    private final Site site;
    private final SourceData data;
    private final Sizes sizes;

    private ScaleWork(Site site, SourceData data, Sizes sizes) {
        this.site = site;
        this.data = data;
        this.sizes = sizes;
    }

    static List<Work> all(Site site, SourceData data, Sizes sizes) throws IOException, SQLException {
        ScaleWork scale = new ScaleWork(site, data, sizes);
        return List.of(scale.rows(), scale.tenants(), scale.widths(), scale.parts(), scale.tables());
    }

    /** Three tenants of one database, each ten times the one before. */
    private Work rows() throws IOException, SQLException {
        String database = growing();
        return work(
                "scale-rows",
                "Ten times the rows",
                "rows-tenth",
                List.of(
                        export("rows-hundredth", part(100) + " rows", database, "hundredth"),
                        export("rows-tenth", part(10) + " rows", database, "tenth"),
                        export("rows-whole", part(1) + " rows", database, "whole")));
    }

    private String growing() throws SQLException {
        return data.sample(
                "scale_rows_" + sizes.rows(),
                List.of(
                        new SampleTenant("whole", part(1)),
                        new SampleTenant("tenth", part(10)),
                        new SampleTenant("hundredth", part(100))));
    }

    private long part(int parts) {
        return Math.max(SampleTenant.FEWEST_ROWS, sizes.rows() / parts);
    }

    /** The same tenant among ten and among a hundred of its size. */
    private Work tenants() throws IOException, SQLException {
        return work(
                "scale-tenants",
                "Ten times the tenants in the same tables",
                "tenants-10",
                List.of(
                        export("tenants-10", "one of 10", neighbours(10), "tenant0"),
                        export("tenants-100", "one of 100", neighbours(100), "tenant0")));
    }

    private String neighbours(int tenants) throws SQLException {
        long rows = part(40);
        List<SampleTenant> all = IntStream.range(0, tenants)
                .mapToObj(i -> new SampleTenant("tenant" + i, rows))
                .toList();
        return data.sample("scale_tenants_" + rows + "_" + tenants, all);
    }

    /** The same bytes in rows of another width. */
    private Work widths() throws IOException, SQLException {
        List<Contender> contenders = new ArrayList<>();
        long bytes = Math.max(1_000_000, sizes.rows() * 50);
        for (int width : new int[] {50, 500, 5_000, 50_000}) {
            String database = data.accounts(
                    "scale_width_" + bytes + "_" + width,
                    ACCOUNT,
                    List.of(
                            "CREATE TABLE doc (id bigint PRIMARY KEY, account text NOT NULL REFERENCES account, note text)",
                            "INSERT INTO doc SELECT g, '" + ACCOUNT + "', repeat(md5(g::text), " + width
                                    + " / 32) || left(md5(g::text), " + width + " % 32) FROM generate_series(1, "
                                    + bytes / width + ") g"));
            contenders.add(plain("width-" + width, "rows of " + width + " bytes", database));
        }
        return work("scale-widths", "The same bytes in wider rows", "width-500", contenders);
    }

    /** Many parts of the same rows: a part is a file, a hash and a line of the manifest. */
    private Work parts() throws IOException, SQLException {
        String database = growing();
        return work(
                "scale-parts",
                "A file for every 4 KB",
                "parts-few",
                List.of(
                        export("parts-few", "parts of 100 MB", database, "tenth"),
                        export("parts-many", "parts of 4 KB", database, "tenth", "--part-size", "4KB")));
    }

    private Work tables() throws IOException, SQLException {
        List<Contender> contenders = new ArrayList<>();
        for (int tables : new int[] {10, 100, 1_000}) {
            contenders.add(plain("tables-" + tables, tables + " tables of " + ROWS_A_TABLE + " rows", small(tables)));
        }
        return work("scale-tables", "Many small tables", "tables-10", contenders);
    }

    private String small(int tables) throws SQLException {
        List<String> ddl = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            ddl.add(SourceData.smallTable(i));
            ddl.add("INSERT INTO t" + i + " SELECT g, '" + ACCOUNT + "', 'note ' || g FROM generate_series(1, "
                    + ROWS_A_TABLE + ") g");
        }
        return data.accounts("scale_tables_" + tables, ACCOUNT, ddl);
    }

    private Contender export(String name, String what, String database, String tenant, String... options)
            throws IOException {
        return site.decant(
                name,
                what,
                true,
                site.exportWords(database, tenant, site.place().out(), options));
    }

    /** From a database that is not the sample's. */
    private Contender plain(String name, String what, String database) throws IOException {
        List<String> words = site.accountWords("export", database);
        words.addAll(List.of("--tenant", ACCOUNT, "--out", site.place().out().toString()));
        return site.decant(name, what, true, words);
    }

    private static Work work(String name, String title, String baseline, List<Contender> contenders) {
        return new Work(name, title, baseline, contenders, () -> {}, contender -> {});
    }
}
