package io.decant.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the launcher runs once to learn which classes a run needs, so that later ones find them ready: a small demo, a
 * few connections that are refused, and then every class of Decant and of the drivers of PostgreSQL and MariaDB, which no demo
 * can reach without a server. No verb, as nobody else has a use for it; decision 102 has the figures.
 */
public final class Training {
    private static final String CLASS = ".class";

    /** Nobody listens there, and whoever does answers no password. */
    private static final List<String> REFUSED = List.of(
            "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1",
            "jdbc:mariadb://127.0.0.1:1/none?connectTimeout=1000");

    private static final List<String> WHOLE = List.of("io/decant/", "org/postgresql/", "org/mariadb/jdbc/");

    private Training() {}

    /** @param words one: a folder that is not there yet */
    public static void main(String[] words) throws IOException {
        String folder = words[0];
        run("demo", "--rows", "300", "--folder", folder);
        run("verify", Path.of(folder, "acme").toString(), "--json");
        String model = Path.of(folder, "decant.yaml").toString();
        for (String url : REFUSED) {
            run("plan", "--db", url, "--user", "none", "--model", model);
        }
        try (JarFile jar = new JarFile(System.getProperty("java.class.path"))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                load(entries.nextElement().getName());
            }
        }
    }

    private static void run(String... words) {
        new Cli(Console.ofProcess(), new Interruption()).run(words);
    }

    private static void load(String member) {
        if (member.endsWith(CLASS) && WHOLE.stream().anyMatch(member::startsWith)) {
            String name = member.substring(0, member.length() - CLASS.length()).replace('/', '.');
            try {
                Class.forName(name, false, Training.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // It is for something that is not shipped, such as another logger: then nobody will ask for it.
            }
        }
    }
}
