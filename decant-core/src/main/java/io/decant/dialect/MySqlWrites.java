package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Imports into MySQL and MariaDB, which check references row by row and commit before any change of definitions. */
final class MySqlWrites implements WriteSupport {
    /** With the prefix, a token and a number it stays below the 64 characters of a name. */
    private static final int SHOWN = 22;

    private final MySqlProduct product;
    private final SqlFlavor flavor;
    private final MySqlStaging staging;

    MySqlWrites(MySqlProduct product, SqlFlavor flavor) {
        this.product = product;
        this.flavor = flavor;
        this.staging = new MySqlStaging(product, flavor);
    }

    @Override
    public SetBack remember(Connection connection) throws SQLException {
        MySqlSession session = MySqlSession.prepare(connection);
        return () -> {
            staging.end(connection);
            session.close();
        };
    }

    @Override
    public void requireTransactions(Connection connection, Collection<Table> tables) throws SQLException {
        List<String> without = MySqlEngines.withoutTransactions(
                connection, tables.stream().map(Table::name).toList());
        if (!without.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "these tables' storage engine has no transactions, so an import could not be taken back: "
                            + String.join(", ", without)
                            + ". Change them by ALTER TABLE … ENGINE=InnoDB. Nothing was written");
        }
    }

    /** The session stays as it is prepared here until {@link #lend}'s is set back. */
    @Override
    public void begin(Connection connection) throws SQLException {
        MySqlSession.prepare(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }

    /** Columns are copied from the target, since nothing else gives them the same collation. */
    @Override
    public Table stage(Connection connection, Table target, List<Column> columns) throws SQLException {
        String shown = target.name().name();
        TableName name = staging.name(
                connection,
                target.name().schema(),
                "staging",
                "_" + shown.substring(0, Math.min(SHOWN, shown.length())).strip());
        List<Column> staged = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        String list = staged.stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", "));
        staging.create(
                connection,
                name,
                flavor.quote(StagedSql.STATE) + " integer NOT NULL DEFAULT 0",
                "SELECT " + list + " FROM " + flavor.table(target.name()));
        return StagedSql.table(name, staged, "int", target);
    }

    @Override
    public Table keyMap(Connection connection, Table target, Column key) throws SQLException {
        TableName name = staging.name(connection, target.name().schema(), "keys", "");
        String quoted = flavor.quote(key.name());
        staging.create(
                connection,
                name,
                "PRIMARY KEY (" + flavor.quote(KeyMapTable.OLD) + "), UNIQUE (" + flavor.quote(KeyMapTable.NEW) + "), "
                        + flavor.quote(KeyMapTable.MATCHED) + " integer NOT NULL DEFAULT 0",
                "SELECT " + quoted + " AS " + flavor.quote(KeyMapTable.OLD) + ", " + quoted + " AS "
                        + flavor.quote(KeyMapTable.NEW) + " FROM " + flavor.table(target.name()));
        return KeyMapTable.of(name, key, "int");
    }

    @Override
    public boolean reservesOutside() {
        return true;
    }

    @Override
    public NewKeys newKeys(Connection connection, Table table, String column, long count, boolean keep)
            throws SQLException {
        if (product == MySqlProduct.MARIADB) {
            Optional<String> sequence = MariaDbSequences.behind(connection, table, column);
            if (sequence.isPresent()) {
                return NewKeys.from(MariaDbSequences.nextAfterMax(connection, flavor, table, column, sequence.get()));
            }
        }
        return NewKeys.countedFrom(new MySqlCounter(connection, product, flavor, MySqlCounter.PATIENCE)
                .reserve(table, column, count, keep));
    }

    @Override
    public boolean defers(ForeignKey reference) {
        return false;
    }

    @Override
    public boolean checksEachRow() {
        return true;
    }

    /** AUTO_INCREMENT goes on from the largest number that was inserted; only MariaDB has sequences beside it. */
    @Override
    public void advanceSequences(Connection connection, Table table, Map<String, String> maxima) throws SQLException {
        if (product == MySqlProduct.MARIADB) {
            MariaDbSequences.advance(connection, table, maxima);
        }
    }

    @Override
    public boolean sequencesOutside() {
        return false;
    }

    @Override
    public void triggersOff(Connection connection, Collection<Table> tables) {
        List<String> names =
                tables.stream().flatMap(t -> t.triggers().stream()).sorted().toList();
        if (!names.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    product.label() + " cannot switch triggers off within a transaction: drop "
                            + String.join(", ", names)
                            + " for the import and create them again after it, or import with --triggers fire");
        }
    }
}
