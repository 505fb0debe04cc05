package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Fixture;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An import that is refused leaves the target as it was, and says why without saying what is in the rows. */
class ImportRefusalTest {
    private static final Fixture SHOP = Fixture.named("shop");
    private static final TenantKey NORTH = TenantKey.of("1");

    @TempDir
    Path folder;

    private Path archive;

    @BeforeEach
    void exportTheFirstStore() throws SQLException {
        archive = folder.resolve("north");
        DataSource source = filled(TestProduct.SQLITE);
        new Exporter(source, model(TestProduct.SQLITE)).export(NORTH, archive, ExportOptions.DEFAULT, Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aTenantThatIsThereIsNotOverwritten(TestProduct product) throws Exception {
        DataSource target = filled(product);
        refused(target, product, archive, ImportOptions.DEFAULT, ErrorCode.IMPORT_COLLISION, "Order: 3 rows");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void keysThatOthersHoldAreCountedByTable(TestProduct product) throws Exception {
        DataSource target = empty(product);
        run(target, "INSERT INTO \"Store\" (\"id\", \"slug\", \"Name\") VALUES (9, 'other', NULL)");
        run(
                target,
                "INSERT INTO \"Customer\" (\"id\", \"store_id\", \"email\") VALUES (1, 9, 'x'), (3, 9, 'y'), (99, 9, 'z')");
        run(
                target,
                "INSERT INTO \"Order\" (\"id\", \"store_id\", \"customer_id\", \"Date\", \"Status\") VALUES"
                        + " (100, 9, 1, '2024-01-01 00:00:00', 'new')");
        refused(target, product, archive, ImportOptions.DEFAULT, ErrorCode.IMPORT_COLLISION, "Customer (id): 2 rows");
        refused(target, product, archive, ImportOptions.DEFAULT, ErrorCode.IMPORT_COLLISION, "Order (id): 1 row");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aRowThatClaimsToBeAnotherTenantsIsRefused(TestProduct product) throws Exception {
        Path forged = folder.resolve("forged");
        new Forgery(archive, forged).rows("Customer", row -> row.put("store_id", "2"));
        refused(empty(product), product, forged, ImportOptions.DEFAULT, ErrorCode.CONTENT_WRONG, "Customer");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aChildOfAnotherTenantsParentIsRefused(TestProduct product) throws Exception {
        DataSource target = empty(product);
        run(target, "INSERT INTO \"Store\" (\"id\", \"slug\", \"Name\") VALUES (2, 'other', NULL)");
        run(target, "INSERT INTO \"Customer\" (\"id\", \"store_id\", \"email\") VALUES (77, 2, 'x')");
        Path forged = folder.resolve("forged");
        new Forgery(archive, forged).rows("Order", row -> row.put("customer_id", "77"));
        refused(target, product, forged, ImportOptions.DEFAULT, ErrorCode.CONTENT_WRONG, "Order");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void withoutAModelOnlyEmptyTablesAreFilled(TestProduct product) throws Exception {
        DataSource target = empty(product);
        new Importer(target, null).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        assertThat(Rows.value(target, "SELECT count(*) FROM \"Order\"")).isEqualTo("3");

        Map<String, List<String>> before = content(target);
        assertThatThrownBy(
                        () -> new Importer(target, null).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED))
                .hasMessageContaining("Store")
                .hasMessageContaining("--model");
        assertThat(content(target)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void everySchemaDifferenceIsListedBeforeAnyWrite(TestProduct product) throws Exception {
        DataSource target = empty(product);
        run(target, "ALTER TABLE \"Customer\" RENAME COLUMN \"loyalty\" TO \"loyal\"");
        run(target, "DROP TABLE \"ProductTag\"");
        refused(
                target,
                product,
                archive,
                ImportOptions.DEFAULT,
                ErrorCode.SCHEMA_MISMATCH,
                "column loyalty (text) is missing");
        refused(target, product, archive, ImportOptions.DEFAULT, ErrorCode.SCHEMA_MISMATCH, "table ProductTag");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aDryRunReportsAndLeavesNothing(TestProduct product) throws Exception {
        DataSource target = empty(product);
        Map<String, List<String>> before = content(target);
        ImportReport dry = new Importer(target, model(product))
                .importArchive(archive, ImportOptions.DEFAULT.withDryRun(true), Progress.NONE);
        assertThat(content(target)).isEqualTo(before);
        ImportReport real =
                new Importer(target, model(product)).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        assertThat(real.tables()).isEqualTo(dry.tables());
        assertThat(content(target)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void theRootRowMayBeThere(TestProduct product) throws Exception {
        DataSource target = empty(product);
        run(target, "INSERT INTO \"Store\" (\"id\", \"slug\", \"Name\") VALUES (1, 'made by hand', 'Made by hand')");
        ImportReport report =
                new Importer(target, model(product)).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        assertThat(report.notes()).anyMatch(n -> n.contains("root row was there"));
        assertThat(Rows.value(target, "SELECT \"slug\" FROM \"Store\"")).isEqualTo("north");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aNewNameThatTheKeyCannotHoldIsAWordTypedWrong(TestProduct product) throws Exception {
        ImportOptions named = ImportOptions.DEFAULT.withAs(TenantKey.of("north-eu"));
        refused(empty(product), product, archive, named, ErrorCode.USAGE, "--as is no value of column id (integer)");
        DataSource target = empty(product);
        assertThatThrownBy(() -> new Importer(target, null).importArchive(archive, named, Progress.NONE))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("--as is no value of column");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aTenantGetsANewNameEverywhere(TestProduct product) throws Exception {
        DataSource target = empty(product);
        run(target, "INSERT INTO \"Store\" (\"id\", \"slug\", \"Name\") VALUES (1, 'is taken', NULL)");
        ImportReport report = new Importer(target, model(product))
                .importArchive(archive, ImportOptions.DEFAULT.withAs(TenantKey.of("4711")), Progress.NONE);
        assertThat(report.renamed()).isTrue();
        assertThat(report.tables())
                .allSatisfy(t -> assertThat(t.readBackDigest()).isEqualTo(t.writtenDigest()));
        assertThat(Rows.value(target, "SELECT count(*) FROM \"Product\" WHERE \"store_id\" = 4711"))
                .isEqualTo(Rows.value(target, "SELECT count(*) FROM \"Product\""));
        assertThat(Rows.value(target, "SELECT \"slug\" FROM \"Store\" WHERE \"id\" = 4711"))
                .isEqualTo("north");
        assertThat(new Comparer(Progress.NONE, null)
                        .compare(archive, target, model(product), List.of(), null, TenantKey.of("4711"), null)
                        .equal())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void triggersAreRefusedUnlessSomethingIsSaidOfThem(TestProduct product) throws Exception {
        DataSource target = empty(product);
        if (product == TestProduct.POSTGRESQL) {
            run(
                    target,
                    "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.\"Name\" = 'shouted';"
                            + " RETURN NEW; END $$");
            run(target, "CREATE TRIGGER loud BEFORE INSERT ON \"Store\" FOR EACH ROW EXECUTE FUNCTION shout()");
        } else {
            run(
                    target,
                    "CREATE TRIGGER loud AFTER INSERT ON \"Store\" BEGIN UPDATE \"Store\" SET \"Name\" = 'shouted'; END");
        }
        refused(target, product, archive, ImportOptions.DEFAULT, ErrorCode.IMPORT_REFUSED, "Store (loud)");
        refused(
                target,
                product,
                archive,
                ImportOptions.DEFAULT.withTriggers(ImportOptions.Triggers.FIRE),
                ErrorCode.PROOF_FAILED,
                "Store");
        new Importer(target, model(product))
                .importArchive(archive, ImportOptions.DEFAULT.withTriggers(ImportOptions.Triggers.OFF), Progress.NONE);
        assertThat(Rows.value(target, "SELECT \"Name\" FROM \"Store\"")).isEqualTo("North & Sons");
        run(target, "INSERT INTO \"Store\" (\"id\", \"slug\", \"Name\") VALUES (50, 'later', 'quiet')");
        assertThat(Rows.value(target, "SELECT \"Name\" FROM \"Store\" WHERE \"id\" = 50"))
                .as("the trigger is as it was")
                .isEqualTo("shouted");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aFlippedByteIsFoundBeforeAnyWrite(TestProduct product) throws Exception {
        Path part = archive.resolve("data/Order/00001.csv");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
        refused(empty(product), product, archive, ImportOptions.DEFAULT, ErrorCode.CONTENT_WRONG, "Order/00001.csv");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void sequencesAreMovedPastTheMaxima(TestProduct product) throws Exception {
        DataSource target = empty(product);
        new Importer(target, model(product)).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        run(
                target,
                "INSERT INTO \"Category\" (\"store_id\", \"parent_id\", \"Position\", \"name\") VALUES (1, NULL, 9, 'new')");
        assertThat(Rows.value(target, "SELECT \"id\" FROM \"Category\" WHERE \"name\" = 'new'"))
                .isEqualTo("9");
    }

    private void refused(
            DataSource target, TestProduct product, Path from, ImportOptions options, ErrorCode code, String saying)
            throws SQLException {
        Map<String, List<String>> before = content(target);
        assertThatThrownBy(() -> new Importer(target, model(product)).importArchive(from, options, Progress.NONE))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(saying)
                .hasMessageNotContaining("ada@example.org")
                .hasMessageNotContaining("North & Sons");
        assertThat(content(target)).isEqualTo(before);
    }

    private DataSource filled(TestProduct product) throws SQLException {
        DataSource database = product.newDatabase(folder);
        try (Connection connection = database.getConnection()) {
            SHOP.create(connection, product);
        }
        return database;
    }

    private DataSource empty(TestProduct product) throws SQLException {
        DataSource database = product.newDatabase(folder);
        try (Connection connection = database.getConnection()) {
            SHOP.createTables(connection, product);
        }
        return database;
    }

    private static TenantModel model(TestProduct product) {
        return CircleTest.model(SHOP, product);
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Everything that is in the tables, as the driver gives it. */
    private static Map<String, List<String>> content(DataSource database) throws SQLException {
        Map<String, List<String>> content = new TreeMap<>();
        for (String table : SHOP.tables()) {
            try {
                content.put(
                        table,
                        Rows.of(database, "SELECT * FROM \"" + table + "\"").stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList());
            } catch (SQLException dropped) {
                content.put(table, List.of());
            }
        }
        return content;
    }
}
