package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The small statements of exports and imports, in one product's SQL: every identifier quoted, every value bound. Columns
 * are exact names. Stateless and thread-safe; {@code SQLException}s are for {@link #failure}.
 */
public final class Sql {
    private static final int LONGEST_SAMPLE = 200;

    private final Dialect dialect;
    private final SqlFlavor flavor;

    Sql(Dialect dialect, SqlFlavor flavor) {
        this.dialect = dialect;
        this.flavor = flavor;
    }

    /** How many rows pass the query's filter; its columns and order do not matter. */
    public long count(Connection connection, RowQuery query) throws SQLException {
        return SelectSql.count(flavor, flavor.known(connection, query)).number(connection, flavor);
    }

    /**
     * How many blocks a table has on disk, where its rows can be read by {@link RowQuery#within ranges of them} at the cost
     * of these blocks alone; empty where not.
     */
    public OptionalLong blocks(Connection connection, Table table) throws SQLException {
        return flavor.blocks(connection, table);
    }

    /** Whether a row passes the query's filter; it looks for one only. */
    public boolean any(Connection connection, RowQuery query) throws SQLException {
        return SelectSql.any(flavor, flavor.known(connection, query)).number(connection, flavor) > 0;
    }

    /**
     * Deletes the rows that pass the query's filter.
     *
     * @return how many
     */
    public long delete(Connection connection, RowQuery query) throws SQLException {
        return SelectSql.delete(flavor, flavor.known(connection, query)).update(connection, flavor);
    }

    /** Removes a table that {@link WriteSupport#stage} made. On some products it commits. */
    public void unstage(Connection connection, Table staging) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(flavor.dropTemporary(flavor.table(staging.name())));
        }
    }

    /** The set-based statements between staging tables, key maps and targets. */
    public StagedSql staged() {
        return new StagedSql(flavor);
    }

    /**
     * Sets a number of ours in the rows that pass the query's filter.
     *
     * @return how many
     */
    public long set(Connection connection, RowQuery query, String column, long value) throws SQLException {
        return SelectSql.set(flavor, flavor.known(connection, query), column, Long.toString(value))
                .update(connection, flavor);
    }

    /**
     * Sets a column to NULL in the rows that pass the query's filter.
     *
     * @return how many
     */
    public long clear(Connection connection, RowQuery query, String column) throws SQLException {
        return SelectSql.set(flavor, query, column, "NULL").update(connection, flavor);
    }

    /**
     * The keys of the root rows that bear a name.
     *
     * @param schema the schema that the root table is in
     * @param key the root table's key columns
     * @param nameColumn the column that people know tenants by
     * @param name canonical text
     * @return none, one, or several where names are not unique
     */
    public List<TenantKey> keysNamed(
            Connection connection, Schema schema, Table root, List<String> key, String nameColumn, String name)
            throws SQLException {
        List<TenantKey> keys = new ArrayList<>();
        List<Column> columns = key.stream().map(root::requireColumn).toList();
        RowFilter named = new RowFilter.ValueIn(nameColumn, List.of(name));
        dialect.rowReader(connection, new RowQuery(schema, root, columns, named, null, false))
                .read(row -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i < row.fields(); i++) {
                        values.add(row.text(i));
                    }
                    keys.add(new TenantKey(values));
                });
        return keys;
    }

    /**
     * Some values of each column as the driver gives them as text, for a draft of a model. Without NULLs, bytes and values
     * that are too long to tell anything.
     */
    public Map<String, List<String>> samples(Connection connection, Table table, int rows) throws SQLException {
        Map<String, List<String>> samples = new TreeMap<>();
        String columns =
                table.columns().stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", "));
        String sql = flavor.firstRows(rows, columns, flavor.table(table.name()));
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    Object value = result.getObject(i + 1);
                    String text = value == null || value instanceof byte[] ? "" : value.toString();
                    if (!text.isEmpty() && text.length() <= LONGEST_SAMPLE) {
                        samples.computeIfAbsent(table.columns().get(i).name(), c -> new ArrayList<>())
                                .add(text);
                    }
                }
            }
        }
        return samples;
    }

    /** The smallest and the largest whole number of a column among the query's rows; empty if there is none. */
    public Optional<Bounds> bounds(Connection connection, RowQuery query, String column) throws SQLException {
        BoundSql sql = SelectSql.bounds(flavor, flavor.known(connection, query), column);
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            sql.bind(statement, flavor);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                @Nullable BigDecimal least = result.getBigDecimal(1);
                @Nullable BigDecimal most = result.getBigDecimal(2);
                return least == null || most == null
                        ? Optional.empty()
                        : Optional.of(new Bounds(least.toBigInteger(), most.toBigInteger()));
            }
        }
    }

    /** Both are values that are there. */
    public record Bounds(BigInteger least, BigInteger most) {}

    /** The distinct values of a column in the table's first rows, without NULLs and long ones. */
    public List<String> words(Connection connection, Table table, String column, int rows) throws SQLException {
        String quoted = flavor.quote(column);
        String sql = "SELECT DISTINCT " + quoted + " FROM ("
                + flavor.firstRows(rows, quoted, flavor.table(table.name()) + " WHERE " + quoted + " IS NOT NULL")
                + ") AS sampled";
        List<String> words = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String word = result.getString(1);
                if (!word.isEmpty() && word.length() <= LONGEST_SAMPLE) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /** The largest value of a column of whole numbers, as canonical text; empty if there is none. */
    public Optional<String> max(Connection connection, Table table, String column) throws SQLException {
        String sql = "SELECT max(" + flavor.quote(column) + ") FROM " + flavor.rows(table);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            @Nullable BigDecimal max = result.getBigDecimal(1);
            return max == null
                    ? Optional.empty()
                    : Optional.of(max.toBigInteger().toString());
        }
    }

    /**
     * Asks the server, from another thread, to end what the connection runs beside JDBC's statements, which end by their
     * own {@code cancel}. It returns when it was asked; nothing happens where nothing runs.
     */
    public void cancel(Connection connection) throws SQLException {
        flavor.cancel(connection);
    }

    /**
     * What a driver's exception means to the user: {@code IMPORT_COLLISION} for a key that is taken,
     * {@code IMPORT_REFUSED} for another broken constraint, {@code DATABASE} for everything else.
     *
     * @param doing what was being done and to which table, to begin the message: {@code cannot load public.users}
     * @return an exception whose message has none of the driver's words that could be row values
     */
    public DecantException failure(String doing, SQLException cause) {
        return flavor.failure(doing, cause);
    }
}
