package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an import needs beyond loading rows. Everything between {@link #begin} and commit happens in one transaction on
 * one connection, unless a method says otherwise. Stateless and thread-safe.
 */
public interface WriteSupport {
    /** Sets something of a session back. */
    @FunctionalInterface
    interface SetBack {
        void run() throws SQLException;
    }

    /**
     * Takes a connection over: auto-commit on, and what {@link #begin} will change of the session beyond its transaction
     * remembered.
     *
     * @return sets the session back to how it came; to be run in auto-commit mode
     */
    default SetBack lend(Connection connection) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        try {
            SetBack session = remember(connection);
            return () -> {
                session.run();
                connection.setAutoCommit(autoCommit);
            };
        } catch (SQLException failure) {
            try {
                connection.setAutoCommit(autoCommit);
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /**
     * Remembers, in auto-commit mode, what an import changes of the session beside that.
     *
     * @return sets it back
     */
    default SetBack remember(Connection connection) throws SQLException {
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
     * session sees and that is gone with the connection; beside them the column {@link StagedSql#STATE}, 0 in every row.
     * To be called before {@link #begin}: on some products it commits.
     *
     * @return the staging table, its state included, for {@link Dialect#tableLoader} and {@link StagedSql}
     */
    Table stage(Connection connection, Table target, List<Column> columns) throws SQLException;

    /**
     * Makes a temporary table for a key map, as {@link #stage} does. Its old keys are distinct, and so are its new ones.
     *
     * @param key the column of the target whose values are mapped
     */
    Table keyMap(Connection connection, Table target, Column key) throws SQLException;

    /** Tells the planner how many rows a temporary table has got, where it does not find out by itself. */
    default void filled(Connection connection, Table temporary) throws SQLException {}

    /**
     * Prepares numbers that nobody else gets, from the column's own sequence or identity where it has one.
     *
     * @param connection on products of {@link #reservesOutside} one apart from the import's, before it begins; else the
     *     import's own, after {@link #begin}
     * @param count how many will be needed
     * @param keep false if they will not be used after all, as in a dry run: a counter that can be read without being
     *     moved stays where it is
     */
    NewKeys newKeys(Connection connection, Table table, String column, long count, boolean keep) throws SQLException;

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

    /** True if {@link #newKeys} must be called before {@link #begin}, on another connection. */
    default boolean reservesOutside() {
        return sequencesOutside();
    }

    /**
     * Switches the tables' user triggers off until {@link #beforeCommit} or rollback.
     *
     * @throws io.decant.error.DecantException with {@code IMPORT_REFUSED} where the product or the rights do not allow it
     */
    void triggersOff(Connection connection, Collection<Table> tables) throws SQLException;

    /**
     * Whether {@link #setAside} can be done, to be asked before anything is written.
     *
     * @return false where DDL is not undone with a transaction, or Decant does not know how
     * @throws io.decant.error.DecantException with {@code IMPORT_REFUSED} if the role does not own one of these tables
     */
    default boolean setsAside(Connection connection, Collection<Table> tables) throws SQLException {
        return false;
    }

    /**
     * Takes tables for the transaction alone, and drops for the while what costs more with each row than once for all.
     * To be called first in the transaction.
     *
     * @param coming how many rows each table gets
     * @return to be handed to {@link #makeAgain} when all rows are in
     * @throws io.decant.error.DecantException with {@code DATABASE} if others do not let go of a table
     */
    default SetAside setAside(Connection connection, Map<Table, Long> coming) throws SQLException {
        throw new UnsupportedOperationException("setsAside was not asked");
    }

    /**
     * Makes again what was dropped, which checks all rows, and looks that everything is exactly as it was.
     *
     * @throws io.decant.error.DecantException with {@code IMPORT_REFUSED} if it is not, or a row breaks a constraint
     */
    default void makeAgain(Connection connection, SetAside setAside) throws SQLException {
        throw new UnsupportedOperationException("setsAside was not asked");
    }

    /**
     * Puts off the checks of the references among tables that are loaded straight, where the product and the rights allow it
     * and nothing else would be switched off by it. To be called inside the transaction, right before the first row.
     *
     * @param tables all that get rows, all empty until now
     * @return checks everything that was put off, and ends it, when all rows are in; it throws {@code IMPORT_REFUSED}. Empty
     *     if checks are not put off
     */
    default Optional<SetBack> putChecksOff(Connection connection, Collection<Table> tables) throws SQLException {
        return Optional.empty();
    }

    /**
     * To be called last, before the commit: checks what was put off, and gives back what must not outlive the transaction.
     */
    default void beforeCommit(Connection connection) throws SQLException {}
}
