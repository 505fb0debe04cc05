package io.decant.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The databases that every engine test runs on, and how fixtures write the values that each spells its own way. */
public enum TestProduct {
    POSTGRESQL("PostgreSQL", "SET session_replication_role = replica", "SET session_replication_role = origin"),
    SQLITE("SQLite", "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
    H2("H2", "SET REFERENTIAL_INTEGRITY FALSE", "SET REFERENTIAL_INTEGRITY TRUE");

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String label;
    private final String checksOff;
    private final String checksOn;

    TestProduct(String label, String checksOff, String checksOn) {
        this.label = label;
        this.checksOff = checksOff;
        this.checksOn = checksOn;
    }

    /** The product's name as {@code Dialect.product()} gives it. */
    public String label() {
        return label;
    }

    /**
     * An empty database of its own. Foreign keys are enforced.
     *
     * @param folder an existing folder for those that live in a file
     */
    public DataSource newDatabase(Path folder) {
        String name = "db" + COUNTER.incrementAndGet();
        switch (this) {
            case POSTGRESQL -> {
                return TestPostgres.newDatabase();
            }
            case SQLITE -> {
                SQLiteConfig config = new SQLiteConfig();
                config.enforceForeignKeys(true);
                SQLiteDataSource source = new SQLiteDataSource(config);
                source.setUrl("jdbc:sqlite:" + folder.resolve(name + ".db"));
                return source;
            }
            case H2 -> {
                JdbcDataSource source = new JdbcDataSource();
                source.setURL("jdbc:h2:" + folder.resolve(name).toAbsolutePath() + ";DB_CLOSE_DELAY=-1");
                source.setUser("sa");
                source.setPassword("");
                return source;
            }
        }
        throw new AssertionError(this);
    }

    /** Gives back what {@link #newDatabase} took, for tests that make many: memory and disk, not the file. */
    public void drop(DataSource database) throws SQLException {
        if (this == H2) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        } else if (database instanceof TestPostgres postgres) {
            postgres.drop();
        }
    }

    /** The part of a file's name that stands for this product. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A statement after which this connection loads rows in any order. */
    public String checksOff() {
        return checksOff;
    }

    public String checksOn() {
        return checksOn;
    }

    String bytes(String hex) {
        HexFormat.of().parseHex(hex);
        return this == POSTGRESQL ? "'\\x" + hex + "'" : "X'" + hex + "'";
    }

    /** A moment in UTC, written {@code 2024-03-11 14:38:10.5}. */
    String moment(String utc) {
        return switch (this) {
            case POSTGRESQL -> "'" + utc + "+00'";
            case SQLITE -> "'" + utc + "'";
            case H2 -> "TIMESTAMP WITH TIME ZONE '" + utc + "+00:00'";
        };
    }

    /** SQLite keeps them in upper case, as Microsoft's libraries do. */
    String uuid(String lower) {
        return this == SQLITE ? "'" + lower.toUpperCase(Locale.ROOT) + "'" : "'" + lower + "'";
    }

    String json(String text) {
        return (this == H2 ? "JSON '" : "'") + text + "'";
    }
}
