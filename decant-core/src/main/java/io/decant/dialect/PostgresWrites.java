package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Imports into PostgreSQL, whose DDL and deferred checks all live inside the transaction. */
final class PostgresWrites implements WriteSupport {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final AtomicLong STAGED = new AtomicLong();

    private final PostgresFlavor flavor = PostgresFlavor.withParameters();

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        PostgresSession.prepare(connection);
        execute(connection, "SET CONSTRAINTS ALL DEFERRED");
    }

    @Override
    public Table stage(Connection connection, Table target, List<Column> columns) throws SQLException {
        TableName name = new TableName("pg_temp", "decant_stage_" + STAGED.incrementAndGet());
        String definitions = columns.stream()
                .map(c -> flavor.quote(c.name()) + " " + c.nativeType() + ", ")
                .collect(Collectors.joining());
        execute(
                connection,
                "CREATE TEMPORARY TABLE " + flavor.table(name) + " (" + definitions + flavor.quote(StagedSql.STATE)
                        + " integer NOT NULL DEFAULT 0)");
        List<Column> plain = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        return StagedSql.table(name, plain, "integer", target);
    }

    @Override
    public Table keyMap(Connection connection, Table target, Column key) throws SQLException {
        Table map = KeyMapTable.of(new TableName("pg_temp", "decant_keys_" + STAGED.incrementAndGet()), key, "integer");
        execute(
                connection,
                "CREATE TEMPORARY TABLE " + flavor.table(map.name()) + " (" + KeyMapTable.OLD + " " + key.nativeType()
                        + " PRIMARY KEY, " + KeyMapTable.NEW + " " + key.nativeType() + " NOT NULL UNIQUE, "
                        + KeyMapTable.MATCHED + " integer NOT NULL)");
        return map;
    }

    @Override
    public void filled(Connection connection, Table temporary) throws SQLException {
        execute(connection, "ANALYZE " + flavor.table(temporary.name()));
    }

    @Override
    public NewKeys newKeys(Connection connection, Table table, String column, long count, boolean keep)
            throws SQLException {
        BigInteger afterMax = CountedKeys.afterMax(connection, flavor, table, column);
        // A sequence that is behind its table, after a restore say, would give what is taken.
        String max = afterMax.subtract(BigInteger.ONE).toString();
        PostgresSequences.advance(connection, table.name(), Map.of(column, max));
        return PostgresSequences.next(connection, table.name(), column)
                .map(NewKeys::from)
                .orElse(NewKeys.countedFrom(afterMax));
    }

    @Override
    public boolean defers(ForeignKey reference) {
        return reference.enforcement() == Enforcement.DEFERRABLE;
    }

    @Override
    public boolean checksEachRow() {
        return false;
    }

    @Override
    public void advanceSequences(Connection connection, Table table, Map<String, String> maxima) throws SQLException {
        PostgresSequences.advance(connection, table.name(), maxima);
    }

    @Override
    public boolean sequencesOutside() {
        return false;
    }

    @Override
    public void triggersOff(Connection connection, Collection<Table> tables) throws SQLException {
        PostgresTriggers.off(connection, tables);
    }

    @Override
    public boolean setsAside(Connection connection, Collection<Table> tables) throws SQLException {
        new PostgresExclusive(connection, LOCK_TIMEOUT).requireOwner(tables);
        return true;
    }

    @Override
    public SetAside setAside(Connection connection, Map<Table, Long> coming) throws SQLException {
        return new PostgresExclusive(connection, LOCK_TIMEOUT).setAside(coming);
    }

    @Override
    public void makeAgain(Connection connection, SetAside setAside) throws SQLException {
        new PostgresExclusive(connection, LOCK_TIMEOUT).makeAgain(setAside);
    }

    @Override
    public Optional<SetBack> putChecksOff(Connection connection, Collection<Table> tables) throws SQLException {
        return new PostgresPutOff(connection).begin(tables);
    }

    @Override
    public void beforeCommit(Connection connection) throws SQLException {
        execute(connection, "SET CONSTRAINTS ALL IMMEDIATE");
        PostgresTriggers.backAsTheyWere(connection);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
