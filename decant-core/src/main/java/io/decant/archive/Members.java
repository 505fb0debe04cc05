package io.decant.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The files of an archive, whether they lie in a folder or in a zip. Thread-safe. */
interface Members extends AutoCloseable {
    /** Whether there is something at this path, be it what it may. */
    boolean has(String path);

    /**
     * The file's length.
     *
     * @throws IOException if there is none, or something that is no plain file: a link, a folder
     */
    long size(String path) throws IOException;

    /** Opens a file of at most as many bytes as {@link #size} said. */
    InputStream open(String path) throws IOException;

    /** Paths of everything that is not a folder, links included, in order. */
    List<String> list() throws IOException;

    @Override
    void close();
}
