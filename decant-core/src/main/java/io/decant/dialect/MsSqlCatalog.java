package io.decant.dialect;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads SQL Server's catalog in seven queries, whatever the number of tables. */
final class MsSqlCatalog {
    private final Map<Integer, Draft> drafts = new LinkedHashMap<>();

    /** A table while its parts come in. */
    private static final class Draft {
        final TableName name;
        final long rows;
        final long bytes;
        final List<Column> columns = new ArrayList<>();
        final Map<Integer, Index> indexes = new LinkedHashMap<>();
        final Map<Integer, Reference> references = new LinkedHashMap<>();
        final List<String> triggers = new ArrayList<>();

        Draft(TableName name, long rows, long bytes) {
            this.name = name;
            this.rows = rows;
            this.bytes = bytes;
        }

        Table table() {
            List<String> primaryKey = indexes.values().stream()
                    .filter(Index::primary)
                    .map(Index::columns)
                    .findFirst()
                    .orElse(List.of());
            return new Table(
                    name,
                    columns,
                    primaryKey,
                    indexes.values().stream()
                            .filter(i -> i.unique() && !i.primary())
                            .map(Index::columns)
                            .distinct()
                            .filter(key -> !key.equals(primaryKey))
                            .toList(),
                    references.values().stream().map(r -> r.foreignKey(name)).toList(),
                    indexes.values().stream().map(Index::columns).toList(),
                    triggers,
                    rows,
                    bytes);
        }
    }

    private record Index(boolean primary, boolean unique, List<String> columns) {}

    private record Reference(String name, TableName parent, List<String> from, List<String> to, boolean enforced) {
        ForeignKey foreignKey(TableName child) {
            return new ForeignKey(name, child, from, parent, to, enforced ? Enforcement.IMMEDIATE : Enforcement.NONE);
        }
    }

    static Schema read(Connection connection, Collection<String> schemas) throws SQLException {
        MsSqlCatalog catalog = new MsSqlCatalog();
        try (Statement statement = connection.createStatement()) {
            requireSight(statement);
            requireSchemas(statement, schemas);
            each(statement, MsSqlCatalogSql.TABLES, row -> {
                TableName name = new TableName(row.getString(2), row.getString(3));
                if (schemas.isEmpty() || schemas.contains(name.schema())) {
                    catalog.drafts.put(row.getInt(1), new Draft(name, number(row, 4), number(row, 5)));
                }
            });
            each(statement, MsSqlCatalogSql.COLUMNS, catalog::column);
            each(statement, MsSqlCatalogSql.INDEXES, catalog::index);
            each(statement, MsSqlCatalogSql.FOREIGN_KEYS, catalog::reference);
            each(statement, MsSqlCatalogSql.TRIGGERS, catalog::trigger);
        }
        return Schema.of(catalog.drafts.values().stream()
                .filter(d -> !d.columns.isEmpty())
                .map(Draft::table)
                .toList());
    }

    /** SQL Server shows a role only what it has a right on: a table that is not shown would be forgotten. */
    private static void requireSight(Statement statement) throws SQLException {
        boolean[] sees = {false};
        each(statement, MsSqlCatalogSql.SEES_ALL, row -> sees[0] = row.getInt(1) == 1);
        if (!sees[0]) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    "this login does not see all of the database's tables and policies, so something could be forgotten;"
                            + " give it the right to: GRANT VIEW DEFINITION TO its user");
        }
    }

    private static void requireSchemas(Statement statement, Collection<String> schemas) throws SQLException {
        List<String> there = new ArrayList<>();
        each(statement, MsSqlCatalogSql.SCHEMAS, row -> there.add(row.getString(1)));
        for (String schema : schemas) {
            if (!there.contains(schema)) {
                throw new DecantException(
                        ErrorCode.USAGE, "the database has no schema " + schema + "; name one exactly as it is");
            }
        }
    }

    /** Takes one row of a result. */
    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Statement statement, String sql, RowTaker taker) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                taker.take(rows);
            }
        }
    }

    /** −1 where it is not known. */
    private static long number(ResultSet row, int index) throws SQLException {
        long value = row.getLong(index);
        return row.wasNull() ? -1 : value;
    }

    private void column(ResultSet row) throws SQLException {
        @Nullable Draft draft = drafts.get(row.getInt(1));
        if (draft == null) {
            return;
        }
        MsSqlDeclared declared = MsSqlDeclared.of(row);
        boolean identity = row.getBoolean(12);
        boolean computed = row.getBoolean(13);
        @Nullable String definition = row.getString(15);
        Generation generation = computed
                ? Generation.COMPUTED
                : identity
                        ? Generation.IDENTITY_ALWAYS
                        : definition != null && MsSqlSequences.supplies(definition)
                                ? Generation.IDENTITY
                                : Generation.NONE;
        String nativeType = declared.definition();
        draft.columns.add(new Column(
                row.getString(2),
                MsSqlType.of(nativeType).columnType(),
                nativeType,
                row.getBoolean(11),
                generation,
                !computed && (identity || row.getBoolean(14))));
    }

    private void index(ResultSet row) throws SQLException {
        @Nullable Draft draft = drafts.get(row.getInt(1));
        if (draft != null) {
            boolean primary = row.getBoolean(3);
            boolean unique = row.getBoolean(4);
            draft.indexes
                    .computeIfAbsent(row.getInt(2), i -> new Index(primary, unique, new ArrayList<>()))
                    .columns()
                    .add(row.getString(5));
        }
    }

    private void reference(ResultSet row) throws SQLException {
        @Nullable Draft child = drafts.get(row.getInt(1));
        @Nullable Draft parent = drafts.get(row.getInt(4));
        if (child == null || parent == null) {
            return;
        }
        String name = row.getString(3);
        boolean enforced = row.getBoolean(7);
        Reference reference = child.references.computeIfAbsent(
                row.getInt(2), i -> new Reference(name, parent.name, new ArrayList<>(), new ArrayList<>(), enforced));
        reference.from.add(row.getString(5));
        reference.to.add(row.getString(6));
    }

    private void trigger(ResultSet row) throws SQLException {
        @Nullable Draft draft = drafts.get(row.getInt(1));
        if (draft != null) {
            draft.triggers.add(row.getString(2));
        }
    }
}
