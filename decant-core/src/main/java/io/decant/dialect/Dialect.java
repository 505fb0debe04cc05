package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** One database product. Stateless and thread-safe. */
public interface Dialect {

    /**
     * The dialect of the database behind a connection.
     *
     * @throws DecantException with {@code PRODUCT_UNKNOWN} if there is none: nothing is tried on an unknown product
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case PostgresDialect.PRODUCT -> new PostgresDialect();
            case "SQLite" -> new SqliteDialect();
            case "H2" -> new H2Dialect();
            case "MySQL", "MariaDB" -> new MySqlDialect(MySqlProduct.of(connection));
            case MsSqlDialect.REPORTED -> new MsSqlDialect();
            default ->
                throw new DecantException(
                        ErrorCode.PRODUCT_UNKNOWN,
                        "Decant does not know the database product " + product
                                + "; it knows PostgreSQL, MySQL, MariaDB, SQLite, H2 and SQL Server");
        };
    }

    /**
     * The product's name as manifests give it: {@code PostgreSQL}, {@code MySQL}, {@code MariaDB}, {@code SQLite},
     * {@code H2}, {@code SQL Server}.
     */
    String product();

    /** Quotes an identifier so that it is taken exactly as given. */
    String quote(String identifier);

    /**
     * Reads the catalog, in few queries whatever the number of tables.
     *
     * @param schemas exact schema names; empty for every schema of the user's
     */
    Schema readSchema(Connection connection, Collection<String> schemas) throws SQLException;

    /**
     * Opens connections that all see one instant of the given tables, read-only.
     *
     * @param connections at least 1; a product that cannot share a snapshot gives one connection whatever is asked
     */
    Snapshot openSnapshot(DataSource source, int connections, Collection<TableName> tables) throws SQLException;

    /**
     * How a value of the archived type fits a column.
     *
     * @return empty if every value of the type can be held exactly, else what stands in the way, for people
     */
    Optional<String> obstacle(Column target, ColumnType archived);

    /**
     * Whether a column can hold values of the archived type and give them back as such, those at least that
     * {@link #valueCheck} passes, although there is an {@link #obstacle} to others.
     */
    default boolean takesSome(Column target, ColumnType archived) {
        return obstacle(target, archived).isEmpty();
    }

    /**
     * A check of single values, before they are loaded.
     *
     * @param archived the type of the values' canonical text, in the target's physical form
     * @return empty where the declared types leave no doubt that every value fits
     */
    default Optional<ValueCheck> valueCheck(Column target, ColumnType archived) {
        return Optional.empty();
    }

    /** Whether a column's declared type leaves open what its values are, so that a draft of a model looks at some. */
    default boolean typesSayLittle() {
        return false;
    }

    /** Prepares to read rows; nothing is sent before {@link RowReader#read}. */
    RowReader rowReader(Connection connection, RowQuery query);

    /**
     * Prepares to load rows by the product's fastest way.
     *
     * @param table where to; it may be a staging table
     * @param columns the columns supplied, in the order of the records' fields, each under the type of its canonical text
     */
    TableLoader tableLoader(Connection connection, Table table, List<Column> columns) throws SQLException;

    /** The small statements of exports and imports: counts, collisions, copies out of staging. */
    Sql sql();

    /** What an import needs beyond loading rows: staging, deferral, triggers, sequences. */
    WriteSupport writes();
}
