package io.decant.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things lie.
 *
 * @param work the harness' folder, which stays: the server, scripts, inputs of imports
 * @param outputs the folder of what contenders make
 */
record Place(Path work, Path outputs) {
    /** What a contender makes; deleted before and after each run. */
    Path out() {
        return outputs.resolve("made");
    }

    Path logs() throws IOException {
        return Files.createDirectories(work.resolve("logs"));
    }

    /** Writes a file that contenders read, such as an SQL script. */
    Path script(String name, String text) throws IOException {
        return Files.writeString(
                Files.createDirectories(work.resolve("scripts")).resolve(name), text);
    }

    /** Inputs of imports, made once a run. */
    Path inputs() throws IOException {
        return Files.createDirectories(work.resolve("inputs"));
    }
}
