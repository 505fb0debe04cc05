package io.decant.dialect;

import io.decant.dialect.postgresql.PostgresType;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads PostgreSQL's catalog in seven queries, whatever the number of tables. Takes no lock on the tables. */
final class PostgresCatalog {
    private final Connection connection;
    private final Collection<String> schemas;
    private final Map<Long, Parts> tables = new LinkedHashMap<>();

    private PostgresCatalog(Connection connection, Collection<String> schemas) {
        this.connection = connection;
        this.schemas = schemas;
    }

    /** What is known of a table so far. */
    private static final class Parts {
        final TableName name;
        final long rows;
        final long bytes;
        final boolean inherited;
        final Map<Integer, Column> columns = new LinkedHashMap<>();
        final List<ForeignKey> foreignKeys = new ArrayList<>();
        final List<String> triggers = new ArrayList<>();
        final PostgresIndexes indexes = new PostgresIndexes();

        Parts(TableName name, long rows, long bytes, boolean inherited) {
            this.inherited = inherited;
            this.name = name;
            this.rows = rows;
            this.bytes = bytes;
        }

        Table table() {
            return new Table(
                    name,
                    List.copyOf(columns.values()),
                    indexes.primaryKey(),
                    indexes.uniqueKeys(),
                    foreignKeys,
                    indexes.leadingColumns(),
                    triggers,
                    rows,
                    bytes,
                    inherited);
        }
    }

    static Schema read(Connection connection, Collection<String> schemas) throws SQLException {
        PostgresCatalog catalog = new PostgresCatalog(connection, schemas);
        catalog.requireSchemas();
        catalog.readTables();
        catalog.readColumns();
        catalog.readIndexes();
        catalog.readForeignKeys();
        catalog.readTriggers();
        // A table without columns holds nothing but the number of its rows.
        return Schema.of(catalog.tables.values().stream()
                .filter(t -> !t.columns.isEmpty())
                .map(Parts::table)
                .toList());
    }

    private void requireSchemas() throws SQLException {
        List<String> there = new ArrayList<>();
        each("SELECT nspname FROM pg_catalog.pg_namespace", row -> there.add(row.getString(1)));
        for (String schema : schemas) {
            if (!there.contains(schema)) {
                throw new DecantException(
                        ErrorCode.USAGE, "the database has no schema " + schema + "; name one exactly as it is");
            }
        }
    }

    private void readTables() throws SQLException {
        each(PostgresCatalogSql.TABLES, row -> {
            TableName name = new TableName(row.getString(2), row.getString(3));
            if (schemas.isEmpty() || schemas.contains(name.schema())) {
                tables.put(row.getLong(1), new Parts(name, number(row, 4), number(row, 5), row.getBoolean(6)));
            }
        });
    }

    private void readColumns() throws SQLException {
        record Declared(Parts table, int number, String name, int oid, String formatted, ColumnFacts facts) {}
        List<Declared> declared = new ArrayList<>();
        each(PostgresCatalogSql.COLUMNS, row -> {
            Parts table = tables.get(row.getLong(1));
            if (table != null) {
                declared.add(new Declared(
                        table,
                        row.getInt(2),
                        row.getString(3),
                        (int) row.getLong(4),
                        row.getString(5),
                        new ColumnFacts(
                                row.getBoolean(6),
                                row.getString(7),
                                row.getString(8),
                                row.getBoolean(9),
                                row.getBoolean(10))));
            }
        });
        PostgresTypes types = PostgresTypes.of(
                connection, declared.stream().map(Declared::oid).toList());
        for (Declared one : declared) {
            PostgresType type = types.resolve(one.oid(), one.formatted());
            Column column = new Column(
                    one.name(),
                    type.columnType(),
                    type.name(),
                    !one.facts().notNull() && !types.notNull(one.oid()),
                    one.facts().generation(),
                    one.facts().supplied() || types.hasDefault(one.oid()));
            one.table().columns.put(one.number(), column);
        }
    }

    /**
     * @param identity {@code a} always, {@code d} by default, else empty
     * @param generated {@code s} stored, {@code v} virtual, else empty
     * @param serial whether the default takes from a sequence
     */
    private record ColumnFacts(boolean notNull, String identity, String generated, boolean hasDefault, boolean serial) {
        Generation generation() {
            if (!generated.isEmpty()) {
                return Generation.COMPUTED;
            }
            return switch (identity) {
                case "a" -> Generation.IDENTITY_ALWAYS;
                case "d" -> Generation.IDENTITY;
                default -> serial ? Generation.IDENTITY : Generation.NONE;
            };
        }

        boolean supplied() {
            return hasDefault || !identity.isEmpty();
        }
    }

    private void readIndexes() throws SQLException {
        each(PostgresCatalogSql.INDEXES, row -> {
            Parts table = tables.get(row.getLong(1));
            if (table != null) {
                List<String> names = new ArrayList<>();
                for (int number : numbers(row, 2)) {
                    if (number == 0) {
                        break;
                    }
                    names.add(column(table, number));
                }
                table.indexes.add(names, row.getBoolean(3), row.getBoolean(4), row.getBoolean(5));
            }
        });
    }

    private void readForeignKeys() throws SQLException {
        each(PostgresCatalogSql.FOREIGN_KEYS, row -> {
            Parts child = tables.get(row.getLong(2));
            if (child == null) {
                return;
            }
            child.foreignKeys.add(new ForeignKey(
                    row.getString(1),
                    child.name,
                    names(child, numbers(row, 6)),
                    new TableName(row.getString(4), row.getString(5)),
                    List.of((String[]) row.getArray(7).getArray()),
                    enforcement(row.getBoolean(8), row.getBoolean(9))));
        });
    }

    private static Enforcement enforcement(boolean enforced, boolean deferrable) {
        if (!enforced) {
            return Enforcement.NONE;
        }
        return deferrable ? Enforcement.DEFERRABLE : Enforcement.IMMEDIATE;
    }

    private void readTriggers() throws SQLException {
        each(PostgresCatalogSql.TRIGGERS, row -> {
            Parts table = tables.get(row.getLong(1));
            if (table != null) {
                table.triggers.add(row.getString(2));
            }
        });
    }

    private static List<String> names(Parts table, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(n -> column(table, n)).toList();
    }

    private static String column(Parts table, int number) {
        Column column = table.columns.get(number);
        if (column == null) {
            throw new IllegalStateException("table " + table.name + " has no column of number " + number);
        }
        return column.name();
    }

    /** −1 where it is not known. */
    private static long number(ResultSet row, int index) throws SQLException {
        long value = row.getLong(index);
        return row.wasNull() ? -1 : value;
    }

    private static int[] numbers(ResultSet row, int index) throws SQLException {
        Object[] values = (Object[]) row.getArray(index).getArray();
        return Arrays.stream(values).mapToInt(v -> ((Number) v).intValue()).toArray();
    }

    /** Takes one row of a result. */
    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private void each(String sql, RowTaker taker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                taker.take(row);
            }
        }
    }
}
