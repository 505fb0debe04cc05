package io.decant.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder that takes little: a file system of 1 MB, where this user may mount one; otherwise the command runs in a process
 * that may write no file beyond 1 MB. Either way the real writes of the real command fail half-way.
 */
record SmallDisk(Path folder, boolean mounted) implements AutoCloseable {

    static SmallDisk in(Path parent) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(parent.resolve("small-disk"));
        boolean mounted = exitCode("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0;
        return new SmallDisk(folder, mounted);
    }

    CommandRun run(String... words) throws IOException, InterruptedException {
        if (mounted) {
            return CommandRun.of(words);
        }
        CommandProcess limited = CommandProcess.under(List.of("sh", "-c", "ulimit -f 2048; exec \"$0\" \"$@\""), words);
        return limited.end();
    }

    @Override
    public void close() throws IOException {
        if (mounted && exitCode("umount", folder.toString()) != 0) {
            throw new IOException("cannot unmount " + folder);
        }
    }

    private static int exitCode(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // There is no such program here.
            return -1;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
