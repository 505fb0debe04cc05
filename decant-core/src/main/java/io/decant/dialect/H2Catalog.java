package io.decant.dialect;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads H2's catalog from INFORMATION_SCHEMA: one query each for tables, columns, keys, references, indexes, triggers. */
final class H2Catalog {
    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES \
            WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND STORAGE_TYPE IN ('CACHED', \
            'MEMORY')""";
    private static final String COLUMNS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, \
            DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER), IS_NULLABLE = 'YES', \
            IS_GENERATED = 'ALWAYS', IDENTITY_GENERATION, COLUMN_DEFAULT FROM INFORMATION_SCHEMA.COLUMNS \
            WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION""";
    private static final String KEYS = """
            SELECT C.TABLE_SCHEMA, C.TABLE_NAME, C.CONSTRAINT_NAME, C.CONSTRAINT_TYPE = 'PRIMARY KEY', U.COLUMN_NAME \
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE U \
            USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME) WHERE C.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE') \
            ORDER BY C.CONSTRAINT_SCHEMA, C.CONSTRAINT_NAME, U.ORDINAL_POSITION""";
    private static final String REFERENCES = """
            SELECT U.TABLE_SCHEMA, U.TABLE_NAME, U.CONSTRAINT_NAME, U.COLUMN_NAME, P.TABLE_SCHEMA, P.TABLE_NAME, \
            P.COLUMN_NAME, C.ENFORCED = 'YES' FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS R \
            JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS C ON C.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA \
            AND C.CONSTRAINT_NAME = R.CONSTRAINT_NAME \
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE U ON U.CONSTRAINT_SCHEMA = R.CONSTRAINT_SCHEMA \
            AND U.CONSTRAINT_NAME = R.CONSTRAINT_NAME \
            JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE P ON P.CONSTRAINT_SCHEMA = R.UNIQUE_CONSTRAINT_SCHEMA \
            AND P.CONSTRAINT_NAME = R.UNIQUE_CONSTRAINT_NAME \
            AND P.ORDINAL_POSITION = U.POSITION_IN_UNIQUE_CONSTRAINT \
            ORDER BY U.CONSTRAINT_SCHEMA, U.CONSTRAINT_NAME, U.ORDINAL_POSITION""";
    private static final String INDEXES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_SCHEMA || '.' || INDEX_NAME, IS_UNIQUE, COLUMN_NAME \
            FROM INFORMATION_SCHEMA.INDEX_COLUMNS WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' \
            ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, ORDINAL_POSITION""";
    private static final String TRIGGERS = """
            SELECT DISTINCT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS \
            WHERE EVENT_MANIPULATION NOT IN ('DELETE', 'SELECT') ORDER BY TRIGGER_NAME""";

    private final Map<TableName, Draft> drafts = new TreeMap<>();

    /** A table while its parts come in. */
    private static final class Draft {
        final TableName name;
        final long rows;
        final List<Column> columns = new ArrayList<>();
        final List<String> primaryKey = new ArrayList<>();
        final Map<String, List<String>> uniqueKeys = new LinkedHashMap<>();
        final Map<String, Reference> references = new LinkedHashMap<>();
        final Map<String, List<String>> indexes = new LinkedHashMap<>();
        final Map<String, List<String>> uniqueIndexes = new LinkedHashMap<>();
        final List<String> triggers = new ArrayList<>();

        Draft(TableName name, long rows) {
            this.name = name;
            this.rows = rows;
        }

        Table table() {
            Set<List<String>> unique = new LinkedHashSet<>(uniqueKeys.values());
            unique.addAll(uniqueIndexes.values());
            unique.remove(primaryKey);
            List<ForeignKey> keys = references.entrySet().stream()
                    .map(e -> e.getValue().foreignKey(e.getKey(), name))
                    .toList();
            return new Table(
                    name,
                    columns,
                    primaryKey,
                    List.copyOf(unique),
                    keys,
                    List.copyOf(indexes.values()),
                    triggers,
                    rows,
                    -1);
        }
    }

