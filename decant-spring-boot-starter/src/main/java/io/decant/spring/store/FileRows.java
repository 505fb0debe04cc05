package io.decant.spring.store;

import io.decant.archive.ArchiveStore.StoredFile;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Which files there are. One is seen when its slot is its path's, and not while that is its own id. */
final class FileRows {
    /** How often two that want one place at the same time let the other go first. */
    private static final int TRIES = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    /** @param bytes its length */
    record Row(String id, long bytes) {}

    FileRows(DataSource database, Clock clock) {
        this.jdbc = JdbcClient.create(database);
        this.transactions = transactions(database);
        this.clock = clock;
    }

    /** Of their own: a caller's, if there is one, neither keeps what is stored from being seen nor takes it back. */
    static TransactionTemplate transactions(DataSource database) {
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        // Who waited for another to publish sees what that has published.
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return transactions;
    }

    /** @return the id of a file that nobody sees yet */
    String begin(String archive, String path) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("INSERT INTO decant_file (id, archive, path, slot, bytes, changed_at) VALUES (?, ?, ?, ?, 0, ?)")
                .params(id, archive, path, id, now())
                .update();
        return id;
    }

    /** Makes a file the one of its path. @return the id of the one that was, which is seen no more */
    Optional<String> publish(String id, String slot) {
        return inTurn(() -> {
            Optional<String> old = find(slot).map(Row::id);
            old.ifPresent(o -> place(o, o));
            requireThere(place(id, slot));
            return old;
        });
    }

    /**
     * Makes files those of their paths, all at once, in an archive where none is seen yet.
     *
     * @param slots by id
     * @return false if some are seen
     */
    boolean publishFirst(String archive, Map<String, String> slots) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            if (!list(archive).isEmpty()) {
                return false;
            }
            slots.forEach((id, slot) -> requireThere(place(id, slot)));
            return true;
        }));
    }

    private int place(String id, String slot) {
        return jdbc.sql("UPDATE decant_file SET slot = ?, changed_at = ? WHERE id = ?")
                .params(slot, now(), id)
                .update();
    }

    private static void requireThere(int rows) {
        if (rows == 0) {
            throw new DecantException(ErrorCode.STORAGE, "the archive was deleted while a file of it was stored");
        }
    }

    private <T> T inTurn(Supplier<T> work) {
        for (int left = TRIES; ; left--) {
            try {
                return Objects.requireNonNull(transactions.execute(status -> work.get()));
            } catch (DuplicateKeyException | ConcurrencyFailureException other) {
                if (left == 1) {
                    throw other;
                }
            }
        }
    }

    List<StoredFile> list(String archive) {
        return jdbc.sql("SELECT path, bytes FROM decant_file WHERE archive = ? AND slot <> id")
                .param(archive)
                .query((row, number) -> new StoredFile(row.getString(1), row.getLong(2)))
                .list();
    }

    Optional<Row> find(String slot) {
        return jdbc.sql("SELECT id, bytes FROM decant_file WHERE slot = ?")
                .param(slot)
                .query((row, number) -> new Row(row.getString(1), row.getLong(2)))
                .optional();
    }

    void hide(String archive) {
        jdbc.sql("UPDATE decant_file SET slot = id WHERE archive = ?")
                .param(archive)
                .update();
    }

    /** Of all files of an archive, seen or not. */
    List<String> ids(String archive) {
        return jdbc.sql("SELECT id FROM decant_file WHERE archive = ?")
                .param(archive)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Removes a file with all that is in it. */
    void remove(String id) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM decant_file WHERE id = ?").param(id).update();
            jdbc.sql("DELETE FROM decant_chunk WHERE file_id = ?").param(id).update();
        });
    }

    List<String> archives() {
        return jdbc.sql("SELECT DISTINCT archive FROM decant_file ORDER BY archive")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** In microseconds since 1970; 0 if there is nothing. */
    long changedAt(String archive) {
        return jdbc.sql("SELECT MAX(changed_at) FROM decant_file WHERE archive = ?")
                .param(archive)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }
}
