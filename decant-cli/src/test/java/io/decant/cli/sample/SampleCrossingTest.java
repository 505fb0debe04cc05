package io.decant.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ColumnLoss;
import io.decant.Comparer;
import io.decant.ExportOptions;
import io.decant.Exporter;
import io.decant.ImportOptions;
import io.decant.ImportOptions.Allowance;
import io.decant.ImportReport;
import io.decant.Importer;
import io.decant.Progress;
import io.decant.SchemaDifference;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample's tenant from every product into every other one: PostgreSQL has no seventh digit of a second. */
class SampleCrossingTest {
    private static final List<SampleTenant> TENANTS =
            List.of(new SampleTenant("acme", 1_500), new SampleTenant("globex", 300));
    private static final Pattern TIME = Pattern.compile("(?m)^  (\\w+)\\.(\\w+): \\{type: timestamptz");

    @TempDir
    private Path folder;

    static Stream<Arguments> crossings() {
        List<Arguments> all = new ArrayList<>();
        for (TestProduct from : TestProduct.always()) {
            for (TestProduct to : TestProduct.always()) {
                if (from != to) {
                    all.add(Arguments.of(from, to));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void crossesExactlyOrWithTheSeventhDigitsCounted(TestProduct from, TestProduct to) throws SQLException {
        DataSource source = database(from, true);
        Path archive = folder.resolve("acme");
        new Exporter(source, model(from)).export(TenantKey.of("acme"), archive, ExportOptions.DEFAULT, Progress.NONE);
        DataSource target = database(to, false);
        Importer importer = new Importer(target, model(to));
        Map<String, Long> expected = to == TestProduct.POSTGRESQL ? seventhDigits() : Map.of();
        if (to == TestProduct.POSTGRESQL) {
            assertThat(expected).hasSizeGreaterThan(5);
            assertThatThrownBy(() -> importer.importArchive(archive, ImportOptions.DEFAULT, Progress.NONE))
                    .isInstanceOfSatisfying(DecantException.class, e -> {
                        // The sample's whole numbers have 64 bits in H2, so that there the schemas differ too.
                        if (from == TestProduct.H2) {
                            assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
                            return;
                        }
                        assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE);
                        expected.forEach((column, rows) -> assertThat(e)
                                .hasMessageContaining("." + column.replace(".", ", column ") + ": " + rows + " row"));
                    });
            assertThat(Rows.value(target, "SELECT count(*) FROM \"AccountInfo\""))
                    .isEqualTo("0");
        }

        ImportOptions options = to == TestProduct.POSTGRESQL
                ? ImportOptions.DEFAULT.withAllow(Set.of(Allowance.LOSSY))
                : ImportOptions.DEFAULT;
        ImportReport report = importer.importArchive(archive, options, Progress.NONE);
        Map<String, Long> counted = new TreeMap<>();
        report.losses().forEach(l -> counted.put(l.table().name() + "." + l.column(), l.rows()));
        assertThat(counted).isEqualTo(expected);
        assertThat(report.losses()).allMatch(l -> l.kind() == ColumnLoss.Kind.FRACTION_CUT);
        assertThat(report.differences()).allMatch(d -> d.kind() == SchemaDifference.Kind.TYPE_NARROWER);
        assertThat(report.differences().isEmpty()).isEqualTo(!(from == TestProduct.H2 && to == TestProduct.POSTGRESQL));
        assertThat(new Comparer(Progress.NONE, null)
                        .compare(archive, target, model(to), List.of(), null, null, null)
                        .equal())
                .isTrue();
    }

    /** Asked of SQLite, where the digits are characters; the sample's rows are the same everywhere. */
    private Map<String, Long> seventhDigits() throws SQLException {
        DataSource sqlite = database(TestProduct.SQLITE, true);
        Map<String, Long> counts = new TreeMap<>();
        Matcher time = TIME.matcher(Sample.model(Product.SQLITE));
        while (time.find()) {
            String table = time.group(1);
            String column = time.group(2);
            if (column.equals("DeleteAt")) {
                continue; // emptied by the model
            }
            String tenant = table.equals("ApplicationEvents") ? "TenantId" : "Tenant";
            long rows = Long.parseLong(Rows.value(
                    sqlite,
                    "SELECT count(*) FROM \"" + table + "\" WHERE \"" + tenant + "\" = 'acme' AND substr(\"" + column
                            + "\", 27, 1) BETWEEN '1' AND '9'"));
            if (rows > 0) {
                counts.put(table + "." + column, rows);
            }
        }
        return counts;
    }

    private DataSource database(TestProduct product, boolean filled) throws SQLException {
        DataSource database = product.newDatabase(folder);
        try (Connection connection = database.getConnection()) {
            if (filled) {
                Sample.create(connection, sample(product), TENANTS, 7);
            } else {
                Sample.createTables(connection, sample(product));
            }
        }
        return database;
    }

    private static TenantModel model(TestProduct product) {
        return ModelReader.read(Sample.model(sample(product)), "decant.yaml");
    }

    private static Product sample(TestProduct product) {
        return Product.valueOf(product.name());
    }
}
