package io.decant.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * An empty database of its own on the one MariaDB or MySQL server of this test JVM, which starts at the first need.
 *
 * <p>Sessions understand standard SQL (double quotes, no backslash escapes), as the shared statements of fixtures need it;
 * what Decant needs it has to set by itself. Text is compared byte by byte where no column says otherwise.
 */
public final class TestMySql extends MariaDbDataSource {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final String SESSION =
            "&sessionVariables=sql_mode='ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,"
                    + "STRICT_TRANS_TABLES,NO_AUTO_VALUE_ON_ZERO'";

    private final MysqldServer server;
    private final String database;

    private TestMySql(MysqldServer server, String database) throws SQLException {
        super(server.url(database) + SESSION);
        this.server = server;
        this.database = database;
    }

    public static TestMySql mariaDb() throws SQLException {
        return newDatabase(MysqldServer.mariaDb(), "utf8mb4_nopad_bin");
    }

    public static TestMySql mySql() throws SQLException {
        return newDatabase(MysqldServer.mySql(), "utf8mb4_0900_as_cs");
    }

    /** Why MariaDB cannot be tested on this machine; empty if it can. */
    public static Optional<String> mariaDbMissing() {
        return MysqldBuild.MARIADB.missing();
    }

    /** Why MySQL cannot be tested on this machine, and what to do; empty if it can. */
    public static Optional<String> mySqlMissing() {
        return MysqldBuild.MYSQL.missing();
    }

    private static TestMySql newDatabase(MysqldServer server, String collation) throws SQLException {
        String name = "test" + COUNTER.incrementAndGet();
        run(server, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE " + collation);
        return new TestMySql(server, name);
    }

    private static void run(MysqldServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(""));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Removes the database from the server. */
    public void drop() throws SQLException {
        run(server, "DROP DATABASE " + database);
    }

    public String database() {
        return database;
    }

    public int port() {
        return server.port();
    }

    /** As root, without the session settings that tests lean on. */
    public String url() {
        return server.url(database);
    }
}
