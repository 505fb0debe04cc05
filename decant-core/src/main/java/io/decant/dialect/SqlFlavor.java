package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /**
     * What a condition compares with: the value's placeholder, or the value itself where the statement takes none.
     *
     * @param index the value's place in {@link BoundSql#values}, from 0
     * @throws CanonicalFormatException if it is none of its column's type, and no placeholder
     */
    default String value(int index, Bound value) {
        return placeholder(index, value.column());
    }

    /** @param position the placeholder's place, from 1 */
    void bind(PreparedStatement statement, int position, Bound value) throws SQLException;

    /**
     * How a membership in another table's rows is asked: true for EXISTS with a correlated subquery, false for IN with an
     * uncorrelated one. PostgreSQL plans both alike where they are alone, and only EXISTS well under NOT and OR; SQLite
     * evaluates an uncorrelated subquery once, and a correlated one for every row, index or not.
     */
    boolean correlates();

    /**
     * Whether a membership in this table's rows is better asked row by row, although the product does not correlate: by a
     * table's columns that the subquery compares as they are.
     */
    default boolean looksUp(Table table, List<String> columns) {
        return false;
    }

    /**
     * A query for the same rows, as long as nothing is written: where a product would ask parts of the filter too often,
     * they are asked beforehand.
     */
    default RowQuery known(Connection connection, RowQuery query) throws SQLException {
        return query;
    }

    /** A condition that is always true, or always false. */
    default String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    /** A condition that is true where the given one is false or unknown. */
    default String notTrue(String condition) {
        return "(" + condition + " IS NOT TRUE)";
    }

    /** How many rows, as a number that no table outgrows. */
    default String countRows() {
        return "count(*)";
    }

    /** What comes before FROM in a statement that deletes rows of the aliased table. */
    default String deleteOf(String alias) {
        return "DELETE";
    }

    /**
     * Selects the first rows that come, in no order.
     *
     * @param columns what to select
     * @param from what follows FROM
     */
    default String firstRows(int rows, String columns, String from) {
        return "SELECT " + columns + " FROM " + from + " LIMIT " + rows;
    }

    /**
     * Whether a recursive query may stand in a condition, inside another one too, and ends where rows form a cycle, as UNION
     * promises. Where not, a number of steps is written out.
     */
    default boolean recurses() {
        return true;
    }

    /** Whether values of two columns can be compared as they are; if not, both are compared as text. */
    default boolean comparable(Column one, Column other) {
        TypeKind kind = one.type().kind();
        return kind == other.type().kind()
                || (NUMBERS.contains(kind) && NUMBERS.contains(other.type().kind()));
    }

    /** The condition that two columns' values are equal, each given as an expression. */
    default String equal(String left, Column leftColumn, String right, Column rightColumn) {
        return comparable(leftColumn, rightColumn) ? left + " = " + right : text(left) + " = " + text(right);
    }

    /** The condition that what two rows hold in a column is not the same, to the last bit and NULLs included. */
    default String differs(String left, String right, Column column) {
        return left + " IS DISTINCT FROM " + right;
    }

    /** An expression, cast to the column's own type where a reader would otherwise get another. */
    default String typed(String expression, Column column) {
        return expression;
    }

    /** A random uuid as the column stores it, another one for each row. */
    String newUuid(Column column);

    /**
     * The beginning of an update whose condition speaks of the rows by an alias.
     *
     * @param rows qualified and quoted
     * @param assignments of unqualified, quoted columns
     */
    default String updateAlias(String rows, String alias, String assignments) {
        return "UPDATE " + rows + " AS " + alias + " SET " + assignments;
    }

    /** The expression's text, to compare or order by. */
    String text(String expression);

    /** What to order by, so that the order is the same whatever the collation: text by its UTF-8 bytes. */
    String sortKey(String expression, Column column);

    /** What to order rows without a key by: a column's text, by its UTF-8 bytes. */
    default String looseSortKey(String expression, Column column) {
        return sortKey(text(expression), SelectSql.TEXT);
    }

    /**
     * How many blocks a table has on disk, where its rows can be read by ranges of them at the cost of these blocks alone.
     */
    default OptionalLong blocks(Connection connection, Table table) throws SQLException {
        return OptionalLong.empty();
    }

    /** The condition that a row lies within the blocks, where {@link #blocks} knows them. */
    default String within(String alias, BlockRange range) {
        throw new IllegalArgumentException("no rows by blocks on this product");
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
     * Lets inserts supply identities, where that is a switch of the session and not a clause.
     *
     * @param on whether to begin it or to end it
     * @return the statement that does it, null where there is none
     */
    default @Nullable String identityInsert(TableName table, boolean on) {
        return null;
    }

    /**
     * Sets columns of a table's rows from another table's rows of the same key.
     *
     * @param table qualified and quoted
     * @param from qualified and quoted
     * @param key quoted columns of both, at least one
     * @param columns quoted columns of both, at least one
     * @param kept quoted columns of the table, see {@link #keptOnUpdate}
     * @param where which pairs of rows, known as {@code t} and {@code s}
     */
    default String updateFrom(
            String table, String from, List<String> key, List<String> columns, List<String> kept, String where) {
        return "UPDATE " + table + " AS t SET "
                + columns.stream().map(c -> c + " = s." + c).collect(Collectors.joining(", ")) + " FROM " + from
                + " AS s WHERE " + key.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(" AND "))
                + " AND " + where;
    }

    /**
     * Removes a temporary table, and could not remove another.
     *
     * @param table qualified and quoted
     */
    default String dropTemporary(String table) {
        return "DROP TABLE " + table;
    }

    /** See {@link Sql#failure}. */
    DecantException failure(String doing, SQLException cause);

    /** Ends what runs on a connection and is no statement of JDBC's; see {@link Sql#cancel}. */
    default void cancel(Connection connection) throws SQLException {
        // Most products run statements only.
    }
}
