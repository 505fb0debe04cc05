package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Imports into SQLite: staging in the temp schema, every reference checked at commit. */
final class SqliteWrites implements WriteSupport {
    private static final AtomicLong STAGED = new AtomicLong();

    private final SqlFlavor flavor;

    SqliteWrites(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public SetBack remember(Connection connection) throws SQLException {
        boolean checks = checks(connection);
        return () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA foreign_keys = " + (checks ? "ON" : "OFF"));
            }
        };
    }

    private static boolean checks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet on = statement.executeQuery("PRAGMA foreign_keys")) {
            return on.next() && on.getInt(1) == 1;
        }
    }

    /**
     * Checks must be on before the transaction begins, and are put off only within it. The driver begins a plain
     * transaction by itself; it is exchanged for one that takes the write lock now, and so cannot fail half-way because
     * another has written.
     */
    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
            connection.setAutoCommit(false);
            statement.executeUpdate("END; BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON");
        }
    }

    @Override
    public Table stage(Connection connection, Table target, List<Column> columns) throws SQLException {
        TableName name = new TableName("temp", "decant_stage_" + STAGED.incrementAndGet());
        List<Column> staged = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        String list = staged.stream().map(c -> definition(c.name(), c) + ", ").collect(Collectors.joining());
        create(connection, name, list + flavor.quote(StagedSql.STATE) + " INTEGER NOT NULL DEFAULT 0");
        return StagedSql.table(name, staged, "INTEGER", target);
    }

    @Override
    public Table keyMap(Connection connection, Table target, Column key) throws SQLException {
        Table map = KeyMapTable.of(new TableName("temp", "decant_keys_" + STAGED.incrementAndGet()), key, "INTEGER");
        create(
                connection,
                map.name(),
                definition(KeyMapTable.OLD, key) + " PRIMARY KEY, " + definition(KeyMapTable.NEW, key)
                        + " NOT NULL UNIQUE, " + flavor.quote(KeyMapTable.MATCHED) + " INTEGER NOT NULL");
        return map;
    }

    private String definition(String name, Column column) {
        return flavor.quote(name) + (column.nativeType().isEmpty() ? "" : " " + flavor.quote(column.nativeType()));
    }

    private void create(Connection connection, TableName name, String definitions) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE " + flavor.quote(name.name()) + " (" + definitions + ")");
        }
    }

    /** The import holds the only write lock, so numbers after the largest are its own. */
    @Override
    public NewKeys newKeys(Connection connection, Table table, String column, long count, boolean keep)
            throws SQLException {
        BigInteger first = CountedKeys.afterMax(connection, flavor, table, column);
        return NewKeys.countedFrom(first.max(afterCounter(connection, table)));
    }

    /** AUTOINCREMENT never gives a number twice, also after its row is gone. */
    private static BigInteger afterCounter(Connection connection, Table table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet kept = statement.executeQuery(
                        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sqlite_sequence'")) {
            if (!kept.next()) {
                return BigInteger.ZERO;
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT seq FROM sqlite_sequence WHERE name = ?")) {
            statement.setString(1, table.name().name());
            try (ResultSet counter = statement.executeQuery()) {
                return counter.next() ? BigInteger.valueOf(counter.getLong(1)).add(BigInteger.ONE) : BigInteger.ZERO;
            }
        }
    }

    @Override
    public boolean defers(ForeignKey reference) {
        return reference.enforcement() != ForeignKey.Enforcement.NONE;
    }

    @Override
    public boolean checksEachRow() {
        return false;
    }

    /** Nothing to do: SQLite counts on from the largest number that was inserted, with AUTOINCREMENT and without. */
    @Override
    public void advanceSequences(Connection connection, Table table, Map<String, String> maxima) {}

    @Override
    public boolean sequencesOutside() {
        return false;
    }

    @Override
    public void triggersOff(Connection connection, Collection<Table> tables) throws SQLException {
        SqliteTriggers.off(connection, flavor, tables);
    }

    @Override
    public void beforeCommit(Connection connection) throws SQLException {
        SqliteTriggers.backAsTheyWere(connection);
    }
}
