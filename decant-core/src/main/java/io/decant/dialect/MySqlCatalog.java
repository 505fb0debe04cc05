package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the catalog from information_schema: one query each for tables, columns, references, indexes, triggers. */
final class MySqlCatalog {
    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_ROWS, DATA_LENGTH FROM information_schema.TABLES \
            WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND TABLE_SCHEMA IN (:schemas) AND NOT \
            """ + MySqlStaging.MADE_HERE;
    private static final String COLUMNS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, EXTRA, COLUMN_DEFAULT, \
            CHARACTER_SET_NAME \
            FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN (:schemas) \
            ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION""";
    private static final String REFERENCES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, \
            REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE \
            WHERE REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA IN (:schemas) \
            ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION""";
    private static final String INDEXES = """
            SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, INDEX_TYPE, :hidden \
            FROM information_schema.STATISTICS WHERE TABLE_SCHEMA IN (:schemas) \
            ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""";
    private static final String TRIGGERS = """
            SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS \
            WHERE EVENT_MANIPULATION <> 'DELETE' AND EVENT_OBJECT_SCHEMA IN (:schemas) ORDER BY TRIGGER_NAME""";

    /** MariaDB's JSON is long text with such a check, whose text is quoted as the session's mode says. */
    private static final String JSON_CHECKS = """
            SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS \
            WHERE CHECK_CLAUSE LIKE 'json_valid(_%_)' AND CONSTRAINT_SCHEMA IN (:schemas)""";

    private final Connection connection;
    private final List<String> schemas;
    private final Map<TableName, MySqlTableDraft> drafts = new TreeMap<>();
    private final Set<List<String>> json = new HashSet<>();

    private MySqlCatalog(Connection connection, List<String> schemas) {
        this.connection = connection;
        this.schemas = schemas;
    }

    static Schema read(Connection connection, MySqlProduct product, Collection<String> schemas) throws SQLException {
        MySqlCatalog catalog = new MySqlCatalog(
                connection, schemas.isEmpty() ? List.of(ownDatabase(connection)) : List.copyOf(schemas));
        catalog.each(TABLES, catalog::table);
        if (product == MySqlProduct.MARIADB) {
            catalog.each(JSON_CHECKS, catalog::jsonCheck);
        }
        catalog.each(COLUMNS, catalog::column);
        catalog.each(REFERENCES, catalog::reference);
        catalog.each(INDEXES.replace(":hidden", hiddenIndexes(connection, product)), catalog::index);
        catalog.each(TRIGGERS, catalog::trigger);
        return Schema.of(
                catalog.drafts.values().stream().map(MySqlTableDraft::table).toList());
    }

    private static String ownDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT DATABASE()")) {
            row.next();
            @Nullable String name = row.getString(1);
            if (name == null) {
                throw new DecantException(
                        ErrorCode.USAGE, "the URL names no database; write it behind the host: //HOST/DATABASE");
            }
            return name;
        }
    }

    /** An expression for indexes that the planner may not use, each product's own column, if the version has it. */
    private static String hiddenIndexes(Connection connection, MySqlProduct product) throws SQLException {
        String column = product == MySqlProduct.MARIADB ? "IGNORED" : "IS_VISIBLE";
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA ="
                        + " 'information_schema' AND TABLE_NAME = 'STATISTICS' AND COLUMN_NAME = ?")) {
            statement.setString(1, column);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 0
                        ? "FALSE"
                        : column + " = " + (product == MySqlProduct.MARIADB ? "'YES'" : "'NO'");
            }
        }
    }

    private interface Row {
        void accept(ResultSet row) throws SQLException;
    }

    private void each(String sql, Row action) throws SQLException {
        String places = String.join(", ", Collections.nCopies(schemas.size(), "?"));
        try (PreparedStatement statement = connection.prepareStatement(sql.replace(":schemas", places))) {
            for (int i = 0; i < schemas.size(); i++) {
                statement.setString(i + 1, schemas.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.accept(rows);
                }
            }
        }
    }

    private void table(ResultSet row) throws SQLException {
        TableName name = new TableName(row.getString(1), row.getString(2));
        long rows = row.getLong(3);
        long estimatedRows = row.wasNull() ? -1 : rows;
        long bytes = row.getLong(4);
        drafts.put(name, new MySqlTableDraft(name, estimatedRows, row.wasNull() ? -1 : bytes));
    }

    private @Nullable MySqlTableDraft draft(ResultSet row) throws SQLException {
        return drafts.get(new TableName(row.getString(1), row.getString(2)));
    }

    private void jsonCheck(ResultSet row) throws SQLException {
        String clause = row.getString(3);
        String quote = clause.substring(clause.length() - 2, clause.length() - 1);
        String column = clause.substring("json_valid(".length() + 1, clause.length() - 2)
                .replace(quote + quote, quote);
        json.add(List.of(row.getString(1), row.getString(2), column));
    }

    private void column(ResultSet row) throws SQLException {
        @Nullable MySqlTableDraft draft = draft(row);
        if (draft == null) {
            return;
        }
        String name = row.getString(3);
        boolean checkedJson = json.contains(List.of(row.getString(1), row.getString(2), name));
        String nativeType = checkedJson ? "json" : MySqlCharset.named(row.getString(4), row.getString(8));
        String extra = String.valueOf(row.getString(6)).toLowerCase(Locale.ROOT);
        @Nullable String preset = row.getString(7);
        boolean computed = extra.contains("virtual generated") || extra.contains("stored generated");
        boolean counts = extra.contains("auto_increment")
                || (preset != null && MariaDbSequences.behind(preset).isPresent());
        // MariaDB writes NULL as a word.
        boolean hasDefault = preset != null && !preset.equals("NULL");
        ColumnType type = checkedJson ? ColumnType.of(TypeKind.JSON) : MySqlTypes.of(nativeType);
        draft.columns.add(new Column(
                name,
                type,
                nativeType,
                row.getString(5).equals("YES"),
                computed ? Generation.COMPUTED : counts ? Generation.IDENTITY : Generation.NONE,
                !computed && (counts || hasDefault)));
    }

    private void reference(ResultSet row) throws SQLException {
        @Nullable MySqlTableDraft draft = draft(row);
        TableName parent = new TableName(row.getString(5), row.getString(6));
        if (draft == null || !drafts.containsKey(parent)) {
            return;
        }
        MySqlTableDraft.Reference reference = draft.references.computeIfAbsent(
                row.getString(3), n -> new MySqlTableDraft.Reference(parent, new ArrayList<>(), new ArrayList<>()));
        reference.from().add(row.getString(4));
        reference.to().add(row.getString(7));
    }

    private void index(ResultSet row) throws SQLException {
        @Nullable MySqlTableDraft draft = draft(row);
        if (draft == null) {
            return;
        }
        String name = row.getString(3);
        MySqlTableDraft.Index index = draft.indexes.get(name);
        if (index == null) {
            index = new MySqlTableDraft.Index(
                    name, row.getInt(4) == 0, row.getString(7).equals("BTREE") && !row.getBoolean(8));
            draft.indexes.put(name, index);
        }
        row.getLong(6);
        boolean prefix = !row.wasNull();
        index.add(prefix ? null : row.getString(5));
    }

    private void trigger(ResultSet row) throws SQLException {
        @Nullable MySqlTableDraft draft = draft(row);
        if (draft != null) {
            draft.triggers.add(row.getString(3));
        }
    }
}
