package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Imports into SQLite: staging in the temp schema, every reference checked at commit. */
final class SqliteWrites implements WriteSupport {
    private final SqlFlavor flavor;

    SqliteWrites(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public SetBack lend(Connection connection) throws SQLException {
        SetBack asItCame = WriteSupport.super.lend(connection);
        boolean checks = checks(connection);
        return () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA foreign_keys = " + (checks ? "ON" : "OFF"));
            }
            asItCame.run();
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
        TableName name = new TableName("temp", "decant_staging_" + target.name().name());
        List<Column> staged = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        String list = staged.stream()
                .map(c -> flavor.quote(c.name()) + (c.nativeType().isEmpty() ? "" : " " + flavor.quote(c.nativeType())))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + flavor.table(name));
            statement.execute("CREATE TEMP TABLE " + flavor.quote(name.name()) + " (" + list + ")");
        }
        return new Table(name, staged, target.primaryKey(), List.of(), List.of(), List.of(), List.of(), -1, -1);
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
