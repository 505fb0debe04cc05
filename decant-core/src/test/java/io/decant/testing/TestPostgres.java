package io.decant.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database of its own on the one real PostgreSQL server of this test JVM, which starts at the first need.
 *
 * <p>The superuser {@code postgres} needs no password; every other role does, so that a wrong one can be tested. The
 * server's defaults are hostile on purpose: another zone, another date and interval style, a Turkish collation where the
 * binaries have ICU.
 */
public final class TestPostgres extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestPostgres(int port, String database) {
        setServerNames(new String[] {"127.0.0.1"});
        setPortNumbers(new int[] {port});
        setDatabaseName(database);
        setUser("postgres");
    }

    /** A fresh database, empty but for what the server brings. */
    public static TestPostgres newDatabase() {
        PostgresServer server = PostgresServer.running();
        String name = "test" + COUNTER.incrementAndGet();
        new TestPostgres(server.port(), "postgres").runScript("CREATE DATABASE " + name);
        return new TestPostgres(server.port(), name);
    }

    /** A fresh database in which the script has run. */
    public static TestPostgres newDatabase(String script) {
        TestPostgres database = newDatabase();
        database.runScript(script);
        return database;
    }

    /** Removes the database from the server. */
    public void drop() {
        new TestPostgres(getPortNumbers()[0], "postgres")
                .runScript("DROP DATABASE " + getDatabaseName() + " WITH (FORCE)");
    }

    /** Without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + getPortNumbers()[0] + "/" + getDatabaseName();
    }

    /** The superuser's name. */
    public String user() {
        return "postgres";
    }

    /** Anything will do for the superuser. */
    public String password() {
        return "not needed";
    }

    /** The same database as another role sees it; the role must exist. */
    public TestPostgres as(String role, String password) {
        TestPostgres other = new TestPostgres(getPortNumbers()[0], String.valueOf(getDatabaseName()));
        other.setUser(role);
        other.setPassword(password);
        return other;
    }

    /** Runs any number of statements, parted by semicolons, as one implicit transaction. */
    public void runScript(String sql) {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("script failed: " + e.getMessage(), e);
        }
    }
}
