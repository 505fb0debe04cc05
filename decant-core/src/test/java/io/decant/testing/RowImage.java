package io.decant.testing;

import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * All rows of one database of a random schema, in memory: written to a database, read from one, compared. Knows of SQL
 * nothing but how to insert and to read whole tables.
 */
final class RowImage {
    private final Map<RandomTable, List<Row>> rows = new LinkedHashMap<>();

    /** Copies the rows, so that changes of one image do not show in another. */
    RowImage(Map<RandomTable, ? extends Collection<Row>> rows) {
        rows.forEach((table, ofTable) -> this.rows.put(
                table, ofTable.stream().map(RowImage::copy).collect(Collectors.toCollection(ArrayList::new))));
    }

    static Row copy(Row row) {
        return new Row(row.table(), row.owner(), new LinkedHashMap<>(row.values()));
    }

    static RowImage read(DataSource database, Collection<RandomTable> tables) throws SQLException {
        Map<RandomTable, List<Row>> rows = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (RandomTable table : tables) {
                List<String> columns = columns(table);
                List<Row> read = new ArrayList<>();
                try (ResultSet result = statement.executeQuery(
                        "SELECT " + RandomDdl.quoted(columns) + " FROM " + RandomDdl.quoted(table.name))) {
                    while (result.next()) {
                        Map<String, Object> values = new LinkedHashMap<>();
                        for (int i = 0; i < columns.size(); i++) {
                            Object value = result.getObject(i + 1);
                            values.put(columns.get(i), value instanceof Number n ? (Object) n.longValue() : value);
                        }
                        read.add(new Row(table, RandomRows.NOBODY, values));
                    }
                }
                rows.put(table, read);
            }
        }
        return new RowImage(rows);
    }

    /** Makes the tables with these rows. */
    void create(DataSource database, TestProduct product, RandomDatabase random) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            random.createTables(connection, product);
            statement.execute(product.checksOff());
            for (Map.Entry<RandomTable, List<Row>> entry : rows.entrySet()) {
                insert(connection, entry.getKey(), entry.getValue());
            }
            statement.execute(product.checksOn());
        }
    }

    private static void insert(Connection connection, RandomTable table, List<Row> rows) throws SQLException {
        List<String> columns = columns(table);
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        String sql = "INSERT INTO " + RandomDdl.quoted(table.name) + " (" + RandomDdl.quoted(columns) + ") VALUES ("
                + marks + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    insert.setObject(i + 1, row.values().get(columns.get(i)));
                }
                insert.executeUpdate();
            }
        }
    }

    private static List<String> columns(RandomTable table) {
        return table.columns.stream().map(RandomTable.Col::name).toList();
    }

    Set<RandomTable> tables() {
        return rows.keySet();
    }

    /** To change: the image's own list. */
    List<Row> of(RandomTable table) {
        return rows.computeIfAbsent(table, none -> new ArrayList<>());
    }

    List<Row> all() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    void add(Collection<Row> more) {
        more.forEach(row -> of(row.table()).add(copy(row)));
    }

    RowClosure closure() {
        return new RowClosure(rows.values());
    }

    /** The rows that are one tenant's alone, by a search; the image's own ones, everybody's left out. */
    Set<Row> ownRows(List<Object> tenantKey) {
        RowClosure closure = closure();
        Set<Row> own = closure.of(tenantKey);
        own.removeIf(closure::isShared);
        return own;
    }

    /**
     * That a row names another.
     *
     * @param child the image's own row
     * @param parent the image's own row
     */
    record Link(Row child, Ref reference, Row parent) {}

    /** Which rows name which, as long as their keys are as they are now. */
    List<Link> links() {
        RowClosure closure = closure();
        List<Link> links = new ArrayList<>();
        for (Row row : all()) {
            for (Ref reference : row.table().references) {
                Row parent = closure.parent(row, reference);
                if (parent != null) {
                    links.add(new Link(row, reference, parent));
                }
            }
        }
        return links;
    }

    /** Rewrites references until each names the row that it named when the links were taken. */
    static void follow(List<Link> links) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Link link : links) {
                Ref reference = link.reference();
                for (int i = 0; i < reference.columns().size(); i++) {
                    Object value =
                            link.parent().values().get(reference.parentColumns().get(i));
                    Object before =
                            link.child().values().put(reference.columns().get(i), value);
                    changed |= !value.equals(before);
                }
            }
        }
    }

    /** Every row's text by table, sorted: two images are of equal databases if these are equal. */
    Map<String, List<String>> text() {
        Map<String, List<String>> text = new TreeMap<>();
        rows.forEach((table, ofTable) -> text.put(
                table.name, ofTable.stream().map(RowImage::text).sorted().toList()));
        return text;
    }

    static String text(Row row) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(row.values())
                .forEach((column, value) ->
                        text.append(column).append(value instanceof String ? "='" + value + "' " : "=" + value + " "));
        return text.toString();
    }
}
