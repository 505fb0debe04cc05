package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.WriteSupport.SetBack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that others may use after us, since a pool keeps it: it goes back as it came, whatever became of the work.
 * In auto-commit mode while it is ours, until a transaction begins. Not thread-safe.
 */
final class LentSession implements AutoCloseable {
    private final Connection connection;
    private final SetBack asItCame;
    private final List<SetBack> cleaning = new ArrayList<>();

    private LentSession(Connection connection, SetBack asItCame) {
        this.connection = connection;
        this.asItCame = asItCame;
    }

    static LentSession of(Connection connection, Dialect dialect) {
        return Failures.guard(
                dialect,
                "cannot prepare the connection",
                () -> new LentSession(connection, dialect.writes().lend(connection)));
    }

    /** @param cleaner runs at the end, in auto-commit mode, after commit or rollback */
    void atEnd(SetBack cleaner) {
        cleaning.add(cleaner);
    }

    /**
     * Never throws: what is committed is done, and a failure before that is the one to tell. A session that cannot be set
     * back is broken, and is ended so that nobody gets it.
     */
    @Override
    public void close() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback(); // turning auto-commit on would commit what a failed rollback has left
                connection.setAutoCommit(true);
            }
            for (SetBack cleaner : cleaning) {
                cleaner.run();
            }
            asItCame.run();
        } catch (SQLException broken) {
            end(broken);
        }
    }

    private void end(SQLException broken) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException second) {
            broken.addSuppressed(second);
        }
    }
}
