package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
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

/** Imports into H2, which checks references row by row and commits before any change of definitions. */
final class H2Writes implements WriteSupport {
    private static final AtomicLong STAGED = new AtomicLong();

    private final SqlFlavor flavor;

    H2Writes(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public Table stage(Connection connection, Table target, List<Column> columns) throws SQLException {
        TableName name = new TableName(target.name().schema(), "decant_stage_" + STAGED.incrementAndGet());
        List<Column> staged = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        String list = staged.stream().map(c -> flavor.quote(c.name()) + ", ").collect(Collectors.joining());
        execute(
                connection,
                "CREATE LOCAL TEMPORARY TABLE " + flavor.table(name) + " (" + list + flavor.quote(StagedSql.STATE)
                        + " INTEGER DEFAULT 0 NOT NULL) AS (SELECT " + list + "0 FROM " + flavor.table(target.name())
                        + ") WITH NO DATA");
        return StagedSql.table(name, staged, "INTEGER", target);
    }

    @Override
    public Table keyMap(Connection connection, Table target, Column key) throws SQLException {
        Table map = KeyMapTable.of(new TableName("PUBLIC", "decant_keys_" + STAGED.incrementAndGet()), key, "INTEGER");
        execute(
                connection,
                "CREATE LOCAL TEMPORARY TABLE " + flavor.table(map.name()) + " (" + flavor.quote(KeyMapTable.OLD) + " "
                        + key.nativeType() + " PRIMARY KEY, " + flavor.quote(KeyMapTable.NEW) + " " + key.nativeType()
                        + " NOT NULL UNIQUE, " + flavor.quote(KeyMapTable.MATCHED) + " INTEGER NOT NULL)");
        return map;
    }

    @Override
    public NewKeys newKeys(Connection connection, Table table, String column, long count, boolean keep)
            throws SQLException {
        BigInteger first = CountedKeys.afterMax(connection, flavor, table, column)
                .max(H2Sequences.next(connection, table, column));
        if (keep) {
            BigInteger last = first.add(BigInteger.valueOf(count)).subtract(BigInteger.ONE);
            H2Sequences.advance(flavor, connection, table, Map.of(column, last.toString()));
        }
        return NewKeys.countedFrom(first);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public boolean defers(ForeignKey reference) {
        return false;
    }

    @Override
    public boolean checksEachRow() {
        return true;
    }

    @Override
    public void advanceSequences(Connection connection, Table table, Map<String, String> maxima) throws SQLException {
        H2Sequences.advance(flavor, connection, table, maxima);
    }

    @Override
    public boolean sequencesOutside() {
        return true;
    }

    @Override
    public void triggersOff(Connection connection, Collection<Table> tables) {
        List<String> names =
                tables.stream().flatMap(t -> t.triggers().stream()).sorted().toList();
        if (!names.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "H2 cannot switch triggers off within a transaction: drop " + String.join(", ", names)
                            + " for the import and create them again after it, or import with --triggers fire");
        }
    }
}
