package io.decant.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The databases that every engine test runs on, and how fixtures write the values that each spells its own way. */
public enum TestProduct {
    POSTGRESQL("PostgreSQL", "SET session_replication_role = replica", "SET session_replication_role = origin"),
    SQLITE("SQLite", "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
    H2("H2", "SET REFERENTIAL_INTEGRITY FALSE", "SET REFERENTIAL_INTEGRITY TRUE"),
    MARIADB(
            "MariaDB",
            "SET foreign_key_checks = 0, time_zone = '+00:00'",
            "SET foreign_key_checks = 1, time_zone = DEFAULT"),
    MYSQL(
            "MySQL",
            "SET foreign_key_checks = 0, time_zone = '+00:00'",
            "SET foreign_key_checks = 1, time_zone = DEFAULT");

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String label;
    private final String checksOff;
    private final String checksOn;

    TestProduct(String label, String checksOff, String checksOn) {
        this.label = label;
        this.checksOff = checksOff;
        this.checksOn = checksOn;
    }

    /**
     * Those that run on this machine. What is left out is said, loudly, once. {@code -Ddecant.products=H2,MARIADB} takes
     * some only, to be fast while one works on them.
     */
    public static List<TestProduct> available() {
        return Available.PRODUCTS;
    }

    /** Those that every test runs on: the others join where a test was written with their SQL in mind. */
    public static List<TestProduct> always() {
        return Stream.of(POSTGRESQL, SQLITE, H2)
                .filter(Available.PRODUCTS::contains)
                .toList();
    }

    /** Those of {@link #always}, and MariaDB for MySQL's family: for drills, whose time counts. */
    public static List<TestProduct> drilled() {
        return Stream.of(POSTGRESQL, SQLITE, H2, MARIADB)
                .filter(Available.PRODUCTS::contains)
                .toList();
    }

    private static final class Available {
        static final List<TestProduct> PRODUCTS = Stream.of(
                        System.getProperty("decant.products", "").split(","))
                .flatMap(name -> name.isEmpty() ? Stream.of(values()) : Stream.of(valueOf(name)))
                .filter(product -> {
                    product.missing()
                            .ifPresent(why ->
                                    System.err.println("\n*** NOT TESTED: " + product.label + ": " + why + " ***\n"));
                    return product.missing().isEmpty();
                })
                .toList();
    }

    /** Why the product cannot be tested on this machine, and what to do; empty if it can. */
    public Optional<String> missing() {
        return switch (this) {
            case MARIADB -> TestMySql.mariaDbMissing();
            case MYSQL -> TestMySql.mySqlMissing();
            default -> Optional.empty();
        };
    }

    /** MySQL or MariaDB. */
    boolean mySql() {
        return this == MARIADB || this == MYSQL;
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
    public DataSource newDatabase(Path folder) throws SQLException {
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
                return OpenH2.database(folder.resolve(name));
            }
            case MARIADB -> {
                return TestMySql.mariaDb();
            }
            case MYSQL -> {
                return TestMySql.mySql();
            }
        }
        throw new AssertionError(this);
    }

    /** Gives back what {@link #newDatabase} took, for tests that make many: memory and disk, not the file. */
    public void drop(DataSource database) throws SQLException {
        if (this == H2) {
            OpenH2.shutDown(database);
        } else if (database instanceof TestPostgres postgres) {
            postgres.drop();
        } else if (database instanceof TestMySql mySql) {
            mySql.drop();
        }
    }

    /** The parts of a file's name that stand for this product, the first that is there counts. */
    List<String> suffixes() {
        String own = name().toLowerCase(Locale.ROOT);
        return this == MARIADB ? List.of(own, "mysql") : List.of(own);
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
            case SQLITE, MARIADB, MYSQL -> "'" + utc + "'";
            case H2 -> "TIMESTAMP WITH TIME ZONE '" + utc + "+00:00'";
        };
    }

    /** SQLite keeps them in upper case, as Microsoft's libraries do, and MySQL as bytes. */
    String uuid(String lower) {
        return switch (this) {
            case SQLITE -> "'" + lower.toUpperCase(Locale.ROOT) + "'";
            case MYSQL -> "X'" + lower.replace("-", "") + "'";
            default -> "'" + lower + "'";
        };
    }

    String json(String text) {
        return (this == H2 ? "JSON '" : "'") + text + "'";
    }
}
