package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The set-based statements of an import: from staging tables into key maps, other staging tables and targets. Columns are
 * exact names. Stateless and thread-safe.
 *
 * <p>Every staged row has a state: {@link #FRESH} rows are inserted, {@link #KEPT} ones are in the target already and
 * stay there as they are, {@link #CHANGED} ones are there and become as staged.
 */
public final class StagedSql {
    /** The column of a staging table that holds a row's state. */
    public static final String STATE = "decant_state";

    public static final int FRESH = 0;
    public static final int KEPT = 1;
    public static final int CHANGED = 2;

    private final SqlFlavor flavor;

    StagedSql(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    /** A staging table as code knows it, with the column for the state. */
    static Table table(TableName name, List<Column> columns, String number, Table target) {
        List<Column> all = new ArrayList<>(columns);
        all.add(KeyMapTable.small(STATE, number));
        return new Table(name, all, target.primaryKey(), List.of(), List.of(), List.of(), List.of(), -1, -1);
    }

    /** How many fresh rows have the same key as a row of the target. A NULL in the key equals nothing. */
    public long collisions(Connection connection, Table staging, Table target, List<String> key) throws SQLException {
        return number(connection, new StagingSql(flavor, staging, target).collisions(key));
    }

    /**
     * How many rows of the target another staged row than theirs claims a unique key of.
     *
     * @param key tells rows from each other
     * @param unique the other key
     */
    public long exchanges(Connection connection, Table staging, Table target, List<String> key, List<String> unique)
            throws SQLException {
        return number(connection, new StagingSql(flavor, staging, target).exchanges(key, unique));
    }

    /** How many kept rows differ from the row of the same key that the target has, in one of the columns. */
    public long unlike(Connection connection, Table staging, Table target, List<String> key, List<String> columns)
            throws SQLException {
        return number(connection, new StagingSql(flavor, staging, target).unlike(key, columns));
    }

    /**
     * Copies all fresh rows into the target, in one statement.
     *
     * @param columns the columns to supply, identities included; the others get their defaults
     * @param asNull those of them that are set to NULL whatever is staged, for {@link #fill} to fill later
     * @return how many rows
     */
    public long insert(
            Connection connection, Table staging, Table target, List<String> columns, Collection<String> asNull)
            throws SQLException {
        String insert = new StagingSql(flavor, staging, target).insertFresh(columns, asNull);
        try (IdentityInsert identities = IdentityInsert.into(connection, flavor, target, columns)) {
            return identities.during(() -> update(connection, insert));
        }
    }

    /**
     * Copies fresh rows into the target, parents before children by a reference to the table itself: for products that
     * check each row and columns that cannot be NULL at first. Takes one statement for each level of the tree.
     *
     * @param self the reference; the target must have an identifying key
     * @return how many rows; fewer than are staged if some have no parent, staged or there, or are each other's
     */
    public long insertByLevels(
            Connection connection,
            Table staging,
            Table target,
            List<String> columns,
            Collection<String> asNull,
            ForeignKey self)
            throws SQLException {
        String level =
                new StagingSql(flavor, staging, target).insertLevel(columns, asNull, self, target.identifyingKey());
        try (IdentityInsert identities = IdentityInsert.into(connection, flavor, target, columns)) {
            return identities.during(() -> levels(connection, level));
        }
    }

    private long levels(Connection connection, String level) throws SQLException {
        long rows = 0;
        long more = 1;
        while (more > 0) {
            more = update(connection, level);
            rows += more;
        }
        return rows;
    }

    /**
     * The second pass: sets columns of the target's rows from the staged rows of the same key, where any is not NULL.
     *
     * @param key columns whose values are unique in both tables
     * @return how many rows were set
     */
    public long fill(Connection connection, Table staging, Table target, List<String> key, List<String> columns)
            throws SQLException {
        return update(connection, new StagingSql(flavor, staging, target).fill(key, columns));
    }

    /**
     * Makes the target's rows as their changed counterparts are staged, where anything differs.
     *
     * @param key columns whose values are unique in both tables; they stay
     * @param columns the columns to set, at least one
     * @return how many rows differed
     */
    public long change(Connection connection, Table staging, Table target, List<String> key, List<String> columns)
            throws SQLException {
        return update(connection, new StagingSql(flavor, staging, target).change(key, columns));
    }

    /**
     * Copies staged rows into another staging table of the same columns, with new keys for old.
     *
     * @param schema the tables that conditions of the uses speak of
     */
    public long copyMapped(Connection connection, Schema schema, Table from, Table into, List<KeyUse> uses)
            throws SQLException {
        return new KeyMapSql(flavor, schema).copy(from, into, uses).update(connection, flavor);
    }

    /** How many staged rows have a value in the use's column that the map has no new key for. */
    public long unmapped(Connection connection, Schema schema, Table staging, KeyUse use) throws SQLException {
        return new KeyMapSql(flavor, schema).unmapped(staging, use).number(connection, flavor);
    }

    /**
     * Maps the keys of staged rows to those of the target's rows that match them.
     *
     * @param uses what the match columns' values become before they are compared
     * @param key the column whose values are mapped
     * @return how many keys; one that has several counterparts breaks the map's own key
     */
    public long mapMatched(
            Connection connection,
            Schema schema,
            Table staging,
            Table target,
            Table map,
            List<KeyUse> uses,
            String key,
            Matching matching)
            throws SQLException {
        return new KeyMapSql(flavor, schema)
                .matched(staging, target, map, uses, key, matching)
                .update(connection, flavor);
    }

    /** How many staged rows match more than one row of the target, or share their match with another staged row. */
    public long ambiguous(
            Connection connection,
            Schema schema,
            Table staging,
            Table target,
            List<KeyUse> uses,
            String key,
            Matching matching)
            throws SQLException {
        return new KeyMapSql(flavor, schema)
                .ambiguous(staging, target, uses, key, matching)
                .number(connection, flavor);
    }

    /** Gives every key that the map has not yet a new one. */
    public long mapFresh(Connection connection, Schema schema, Table staging, Table map, String key, NewKeys keys)
            throws SQLException {
        return new KeyMapSql(flavor, schema).fresh(staging, map, key, keys).update(connection, flavor);
    }

    /** Gives every key that the target has already, and the map not, a random one. */
    public long mapTaken(Connection connection, Schema schema, Table staging, Table target, Table map, String key)
            throws SQLException {
        return new KeyMapSql(flavor, schema).taken(staging, target, map, key).update(connection, flavor);
    }

    /** Lets every key that the map has not yet stand for itself. */
    public long mapSame(Connection connection, Schema schema, Table staging, Table map, String key)
            throws SQLException {
        return new KeyMapSql(flavor, schema).same(staging, map, key).update(connection, flavor);
    }

    /**
     * Copies columns of the rows that pass the query's filter into a temporary table, under their names.
     *
     * @return how many rows
     */
    public long collect(Connection connection, RowQuery query, Table into) throws SQLException {
        return SelectSql.collect(flavor, flavor.known(connection, query), into).update(connection, flavor);
    }

    /** How many keys of a map got another value than they had, without those of matched rows. */
    public long renewed(Connection connection, Table map) throws SQLException {
        return number(
                connection,
                "SELECT " + flavor.countRows() + " FROM " + flavor.table(map.name()) + " WHERE "
                        + flavor.quote(KeyMapTable.MATCHED) + " = 0 AND " + flavor.quote(KeyMapTable.OLD) + " <> "
                        + flavor.quote(KeyMapTable.NEW));
    }

    /** The next of some numbers, for a key that is needed at once. */
    public String one(Connection connection, NewKeys keys) throws SQLException {
        if (keys.first() != null) {
            return keys.first().toString();
        }
        try (Statement statement = connection.createStatement();
                ResultSet next = statement.executeQuery("SELECT " + keys.next())) {
            next.next();
            return next.getBigDecimal(1).toBigInteger().toString();
        }
    }

    private long number(Connection connection, String sql) throws SQLException {
        return new BoundSql(sql).number(connection, flavor);
    }

    private long update(Connection connection, String sql) throws SQLException {
        return new BoundSql(sql).update(connection, flavor);
    }
}
