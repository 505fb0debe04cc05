package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the products' SQL differs, for the statements that {@link Sql} and {@link SelectSql} make. */
interface SqlFlavor {
    Set<TypeKind> NUMBERS = EnumSet.of(TypeKind.INTEGER, TypeKind.DECIMAL);

    String quote(String identifier);

    /** The table's name, qualified and quoted. */
    default String table(TableName name) {
        return quote(name.schema()) + "." + quote(name.name());
    }

    /** What to select from, or to update, to meet the table's own rows and no others. */
    default String rows(Table table) {
        return table(table.name());
    }

    /**
     * The text that stands for a value.
     *
     * @param index the value's place in {@link BoundSql#values}, from 0
     * @param column what the value is compared with
     */
    String placeholder(int index, Column column);

    /** @param position the placeholder's place, from 1 */
    void bind(PreparedStatement statement, int position, Bound value) throws SQLException;

    /**
     * How a membership in another table's rows is asked: true for EXISTS with a correlated subquery, false for IN with an
     * uncorrelated one. PostgreSQL plans both alike where they are alone, and only EXISTS well under NOT and OR; SQLite and
     * H2 evaluate an uncorrelated subquery once, and a correlated one for every row, index or not.
     */
    boolean correlates();

    /** Whether values of two columns can be compared as they are; if not, both are compared as text. */
    default boolean comparable(Column one, Column other) {
        TypeKind kind = one.type().kind();
        return kind == other.type().kind()
                || (NUMBERS.contains(kind) && NUMBERS.contains(other.type().kind()));
    }

    /** The expression's text, to compare or order by. */
    String text(String expression);

    /** What to order by, so that the order is the same whatever the collation: text by its UTF-8 bytes. */
    String sortKey(String expression, Column column);

    /** What to order rows without a key by: a column's text, by its UTF-8 bytes. */
    default String looseSortKey(String expression, Column column) {
        Column text =
                new Column(column.name(), ColumnType.of(TypeKind.TEXT), "text", true, Column.Generation.NONE, false);
        return sortKey(text(expression), text);
    }

    /** Follows a sort key so that NULL comes first. */
    default String nullsFirst() {
        return " NULLS FIRST";
    }

    /** What to select to read a column. */
    default String readable(String expression, Column column) {
        return expression;
    }

    /** Follows the column list of an insert that supplies values of GENERATED ALWAYS identities. */
    String overriding();

    /** Begins a deletion of rows of the table that FROM names by the alias. */
    default String deleteFrom(String alias) {
        return "DELETE";
    }

    /**
     * Columns that an update of others would change, and which it therefore sets to what they are.
     *
     * @param set the columns that it sets
     * @return exact names
     */
    default List<String> keptOnUpdate(Table table, Collection<String> set) {
        return List.of();
    }

    /**
     * Sets columns of a table's rows from another table's rows of the same key.
     *
     * @param table qualified and quoted
     * @param from qualified and quoted
     * @param key quoted columns of both, at least one
     * @param columns quoted columns of both, at least one
     * @param kept quoted columns of the table, see {@link #keptOnUpdate}
     */
    default String updateFrom(String table, String from, List<String> key, List<String> columns, List<String> kept) {
        return "UPDATE " + table + " AS t SET "
                + columns.stream().map(c -> c + " = s." + c).collect(Collectors.joining(", ")) + " FROM " + from
                + " AS s WHERE " + key.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(" AND "))
                + columns.stream()
                        .map(c -> "s." + c + " IS NOT NULL")
                        .collect(Collectors.joining(" OR ", " AND (", ")"));
    }

    /** See {@link Sql#failure}. */
    DecantException failure(String doing, SQLException cause);
}
