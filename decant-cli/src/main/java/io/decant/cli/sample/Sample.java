package io.decant.cli.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sample database: a passkey service that many customers share. Used by {@code decant demo} and the benchmarks.
 *
 * <p>Rows are the same on every product, but for what a product cannot hold: PostgreSQL and MySQL keep six fraction digits
 * of a second (the seventh is cut), and SQL Server's longest credential id has 900 bytes in place of 1,023.
 */
public final class Sample {
    private static final int BATCH = 1_000;

    private Sample() {}

    /**
     * Makes the tables and fills them; the rows in one transaction. The connection's auto-commit is as before afterwards.
     *
     * @param connection to a database without tables of these names
     * @param tenants at least one, names distinct
     * @return how many rows were made, all tables together
     */
    public static long create(Connection connection, Product product, List<SampleTenant> tenants, long seed)
            throws SQLException {
        createTables(connection, product);
        return fill(connection, product, tenants, seed);
    }

    /** Makes the empty tables, as a target of an import needs them. */
    public static void createTables(Connection connection, Product product) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String ddl : ddl(product).split(";\\R", -1)) {
                if (!ddl.isBlank()) {
                    statement.execute(ddl);
                }
            }
        }
    }

    /** Fills the tables in one transaction. The parameters are those of {@link #create}. */
    public static long fill(Connection connection, Product product, List<SampleTenant> tenants, long seed)
            throws SQLException {
        SampleGenerator generator = new SampleGenerator(product, tenants, seed);
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            long rows = 0;
            for (SampleTable table : SampleGenerator.TABLES) {
                rows += fill(connection, product, table, generator);
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /** The statements that make the tables, each ended by a semicolon at a line's end. */
    public static String ddl(Product product) {
        return resource("passkeys." + product.suffix() + ".sql");
    }

    /** The sample's {@code decant.yaml} for the product. */
    public static String model(Product product) {
        return resource("decant." + product.suffix() + ".yaml");
    }

    private static long fill(Connection connection, Product product, SampleTable table, SampleGenerator generator)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(insert(product, table))) {
            Batch batch = new Batch(insert, product);
            generator.rows(table, batch::add);
            batch.send();
            return batch.rows;
        }
    }

    private static String insert(Product product, SampleTable table) {
        String columns = table.columns().stream().map(product::quote).collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        return "INSERT INTO " + product.quote(table.name()) + " (" + columns + ") VALUES (" + marks + ")";
    }

    private static String resource(String name) {
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows on their way to the server, some at a time. */
    private static final class Batch {
        private final PreparedStatement insert;
        private final Product product;
        private long rows;

        Batch(PreparedStatement insert, Product product) {
            this.insert = insert;
            this.product = product;
        }

        void add(@Nullable Object[] row) throws SQLException {
            for (int i = 0; i < row.length; i++) {
                insert.setObject(i + 1, product.physical(row[i]));
            }
            insert.addBatch();
            if (++rows % BATCH == 0) {
                send();
            }
        }

        void send() throws SQLException {
            insert.executeBatch();
        }
    }
}
