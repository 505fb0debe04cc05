package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ImportOptions.Triggers;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.DatabaseDigest;
import io.decant.testing.DrillShop;
import io.decant.testing.DrillShop.Scene;
import io.decant.testing.SessionState;
import io.decant.testing.SmallPool;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The last table's rows meet a rule that only the target has, when all others are in: the target is as it was, the message
 * says which rule and no value, and when the rule is gone the import works.
 */
class ImportObstacleTest {
    private static final TenantModel MODEL =
            ModelReader.read(DrillShop.MODEL + "  words: {exclude: \"the application's own\"}\n", "drill.yaml");

    private static final String ITEM = "CREATE TABLE item (order_id bigint NOT NULL REFERENCES orders (id),"
            + " no integer NOT NULL, note varchar(40)%s, day1 integer NOT NULL, day2 integer NOT NULL,"
            + " PRIMARY KEY (order_id, no)%s)";

    /**
     * A rule of the last table.
     *
     * @param put statements that make it, after the table was dropped
     * @param remove statements that take it away
     */
    private record Obstacle(String name, List<String> put, List<String> remove, ErrorCode code, String saying) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Obstacle CHECK = new Obstacle(
            "a check",
            List.of(ITEM.formatted("", ", CONSTRAINT few_days CHECK (order_id >= 100 OR day2 < 9)")),
            List.of(),
            ErrorCode.IMPORT_REFUSED,
            "a row breaks a c");
    private static final Obstacle UNIQUE = new Obstacle(
            "a unique index that is no key",
            List.of(ITEM.formatted("", ""), "CREATE UNIQUE INDEX one_note ON item (length(note)) WHERE order_id < 100"),
            List.of("DROP INDEX one_note"),
            ErrorCode.IMPORT_COLLISION,
            "taken by another row");
    private static final Obstacle REFERENCE = new Obstacle(
            "a reference out of the archive",
            List.of(ITEM.formatted(" REFERENCES words (word)", "")),
            List.of("INSERT INTO words VALUES ('FIRST')"),
            ErrorCode.IMPORT_REFUSED,
            "a row refers to a parent that is not there");
    private static final Obstacle LATE_REFERENCE = new Obstacle(
            "a reference that is checked at the commit",
            List.of(ITEM.formatted(" REFERENCES words (word) DEFERRABLE INITIALLY DEFERRED", "")),
            List.of("INSERT INTO words VALUES ('FIRST')"),
            ErrorCode.IMPORT_REFUSED,
            "a row refers to a parent that is not there");
    private static final Obstacle EXCLUSION = new Obstacle(
            "an exclusion constraint",
            List.of(
                    ITEM.formatted(
                            "",
                            ", CONSTRAINT no_overlap EXCLUDE USING gist (int4range(day1, day2) WITH &&) WHERE (order_id < 100)")),
            List.of("ALTER TABLE item DROP CONSTRAINT no_overlap"),
            ErrorCode.IMPORT_COLLISION,
            "constraint no_overlap");
    private static final String REFUSING = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " IF NEW.order_id < 100 AND NEW.day2 = 9 THEN RAISE EXCEPTION 'I do not like %', NEW; END IF;"
            + " RETURN NEW; END $$";
    private static final Obstacle TRIGGER = new Obstacle(
            "a trigger that refuses",
            List.of(
                    ITEM.formatted("", ""),
                    REFUSING,
                    "CREATE TRIGGER refusing BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION refuse()"),
            List.of("DROP TRIGGER refusing ON item"),
            ErrorCode.IMPORT_REFUSED,
            "a trigger refuses");
    private static final Obstacle LATE_TRIGGER = new Obstacle(
            "a trigger that refuses at the commit",
            List.of(
                    ITEM.formatted("", ""),
                    REFUSING,
                    "CREATE CONSTRAINT TRIGGER refusing AFTER INSERT ON item DEFERRABLE INITIALLY DEFERRED"
                            + " FOR EACH ROW EXECUTE FUNCTION refuse()"),
            List.of("DROP TRIGGER refusing ON item"),
            ErrorCode.IMPORT_REFUSED,
            "a trigger refuses");
    private static final Obstacle SQLITE_TRIGGER = new Obstacle(
            "a trigger that refuses",
            List.of(
                    ITEM.formatted("", ""),
                    "CREATE TRIGGER refusing BEFORE INSERT ON item WHEN NEW.order_id < 100 AND NEW.day2 = 9 BEGIN"
                            + " SELECT RAISE(ABORT, 'I do not like it'); END"),
            List.of("DROP TRIGGER refusing"),
            ErrorCode.IMPORT_REFUSED,
            "a trigger refuses");
    private static final Obstacle H2_TRIGGER = new Obstacle(
            "a trigger that refuses",
            List.of(
                    ITEM.formatted("", ""),
                    "CREATE TRIGGER refusing BEFORE INSERT ON item FOR EACH ROW CALL '" + Refusing.class.getName()
                            + "'"),
            List.of("DROP TRIGGER refusing"),
            ErrorCode.DATABASE,
            "H2 refuses");

