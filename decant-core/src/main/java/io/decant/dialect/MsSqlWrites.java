package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Imports into SQL Server: its DDL is part of the transaction, and it checks references when a statement ends. */
final class MsSqlWrites implements WriteSupport {
    /** With warnings off, text that is too long would be cut without a word. */
    static final String SESSION = "SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, QUOTED_IDENTIFIER ON";

    private static final AtomicLong STAGED = new AtomicLong();

    private final SqlFlavor flavor;

    MsSqlWrites(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        execute(connection, SESSION);
        connection.setAutoCommit(false);
    }

    /** By a plain statement: what a prepared one creates is gone at its end. */
    @Override
    public Table stage(Connection connection, Table target, List<Column> columns) throws SQLException {
        TableName name = new TableName("tempdb", "#decant_stage_" + STAGED.incrementAndGet());
        execute(connection, staging(flavor, name, columns));
        List<Column> plain = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        return StagedSql.table(name, plain, "int", target);
    }

    static String staging(SqlFlavor flavor, TableName name, List<Column> columns) {
        return "CREATE TABLE " + flavor.table(name) + " ("
                + columns.stream()
                        .map(c -> flavor.quote(c.name()) + " " + c.nativeType() + " NULL, ")
                        .collect(Collectors.joining())
                + flavor.quote(StagedSql.STATE) + " int NOT NULL DEFAULT 0)";
    }

    @Override
    public Table keyMap(Connection connection, Table target, Column key) throws SQLException {
        TableName name = new TableName("tempdb", "#decant_keys_" + STAGED.incrementAndGet());
        execute(connection, keyMap(flavor, name, key));
        return KeyMapTable.of(name, key, "int");
    }

    static String keyMap(SqlFlavor flavor, TableName name, Column key) {
        return "CREATE TABLE " + flavor.table(name) + " (" + flavor.quote(KeyMapTable.OLD) + " " + key.nativeType()
                + " NOT NULL PRIMARY KEY, " + flavor.quote(KeyMapTable.NEW) + " " + key.nativeType()
                + " NOT NULL UNIQUE, " + flavor.quote(KeyMapTable.MATCHED) + " int NOT NULL)";
    }

    @Override
    public NewKeys newKeys(Connection connection, Table table, String column, long count, boolean keep)
            throws SQLException {
        BigInteger first = CountedKeys.afterMax(connection, flavor, table, column)
                .max(MsSqlSequences.after(flavor, connection, table, column));
        if (keep) {
            BigInteger last = first.add(BigInteger.valueOf(count)).subtract(BigInteger.ONE);
            MsSqlSequences.advance(flavor, connection, table, Map.of(column, last.toString()));
        }
        return NewKeys.countedFrom(first);
    }

    @Override
    public boolean defers(ForeignKey reference) {
        return false;
    }

    @Override
    public boolean checksEachRow() {
        return false;
    }

    @Override
    public void advanceSequences(Connection connection, Table table, Map<String, String> maxima) throws SQLException {
        MsSqlSequences.advance(flavor, connection, table, maxima);
    }

    @Override
    public boolean sequencesOutside() {
        return false;
    }

    @Override
    public void triggersOff(Connection connection, Collection<Table> tables) throws SQLException {
        MsSqlTriggers.off(flavor, connection, tables);
    }

    @Override
    public void beforeCommit(Connection connection) throws SQLException {
        MsSqlTriggers.backAsTheyWere(connection);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
