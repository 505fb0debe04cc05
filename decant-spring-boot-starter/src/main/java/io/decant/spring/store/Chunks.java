package io.decant.spring.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is in the files: rows of {@link #SIZE} bytes, the last one of a file shorter. */
final class Chunks {
    static final int SIZE = 1024 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Chunks(DataSource database, Clock clock) {
        this.jdbc = JdbcClient.create(database);
        this.transactions = FileRows.transactions(database);
        this.clock = clock;
    }

    /** Adds the next one, and says that the file is alive. @return false if the file was deleted meanwhile */
    boolean add(String file, int position, byte[] content) {
        long bytes = (long) position * SIZE + content.length;
        return Boolean.TRUE.equals(transactions.execute(status -> {
            // The file's row first, here and where it is removed: no chunk is left without it.
            int alive = jdbc.sql("UPDATE decant_file SET bytes = ?, changed_at = ? WHERE id = ?")
                    .params(bytes, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()), file)
                    .update();
            if (alive == 0) {
                return false;
            }
            jdbc.sql("INSERT INTO decant_chunk (file_id, position, content) VALUES (?, ?, ?)")
                    .params(file, position, content)
                    .update();
            return true;
        }));
    }

    Optional<byte[]> find(String file, int position) {
        return jdbc.sql("SELECT content FROM decant_chunk WHERE file_id = ? AND position = ?")
                .params(file, position)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }
}
