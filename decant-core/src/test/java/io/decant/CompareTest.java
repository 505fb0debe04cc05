package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.CompareReport.ComparedTable;
import io.decant.CompareReport.Kind;
import io.decant.CompareReport.RowDifference;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Fixture;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
    private static final Fixture SHOP = Fixture.named("shop");
    private static final TenantKey NORTH = TenantKey.of("1");

    @TempDir
    Path folder;

    private DataSource source;
    private Path archive;

    @BeforeEach
    void export() throws SQLException {
        source = TestProduct.SQLITE.newDatabase(folder);
        try (Connection connection = source.getConnection()) {
            SHOP.create(connection, TestProduct.SQLITE);
        }
        archive = folder.resolve("north");
        new Exporter(source, model("")).export(NORTH, archive, ExportOptions.DEFAULT, Progress.NONE);
    }

    @Test
    void namesTheKeysOfRowsThatWereAddedRemovedAndChanged() throws Exception {
        run("UPDATE \"Customer\" SET \"First Name\" = 'Grace' WHERE \"id\" = 1");
        run("INSERT INTO \"Customer\" (\"id\", \"store_id\", \"email\") VALUES (50, 1, 'new@example.org')");
        run("DELETE FROM \"ProductTag\" WHERE \"product_id\" = 10 AND \"Tag\" = ''");
        List<RowDifference> rows = new ArrayList<>();
        CompareReport report = compare("", rows);
        assertThat(report.equal()).isFalse();
        assertThat(report.tables().stream().filter(t -> !t.equal()).map(ComparedTable::table))
                .containsExactly("Customer", "ProductTag");
        assertThat(rows)
                .containsExactlyInAnyOrder(
                        new RowDifference("Customer", Kind.CHANGED, List.of("id"), List.of("1")),
                        new RowDifference("Customer", Kind.ONLY_RIGHT, List.of("id"), List.of("50")),
                        new RowDifference(
                                "ProductTag", Kind.ONLY_LEFT, List.of("product_id", "Tag"), List.of("10", "")));
    }

    @Test
    void anotherTenantsRowsDoNotMatter() throws Exception {
        run("UPDATE \"Customer\" SET \"First Name\" = 'Grace' WHERE \"store_id\" = 2");
        assertThat(compare("", null).equal()).isTrue();
    }

    @Test
    void aColumnThatAnImportEmptiesIsNotComparedAndSaidSo() throws Exception {
        run("UPDATE \"Customer\" SET \"loyalty\" = 'OTHER' WHERE \"id\" = 1");
        assertThat(compare("", null).equal()).isFalse();
        CompareReport report = compare("  Customer.loyalty: {onImport: null}\n", null);
        assertThat(report.tables()).allMatch(ComparedTable::equal);
        assertThat(report.notes()).singleElement().asString().contains("Customer, column loyalty: not compared");
    }

    @Test
    void twoArchivesAreComparedWithoutADatabase() throws Exception {
        run("UPDATE \"Customer\" SET \"First Name\" = 'Grace' WHERE \"id\" = 1");
        Path later = folder.resolve("later.zip");
        new Exporter(source, model("")).export(NORTH, later, ExportOptions.DEFAULT, Progress.NONE);
        List<RowDifference> rows = new ArrayList<>();
        assertThat(new Comparer(Progress.NONE, rows::add)
                        .compare(archive, later)
                        .equal())
                .isFalse();
        assertThat(rows).containsExactly(new RowDifference("Customer", Kind.CHANGED, List.of("id"), List.of("1")));
        assertThat(new Comparer(Progress.NONE, null).compare(archive, archive).equal())
                .isTrue();
    }

    private CompareReport compare(String moreOfTheModel, List<RowDifference> rows) {
        return new Comparer(Progress.NONE, rows == null ? null : rows::add)
                .compare(archive, source, model(moreOfTheModel), List.of(), null, null, null);
    }

    private static TenantModel model(String more) {
        return ModelReader.read(SHOP.model(TestProduct.SQLITE) + more, "shop.yaml");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
