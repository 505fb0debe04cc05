package io.decant.bench;

import io.decant.cli.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What contenders are made from: the server, the folders, and the programs.
 *
 * @param decant the words that start the command
 */
record Site(BenchServer server, Place place, List<String> decant) {
    Site {
        decant = List.copyOf(decant);
    }

    /** A contender that is a line of shell: any failing part of it fails it. */
    Contender shell(String name, String what, String line, boolean countable) {
        return new Contender(name, what, List.of("bash", "-c", "set -e; " + line), Map.of(), countable);
    }

    /** A contender that is a program in Java, on this Java and its default options, as its authors would start it. */
    Contender java(String name, String what, Class<?> main, String database, String tenant, Path folder, boolean csv) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                server.url(database),
                server.user(),
                tenant,
                SampleTables.argument(),
                folder.toString());
        return new Contender(name, what, command, Map.of(), csv);
    }

    /** A contender that is the command. */
    Contender decant(String name, String what, boolean countable, List<String> words) {
        List<String> command = new ArrayList<>(decant);
        command.addAll(words);
        return new Contender(name, what, command, Map.of(), countable);
    }

    /** The words of an export of a sample's tenant, to which options may be added. */
    List<String> exportWords(String database, String tenant, Path out, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("export", "--db", server.url(database), "--user", server.user()));
        words.addAll(List.of("--model", model().toString(), "--tenant", tenant));
        words.addAll(List.of("--out", out.toString(), "--quiet"));
        words.addAll(List.of(options));
        return words;
    }

    /** The words of an import of an archive of the sample, to which options may be added. */
    List<String> importWords(Path archive, String database, String user, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("import", archive.toString()));
        words.addAll(List.of("--db", server.url(database), "--user", user));
        words.addAll(List.of("--model", model().toString(), "--quiet"));
        words.addAll(List.of(options));
        return words;
    }

    /** The words of a verb on a database whose tables name an account, as {@link SourceData#accounts} makes it. */
    List<String> accountWords(String verb, String database) throws IOException {
        Path model = place.script("account.yaml", "tenant:\n  table: account\n  key: [id]\n  columns: [account]\n");
        return new ArrayList<>(List.of(
                verb, "--db", server.url(database), "--user", server.user(), "--model", model.toString(), "--quiet"));
    }

    /** The file that says who owns what in the sample, written where it is not there. */
    Path model() throws IOException {
        return place.script("decant.yaml", Sample.model(server.product()));
    }
}
