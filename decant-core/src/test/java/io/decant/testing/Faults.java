package io.decant.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * When and how a {@link FailingDatabase} fails. Counts each call that speaks to the database as one step, over all of its
 * connections, from 1. Not thread-safe: for work that speaks on one thread.
 */
public final class Faults {
    /** Part of every injected error's text, as a driver would quote a row: no message of ours may hold it. */
    public static final String SECRET = "(email)=(ada@secret.example)";

    /** What happens at the step. */
    public enum Kind {
        /** The call does nothing and fails; the connection goes on. */
        REFUSED,
        /** The connection is dead before the call: everything on it fails from there on. */
        CUT
    }

    private final FailingDatabase.Killer killer;
    private final int at;
    private final Kind kind;
    private final List<String> steps = new ArrayList<>();

    private Faults(FailingDatabase.Killer killer, int at, Kind kind) {
        this.killer = killer;
        this.at = at;
        this.kind = kind;
    }

    /** Only counts. */
    public static Faults none() {
        return new Faults(connection -> {}, 0, Kind.REFUSED);
    }

    static Faults at(int step, Kind kind, FailingDatabase.Killer killer) {
        return new Faults(killer, step, kind);
    }

    /** What was done so far, in order: method and statement. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** Whether the step was reached. */
    public boolean happened() {
        return at > 0 && steps.size() >= at;
    }

    /** @param connection the real one */
    void step(String what, Connection connection) throws SQLException {
        steps.add(what);
        if (steps.size() == at) {
            if (kind == Kind.REFUSED) {
                throw new SQLException("Refused. Detail: Key " + SECRET + " is not liked.", "XX000");
            }
            killer.kill(connection);
        }
    }

    /** Ends a session of PostgreSQL from another one, and waits until it is gone. */
    static void terminate(TestPostgres database, Connection victim) throws SQLException {
        int process = victim.unwrap(PGConnection.class).getBackendPID();
        String gone = Rows.value(database, "SELECT pg_terminate_backend(" + process + ", 10000)::text");
        if (!gone.equals("true")) {
            throw new AssertionError("the session does not end: " + gone);
        }
    }
}