    private record Reference(TableName parent, List<String> from, List<String> to, boolean enforced) {
        ForeignKey foreignKey(String name, TableName child) {
            return new ForeignKey(name, child, from, parent, to, enforced ? Enforcement.IMMEDIATE : Enforcement.NONE);
        }
    }

    static Schema read(Connection connection, Collection<String> schemas) throws SQLException {
        H2Catalog catalog = new H2Catalog();
        try (Statement statement = connection.createStatement()) {
            catalog.each(statement, TABLES, r -> {
                TableName name = new TableName(r.getString(1), r.getString(2));
                if (schemas.isEmpty() || schemas.contains(name.schema())) {
                    catalog.drafts.put(name, new Draft(name, r.getLong(3)));
                }
            });
            catalog.each(statement, COLUMNS, catalog::column);
            catalog.each(statement, KEYS, catalog::key);
            catalog.each(statement, REFERENCES, catalog::reference);
            catalog.each(statement, INDEXES, catalog::index);
            catalog.each(statement, TRIGGERS, catalog::trigger);
        }
        return Schema.of(catalog.drafts.values().stream().map(Draft::table).toList());
    }

    private interface Row {
        void accept(ResultSet row) throws SQLException;
    }

    private void each(Statement statement, String sql, Row action) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                action.accept(rows);
            }
        }
    }

    private @Nullable Draft draft(ResultSet row) throws SQLException {
        return drafts.get(new TableName(row.getString(1), row.getString(2)));
    }

    private void column(ResultSet row) throws SQLException {
        @Nullable Draft draft = draft(row);
        if (draft == null) {
            return;
        }
        @Nullable String identity = row.getString(7);
        @Nullable String preset = row.getString(8);
        boolean computed = row.getBoolean(6);
        Generation generation = computed
                ? Generation.COMPUTED
                : "ALWAYS".equals(identity)
                        ? Generation.IDENTITY_ALWAYS
                        : identity != null || (preset != null && H2Sequences.supplies(preset))
                                ? Generation.IDENTITY
                                : Generation.NONE;
        String sql = row.getString(4);
        draft.columns.add(new Column(
                row.getString(3),
                H2Types.of(sql),
                sql,
                row.getBoolean(5),
                generation,
                !computed && (identity != null || preset != null)));
    }

    private void key(ResultSet row) throws SQLException {
        @Nullable Draft draft = draft(row);
        if (draft == null) {
            return;
        }
        if (row.getBoolean(4)) {
            draft.primaryKey.add(row.getString(5));
        } else {
            draft.uniqueKeys
                    .computeIfAbsent(row.getString(3), n -> new ArrayList<>())
                    .add(row.getString(5));
        }
    }

    private void reference(ResultSet row) throws SQLException {
        @Nullable Draft draft = draft(row);
        TableName parent = new TableName(row.getString(5), row.getString(6));
        if (draft == null || !drafts.containsKey(parent)) {
            return;
        }
        boolean enforced = row.getBoolean(8);
        Reference reference = draft.references.computeIfAbsent(
                row.getString(3), n -> new Reference(parent, new ArrayList<>(), new ArrayList<>(), enforced));
        reference.from.add(row.getString(4));
        reference.to.add(row.getString(7));
    }

    private void index(ResultSet row) throws SQLException {
        @Nullable Draft draft = draft(row);
        if (draft == null) {
            return;
        }
        draft.indexes.computeIfAbsent(row.getString(3), n -> new ArrayList<>()).add(row.getString(5));
        if (row.getBoolean(4)) {
            draft.uniqueIndexes
                    .computeIfAbsent(row.getString(3), n -> new ArrayList<>())
                    .add(row.getString(5));
        }
    }

    private void trigger(ResultSet row) throws SQLException {
        @Nullable Draft draft = draft(row);
        if (draft != null) {
            draft.triggers.add(row.getString(3));
        }
    }
}
