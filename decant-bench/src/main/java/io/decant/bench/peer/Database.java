package io.decant.bench.peer;

import java.util.Locale;

/** What differs from one database to the next in such a program. */
enum Database {
    /** Bytes have a form as text, and texts find their column's type in the server. */
    POSTGRESQL('"', "?stringtype=unspecified&reWriteBatchedInserts=true", false),

    /** The driver sends batches in bulk by itself. */
    MARIADB('`', "", true);

    private final char quote;
    private final String loading;
    private final boolean encodesBytes;

    Database(char quote, String loading, boolean encodesBytes) {
        this.quote = quote;
        this.loading = loading;
        this.encodesBytes = encodesBytes;
    }

    static Database of(String url) {
        return valueOf(url.split(":", 3)[1].toUpperCase(Locale.ROOT));
    }

    /** A name that has no quotes in it. */
    String quote(String name) {
        return quote + name + quote;
    }

    /** What the URL of a connection that loads ends with. */
    String loading() {
        return loading;
    }

    /** Whether the program has to write bytes in Base64, since the driver gives no text for them. */
    boolean encodesBytes() {
        return encodesBytes;
    }
}
