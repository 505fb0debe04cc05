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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQLite's catalog through its table-valued pragmas: one query each for tables, columns, references, indexes and
 * triggers. Names are compared without case, as SQLite does, and kept as the parent spells them.
 */
final class SqliteCatalog {
    static final String SCHEMA = "main";

    private static final String TABLES = """
            SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' \
            ESCAPE '\\' ORDER BY name""";
    private static final String COLUMNS = """
            SELECT m.name, x.name, x.type, x."notnull", x.dflt_value IS NOT NULL, x.pk, x.hidden \
            FROM sqlite_schema m, pragma_table_xinfo(m.name, 'main') x WHERE m.type = 'table' AND m.sql IS NOT NULL \
            AND m.sql NOT LIKE 'create virtual%' ORDER BY m.name, x.cid""";
    private static final String REFERENCES = """
            SELECT m.name, f.id, f."table", f."from", f."to" \
            FROM sqlite_schema m, pragma_foreign_key_list(m.name, 'main') f WHERE m.type = 'table' ORDER BY m.name, f.id, \
            f.seq""";
    private static final String INDEXES = """
            SELECT m.name, i.name, i."unique", i.origin, x.cid, x.name \
            FROM sqlite_schema m, pragma_index_list(m.name, 'main') i, pragma_index_xinfo(i.name, 'main') x \
            WHERE m.type = 'table' AND i.partial = 0 AND x.key = 1 ORDER BY m.name, i.seq, x.seqno""";
    private static final String TRIGGERS =
            "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";
    private static final Pattern ON_DELETE = Pattern.compile(
            "CREATE\\s+TRIGGER\\s+(\"(?:[^\"]|\"\")*\"|`[^`]*`|\\[[^]]*]|'[^']*'|[^\\s\"`\\['])+"
                    + "\\s+((BEFORE|AFTER|INSTEAD\\s+OF)\\s+)?DELETE\\s.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Map<String, Draft> drafts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** A table while its parts come in. */
    private static final class Draft {
        final String name;
        final boolean withoutRowid;
        final List<Column> columns = new ArrayList<>();
        final Map<Integer, String> key = new TreeMap<>();
        final Map<Integer, Reference> references = new TreeMap<>();
        final Map<String, Index> indexes = new LinkedHashMap<>();
        final List<String> triggers = new ArrayList<>();

        Draft(String name, boolean withoutRowid) {
            this.name = name;
            this.withoutRowid = withoutRowid;
        }

        TableName tableName() {
            return new TableName(SCHEMA, name);
        }

        List<String> primaryKey() {
            return List.copyOf(key.values());
        }

        /** A single INTEGER PRIMARY KEY is the row's own number, and has no index of its own. */
        @Nullable Column rowid() {
            boolean ownIndex = indexes.values().stream().anyMatch(i -> i.origin.equals("pk"));
            if (key.size() != 1 || withoutRowid || ownIndex) {
                return null;
            }
            String only = primaryKey().get(0);
            return columns.stream()
                    .filter(c -> c.name().equals(only) && c.nativeType().equalsIgnoreCase("INTEGER"))
                    .findFirst()
                    .orElse(null);
        }

        List<String> spelled(List<String> names) {
            return names.stream().map(this::spelled).toList();
        }

        private String spelled(String wanted) {
            return columns.stream()
                    .map(Column::name)
                    .filter(n -> n.equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElse(wanted);
        }
    }

    /** @param to empty where the parent's primary key is meant */
    private record Reference(String parent, List<String> from, List<String> to) {}

    private static final class Index {
        final boolean unique;
        final String origin;
        final List<String> columns = new ArrayList<>();
        boolean expression;

        Index(boolean unique, String origin) {
            this.unique = unique;
            this.origin = origin;
        }
    }

    static Schema read(Connection connection, Collection<String> schemas) throws SQLException {
        if (!schemas.isEmpty() && !schemas.contains(SCHEMA)) {
            return Schema.of(List.of());
        }
        SqliteCatalog catalog = new SqliteCatalog();
        try (Statement statement = connection.createStatement()) {
            catalog.each(
                    statement,
                    TABLES,
                    r -> catalog.drafts.put(r.getString(1), new Draft(r.getString(1), r.getBoolean(2))));
            catalog.each(statement, COLUMNS, catalog::column);
            catalog.each(statement, REFERENCES, catalog::reference);
            catalog.each(statement, INDEXES, catalog::index);
            catalog.each(statement, TRIGGERS, catalog::trigger);
        }
        return Schema.of(catalog.drafts.values().stream().map(catalog::table).toList());
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

    private void column(ResultSet row) throws SQLException {
        Draft draft = drafts.get(row.getString(1));
        if (draft == null) {
            return;
        }
        int hidden = row.getInt(7);
        int keyPlace = row.getInt(6);
        String declared = String.valueOf(row.getString(3));
        draft.columns.add(new Column(
                row.getString(2),
                SqliteTypes.of(declared),
                declared,
                !row.getBoolean(4) && keyPlace == 0,
                hidden == 2 || hidden == 3 ? Generation.COMPUTED : Generation.NONE,
                row.getBoolean(5)));
        if (keyPlace > 0) {
            draft.key.put(keyPlace, row.getString(2));
        }
    }

    private void reference(ResultSet row) throws SQLException {
        Draft draft = drafts.get(row.getString(1));
        if (draft == null) {
            return;
        }
        int id = row.getInt(2);
        String parent = row.getString(3);
        Reference reference =
                draft.references.computeIfAbsent(id, i -> new Reference(parent, new ArrayList<>(), new ArrayList<>()));
        reference.from.add(row.getString(4));
        @Nullable String to = row.getString(5);
        if (to != null) {
            reference.to.add(to);
        }
    }

    private void index(ResultSet row) throws SQLException {
        Draft draft = drafts.get(row.getString(1));
        if (draft == null) {
            return;
        }
        boolean unique = row.getBoolean(3);
        String origin = row.getString(4);
        Index index = draft.indexes.computeIfAbsent(row.getString(2), n -> new Index(unique, origin));
        if (row.getInt(5) < 0) {
            index.expression = true;
        } else {
            index.columns.add(row.getString(6));
        }
    }

    private void trigger(ResultSet row) throws SQLException {
        Draft draft = drafts.get(row.getString(1));
        if (draft != null && !ON_DELETE.matcher(row.getString(3)).matches()) {
            draft.triggers.add(row.getString(2));
        }
    }

    private Table table(Draft draft) {
        @Nullable Column rowid = draft.rowid();
        List<Column> columns = draft.columns.stream()
                .map(c -> c.equals(rowid) ? identity(c) : c)
                .toList();
        Set<List<String>> unique = new HashSet<>();
        List<List<String>> uniqueKeys = new ArrayList<>();
        List<List<String>> indexes = new ArrayList<>();
        if (rowid != null) {
            indexes.add(List.of(rowid.name()));
        }
        for (Index index : draft.indexes.values()) {
            if (index.expression) {
                continue;
            }
            List<String> names = draft.spelled(index.columns);
            indexes.add(names);
            if (index.unique && !index.origin.equals("pk") && unique.add(names)) {
                uniqueKeys.add(names);
            }
        }
        return new Table(
                draft.tableName(),
                columns,
                draft.primaryKey(),
                uniqueKeys,
                foreignKeys(draft),
                indexes,
                draft.triggers,
                -1,
                -1);
    }

    private static Column identity(Column column) {
        return new Column(column.name(), column.type(), column.nativeType(), false, Generation.IDENTITY, true);
    }

    /** A reference to a table that is not there refers to nothing: SQLite lets one be declared. */
    private List<ForeignKey> foreignKeys(Draft draft) {
        List<ForeignKey> keys = new ArrayList<>();
        for (Reference reference : draft.references.values()) {
            @Nullable Draft parent = drafts.get(reference.parent());
            if (parent == null) {
                continue;
            }
            List<String> to = reference.to().isEmpty() ? parent.primaryKey() : parent.spelled(reference.to());
            List<String> from = draft.spelled(reference.from());
            if (to.size() == from.size()) {
                String name = (draft.name + "_" + String.join("_", from) + "_fkey").toLowerCase(Locale.ROOT);
                keys.add(new ForeignKey(name, draft.tableName(), from, parent.tableName(), to, Enforcement.ON_REQUEST));
            }
        }
        return keys;
    }
}
