package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.testing.Fixture;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stops an export, and what it reports and goes on. */
class ExportRefusalTest {
    private static final Fixture SHOP = Fixture.named("shop");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aRowThatNamesAnotherTenantsRowStopsTheExport(TestProduct product) throws Exception {
        DataSource source = filled(product);
        run(
                source,
                "INSERT INTO \"OrderLine\" (\"order_id\", \"line_no\", \"product_id\", \"currency\", \"quantity\", \"price\")"
                        + " VALUES (100, 50, 11, 'EUR', '1.000', '1.000000')");
        refused(source, product, "1", ErrorCode.PLAN_REFUSED, "(product_id -> Product): 1\n");
        AuditReport audit = auditor(source, product).audit(List.of(), TenantKey.of("1"));
        assertThat(audit.rows(Kind.FOREIGN)).isEqualTo(1);
        ExportReport other = export(source, product, "2", folder.resolve("second"));
        assertThat(other.audit().disagreeing())
                .as("the line is the first store's by its order, and the second's by its product")
                .isEqualTo(1);
        assertThat(other.notes()).anyMatch(n -> n.contains("OrderLine"));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aTenantThatNobodyKnowsIsRefusedAndNothingIsWritten(TestProduct product) throws Exception {
        DataSource source = filled(product);
        refused(source, product, "4711", ErrorCode.TENANT_UNKNOWN, "Store (id)");
        refused(source, product, "no number", ErrorCode.TENANT_UNKNOWN, "Store (id)");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aTenantIsFoundByTheNameThatPeopleUse(TestProduct product) throws Exception {
        DataSource source = filled(product);
        ExportReport byName = export(source, product, "south\"shop", folder.resolve("by name"));
        ExportReport byKey = export(source, product, "2", folder.resolve("by key"));
        assertThat(byName.tables()).isEqualTo(byKey.tables());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aTenantWithoutRowsMakesAnArchiveAndIsSaidToBeEmpty(TestProduct product) throws Exception {
        DataSource source = filled(product);
        run(source, "INSERT INTO \"Store\" (\"id\", \"slug\", \"Name\") VALUES (50, 'new', NULL)");
        ExportReport report = export(source, product, "50", folder.resolve("new"));
        assertThat(report.rows()).isEqualTo(1);
        assertThat(report.notes()).anyMatch(n -> n.contains("the tenant is empty"));
        assertThat(new Verifier(Progress.NONE).verify(folder.resolve("new")).findings())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aTableWithoutAPlaceIsRefusedByNameWithTheLinesToAdd(TestProduct product) throws Exception {
        DataSource source = filled(product);
        run(source, "CREATE TABLE \"stray\" (\"id\" INTEGER PRIMARY KEY)");
        refused(source, product, "1", ErrorCode.PLAN_REFUSED, "stray");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void anInterruptedExportLeavesNothing(TestProduct product) throws Exception {
        DataSource source = filled(product);
        Thread.currentThread().interrupt();
        try {
            refused(source, product, "1", ErrorCode.INTERRUPTED, "");
        } finally {
            Thread.interrupted();
        }
    }

    private void refused(DataSource source, TestProduct product, String tenant, ErrorCode code, String saying)
            throws IOException {
        List<String> before = files();
        assertThatThrownBy(() -> export(source, product, tenant, folder.resolve("refused")))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(saying);
        assertThat(files()).isEqualTo(before);
    }

    /** Everything in the folder but what databases keep there. */
    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.map(folder::relativize)
                    .map(Path::toString)
                    .filter(f -> !f.matches("db\\d+\\..*"))
                    .sorted()
                    .toList();
        }
    }

    private static ExportReport export(DataSource source, TestProduct product, String tenant, Path out) {
        return new Exporter(source, CircleTest.model(SHOP, product))
                .export(TenantKey.of(tenant), out, ExportOptions.DEFAULT, Progress.NONE);
    }

    private static Auditor auditor(DataSource source, TestProduct product) {
        return new Auditor(source, ModelReader.read(SHOP.model(product), "shop.yaml"));
    }

    private DataSource filled(TestProduct product) throws SQLException {
        DataSource database = product.newDatabase(folder);
        try (Connection connection = database.getConnection()) {
            SHOP.create(connection, product);
        }
        return database;
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
