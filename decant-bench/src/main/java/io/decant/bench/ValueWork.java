package io.decant.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One row that is as large as rows come, and what it costs in memory: on its way out, and on its way in. */
final class ValueWork {
    private static final String ACCOUNT = "one";
    private static final String TABLE =
            "CREATE TABLE blob (id bigint PRIMARY KEY, account text NOT NULL REFERENCES account, content bytea)";
    private static final int[] MEGABYTES = {1, 16, 64};

    private final Site site;
    private final SourceData data;

    private ValueWork(Site site, SourceData data) {
        this.site = site;
        this.data = data;
    }

    static List<Work> all(Site site, SourceData data) throws IOException, SQLException, InterruptedException {
        ValueWork values = new ValueWork(site, data);
        return List.of(values.exports(), values.imports());
    }

    private Work exports() throws IOException, SQLException {
        List<Contender> contenders = new ArrayList<>();
        for (int megabytes : MEGABYTES) {
            contenders.add(site.decant(
                    name(megabytes),
                    what(megabytes),
                    true,
                    export(megabytes, site.place().out())));
        }
        return new Work("scale-values", "One large value", name(MEGABYTES[0]), contenders, () -> {}, contender -> {});
    }

    /** Into tables that are empty but for the account itself. */
    private Work imports() throws IOException, SQLException, InterruptedException {
        String template = data.accounts("scale_value_none", ACCOUNT, List.of(TABLE));
        Meter meter = new Meter(site.server(), site.place().logs());
        List<Contender> contenders = new ArrayList<>();
        for (int megabytes : MEGABYTES) {
            Path archive = site.place().inputs().resolve(name(megabytes));
            Folders.delete(archive);
            meter.run(site.decant("inputs-" + name(megabytes), "", true, export(megabytes, archive)), archive);
            List<String> words = site.accountWords("import", SourceData.TARGET);
            words.add(archive.toString());
            contenders.add(site.decant(name(megabytes), what(megabytes), false, words));
        }
        return new Work(
                "scale-value-imports",
                "One large value, imported",
                name(MEGABYTES[0]),
                contenders,
                () -> data.newTarget(template),
                contender -> check());
    }

    private void check() throws SQLException {
        if (!site.server().ask(SourceData.TARGET, "SELECT count(*) FROM blob").equals("1")) {
            throw new BenchException("the value did not arrive: its time says nothing");
        }
    }

    private List<String> export(int megabytes, Path out) throws IOException, SQLException {
        String database = data.accounts(
                "scale_value_" + megabytes,
                ACCOUNT,
                List.of(
                        TABLE,
                        "INSERT INTO blob VALUES (1, '" + ACCOUNT + "', decode(repeat('5a', " + (megabytes << 20)
                                + "), 'hex'))"));
        List<String> words = site.accountWords("export", database);
        words.addAll(List.of("--tenant", ACCOUNT, "--out", out.toString()));
        return words;
    }

    private static String name(int megabytes) {
        return "value-" + megabytes + "mb";
    }

    private static String what(int megabytes) {
        return "one value of " + megabytes + " MB";
    }
}
