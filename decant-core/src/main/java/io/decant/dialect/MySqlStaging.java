package io.decant.dialect;

import io.decant.schema.TableName;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an import under way. MariaDB's are temporary. MySQL names a temporary table only once in a statement
 * (error 1137), so there they are ordinary ones, which belong to a lock of the session's: the server gives it back
 * whatever becomes of the session, and the next import drops tables whose lock nobody holds.
 */
final class MySqlStaging {
    /** Stands in front of the token in the name of the session's lock. */
    private static final String LOCK = "decant_";

    private static final String COMMENT = "Decant: rows of an import under way";

    /**
     * A condition on information_schema.TABLES: the ordinary tables made here. The name alone could be a user's, and so
     * could the comment.
     */
    static final String MADE_HERE =
            "(TABLE_NAME REGEXP '^decant_(staging|keys)_[0-9a-f]{16}_[0-9]+' AND TABLE_COMMENT = '" + COMMENT + "')";

    private static final String TOKEN_OF_NAME = "SUBSTRING_INDEX(SUBSTRING_INDEX(TABLE_NAME, '_', 3), '_', -1)";
    private static final String ABANDONED =
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND " + MADE_HERE
                    + " AND IS_FREE_LOCK(CONCAT('" + LOCK + "', " + TOKEN_OF_NAME + ")) = 1";

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final boolean temporary;
    private final SqlFlavor flavor;

    MySqlStaging(MySqlProduct product, SqlFlavor flavor) {
        this.temporary = product == MySqlProduct.MARIADB;
        this.flavor = flavor;
    }

    /**
     * A name for a new table of the session's.
     *
     * @param what {@code staging} or {@code keys}
     * @param shown what the name ends in, for people
     */
    TableName name(Connection connection, String schema, String what, String shown) throws SQLException {
        String token = temporary ? "" : token(connection, schema) + "_";
        return new TableName(schema, "decant_" + what + "_" + token + NUMBER.incrementAndGet() + shown);
    }

    /**
     * @param definitions of columns and keys
     * @param select what gives further columns their types
     */
    void create(Connection connection, TableName name, String definitions, String select) throws SQLException {
        MySqlSession session = MySqlSession.prepare(connection);
        try (session;
                Statement statement = connection.createStatement()) {
            statement.execute((temporary ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ") + flavor.table(name) + " ("
                    + definitions + ") ENGINE=InnoDB COMMENT='" + COMMENT + "' AS " + select + " LIMIT 0");
        }
    }

    /** Gives the session's lock back, if it has one. */
    void end(Connection connection) throws SQLException {
        @Nullable String token = temporary ? null : ownToken(connection);
        if (token != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DO RELEASE_LOCK('" + LOCK + token + "')");
                statement.execute("SET @decant_token = NULL");
            }
        }
    }

    /** The session's own word, which no earlier session had: the server's numbers of connections begin again. */
    private String token(Connection connection, String schema) throws SQLException {
        @Nullable String own = ownToken(connection);
        if (own != null) {
            return own;
        }
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DO GET_LOCK('" + LOCK + token + "', 0)");
            statement.execute("SET @decant_token = '" + token + "'");
            // Without the right to drop, a finished import would leave the tenant's rows lying about: told before it
            // begins.
            statement.execute(
                    "DROP TABLE IF EXISTS " + flavor.table(new TableName(schema, "decant_staging_" + token + "_0")));
        }
        sweep(connection, schema);
        return token;
    }

    private static @Nullable String ownToken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @decant_token")) {
            row.next();
            return row.getString(1);
        }
    }

    private void sweep(Connection connection, String schema) throws SQLException {
        List<String> abandoned = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ABANDONED)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    abandoned.add(rows.getString(1));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String name : abandoned) {
                statement.execute("DROP TABLE IF EXISTS " + flavor.table(new TableName(schema, name)));
            }
        }
    }
}