    /**
     * Into empty tables only: MariaDB 11.4.5 itself refuses every INSERT … SELECT of several rows into a table with such a
     * trigger and a NOT NULL column without a default, whatever the trigger does.
     */
    private static final Obstacle MARIADB_TRIGGER = new Obstacle(
            "a trigger that refuses",
            List.of(
                    ITEM.formatted("", ""),
                    "CREATE TRIGGER refusing BEFORE INSERT ON item FOR EACH ROW IF NEW.order_id < 100 AND NEW.day2 = 9"
                            + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'I do not like first'; END IF"),
            List.of("DROP TRIGGER refusing"),
            ErrorCode.IMPORT_REFUSED,
            "a trigger refuses");

    private static final Map<TestProduct, List<Obstacle>> OBSTACLES = Map.of(
            TestProduct.POSTGRESQL,
            List.of(CHECK, UNIQUE, REFERENCE, LATE_REFERENCE, EXCLUSION, TRIGGER, LATE_TRIGGER),
            TestProduct.SQLITE,
            List.of(CHECK, UNIQUE, REFERENCE, LATE_REFERENCE, SQLITE_TRIGGER),
            TestProduct.H2,
            List.of(CHECK, REFERENCE, H2_TRIGGER),
            TestProduct.MARIADB,
            List.of(CHECK, REFERENCE, MARIADB_TRIGGER));

    @TempDir
    Path folder;

    static Stream<Arguments> obstacles() {
        return OBSTACLES.entrySet().stream()
                .filter(product -> TestProduct.available().contains(product.getKey()))
                .flatMap(product -> product.getValue().stream()
                        .flatMap(obstacle -> Stream.of(Scene.EMPTY, Scene.OTHERS)
                                .filter(scene -> !obstacle.equals(MARIADB_TRIGGER) || scene == Scene.EMPTY)
                                .map(scene -> Arguments.of(product.getKey(), obstacle, scene))));
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void theTargetIsAsItWas(TestProduct product, Obstacle obstacle, Scene scene) throws Exception {
        Path archive = archive();
        DataSource target = target(product, obstacle, scene);
        ImportOptions options = ImportOptions.DEFAULT.withTriggers(Triggers.FIRE);
        DatabaseDigest before = DatabaseDigest.of(target);
        try (SmallPool pool = new SmallPool(target, connection -> {})) {
            pool.source().getConnection().close();
            Map<String, String> session = SessionState.of(pool.connections().get(0));
            Importer importer = new Importer(pool.source(), MODEL);

            assertThatThrownBy(() -> importer.importArchive(archive, options, Progress.NONE))
                    .isInstanceOfSatisfying(
                            DecantException.class,
                            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(obstacle.code()))
                    .hasMessageContaining(obstacle.saying())
                    .hasMessageNotContainingAny("first", "FIRST", "I do not like", "11", "(1,5)");
            assertThat(DatabaseDigest.of(target)).isEqualTo(before);
            assertThat(SessionState.of(pool.connections().get(0))).isEqualTo(session);

            remove(target, obstacle);
            importer.importArchive(archive, options, Progress.NONE);
            assertThat(DatabaseDigest.of(target, product == TestProduct.H2 ? "ITEM" : "item", "order_id < 100"))
                    .startsWith("3 rows");
        }
        product.drop(target);
    }

    private DataSource target(TestProduct product, Obstacle obstacle, Scene scene) throws SQLException {
        DataSource target = product.newDatabase(folder);
        DrillShop.create(target, product);
        DrillShop.run(
                target,
                "DROP TABLE item",
                "CREATE TABLE words (word varchar(40) NOT NULL PRIMARY KEY)",
                "INSERT INTO words VALUES ('first')");
        DrillShop.run(target, obstacle.put().toArray(String[]::new));
        try (Connection connection = target.getConnection()) {
            if (scene == Scene.OTHERS && obstacle.put().get(0).contains("words")) {
                DrillShop.run(connection, "INSERT INTO words VALUES ('FIRST')");
                DrillShop.set(connection, scene);
                DrillShop.run(connection, "UPDATE item SET note = 'first'", "DELETE FROM words WHERE word = 'FIRST'");
            } else {
                DrillShop.set(connection, scene);
            }
        }
        return target;
    }

    /** Where a rule cannot be taken away, the table is made again without it: that is the case for checks of SQLite. */
    private static void remove(DataSource target, Obstacle obstacle) throws SQLException {
        if (obstacle.remove().isEmpty()) {
            DrillShop.run(target, "DROP TABLE item", ITEM.formatted("", ""));
        } else {
            DrillShop.run(target, obstacle.remove().toArray(String[]::new));
        }
    }

    private Path archive() throws SQLException {
        DataSource source = TestProduct.SQLITE.newDatabase(folder);
        DrillShop.create(source, TestProduct.SQLITE);
        DrillShop.fill(source);
        Path archive = folder.resolve("a");
        TenantModel model = ModelReader.read(DrillShop.MODEL, "drill.yaml");
        new Exporter(source, model).export(TenantKey.of("a"), archive, ExportOptions.DEFAULT, Progress.NONE);
        return archive;
    }

    /** H2 calls Java. */
    public static final class Refusing implements org.h2.api.Trigger {
        @Override
        public void fire(Connection connection, Object[] oldRow, Object[] newRow) throws SQLException {
            if (((Number) newRow[0]).longValue() < 100 && newRow[4].equals(9)) {
                throw new SQLException("I do not like " + newRow[2]);
            }
        }
    }
}
