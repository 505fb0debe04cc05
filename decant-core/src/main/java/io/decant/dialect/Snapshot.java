package io.decant.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Connections that see one instant of the database. Closing ends it; the connections are closed with it. */
public interface Snapshot extends AutoCloseable {
    /** At least one; each may be used by one thread at a time. */
    List<Connection> connections();

    /** How it was obtained, truthfully: {@code exported snapshot, 2 connections}. */
    String means();

    /** The database's own clock at the instant, in UTC. */
    Instant takenAt();

    @Override
    void close() throws SQLException;
}
