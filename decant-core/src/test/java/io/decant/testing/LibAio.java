package io.decant.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The one library that the MySQL server needs and few machines have: the system's, or the one that {@code check} fetched. */
final class LibAio {
    private static final String NAME = "libaio.so.1";
    private static final List<String> SYSTEM = List.of(
            "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib", "/usr/local/lib");

    /** Tests run in the folder of a module, or in the project's. */
    private static final List<String> FETCHED = List.of("../target/libaio", "target/libaio");

    private LibAio() {}

    static boolean isThere() {
        return SYSTEM.stream().anyMatch(folder -> Files.exists(Path.of(folder, NAME))) || folder().isPresent();
    }

    /** The folder to name to the loader, empty if it finds the library by itself. */
    static Optional<Path> folder() {
        return FETCHED.stream()
                .map(folder -> Path.of(folder).toAbsolutePath().normalize())
                .filter(folder -> Files.exists(folder.resolve(NAME)))
                .findFirst();
    }
}
