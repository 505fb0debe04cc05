package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an import needs beyond loading rows. Everything between {@link #begin} and commit happens in one transaction on
 * one connection, unless a method says otherwise. Stateless and thread-safe.
 */
public interface WriteSupport {
    /** Gives a connection's session back as it was. */
    interface Session extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /**
     * Prepares a connection's session for everything that follows, {@link #stage} and {@link #begin} included, where the
     * product's settings would change values on their way. To be closed before the connection is given back.
     */
    default Session session(Connection connection) throws SQLException {
        return () -> {};
    }

    /**
     * To be called before anything is written.
     *
     * @throws io.decant.error.DecantException with {@code IMPORT_REFUSED} if the product could not take back what is
     *     written to one of these tables
     */
    default void requireTransactions(Connection connection, Collection<Table> tables) throws SQLException {}

    /** Starts the transaction in which everything becomes visible: auto-commit off, checks put off where possible. */
    void begin(Connection connection) throws SQLException;

    /**
     * Makes a temporary table with the given columns, of the same native types, without keys or checks, that no other
     * session sees and that is gone with the connection. To be called before {@link #begin}: on some products it commits.
     *
     * @return the staging table, for {@link Dialect#tableLoader} and {@link Sql}
     */
    Table stage(Connection connection, Table target, List<Column> columns) throws SQLException;

    /**
     * Which of these references the product lets be wrong until the end of the transaction, after {@link #begin}. The
     * others hold after every statement.
     */
    boolean defers(ForeignKey reference);

    /**
     * True if immediate references are checked row by row, so that a statement which inserts a parent and its child must
     * have them in that order; false if they are checked when the statement ends.
     */
    boolean checksEachRow();

    /**
     * Moves the sequences and identities behind the table's columns past the given values (canonical integers), never
     * back. On products where it would commit, it uses a connection of its own and says so by {@link #sequencesOutside}.
     */
    void advanceSequences(Connection connection, Table table, Map<String, String> maxima) throws SQLException;

    /** True if {@link #advanceSequences} must be called before {@link #begin}, on another connection. */
    boolean sequencesOutside();

    /**
     * Switches the tables' user triggers off until {@link #beforeCommit} or rollback.
     *
     * @throws io.decant.error.DecantException with {@code IMPORT_REFUSED} where the product or the rights do not allow it
     */
    void triggersOff(Connection connection, Collection<Table> tables) throws SQLException;

    /**
     * To be called last, before the commit: checks what was put off, and gives back what must not outlive the transaction.
     */
    default void beforeCommit(Connection connection) throws SQLException {}
}
