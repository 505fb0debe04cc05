package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.DrillShop;
import io.decant.testing.DrillShop.Scene;
import io.decant.testing.TestMySql;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** Runs every row of the table of rights in docs/IMPORT.md: with exactly these it works, and with one less it does not. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlRightsTest {
    private static final TenantModel MODEL =
            ModelReader.read("tenant: {table: tenants, columns: [tenant]}\n", "drill.yaml");

    @TempDir
    Path folder;

    /** @return what to do, the product, the rights */
    static Stream<Arguments> rows() throws IOException {
        List<Arguments> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("..", "docs", "IMPORT.md"))) {
            if (inside && line.startsWith("| `")) {
                String[] cells = line.substring(1).split("\\|", -1);
                for (String label : cells[1].strip().split(", ", -1)) {
                    rows.add(Arguments.of(
                            cells[0].strip().replace("`", ""),
                            label,
                            cells[2].strip().replace("`", "")));
                }
            }
            inside = line.startsWith("| work") || (inside && line.startsWith("|"));
        }
        return rows.stream()
                .filter(row -> product((String) row.get()[1]).missing().isEmpty());
    }

    private static TestProduct product(String label) {
        return Arrays.stream(TestProduct.values())
                .filter(p -> p.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theseRightsAreEnoughAndAllNeeded(String work, String label, String rights) throws Exception {
        TestProduct product = product(label);
        List<String> all = List.of(rights.split(", ", -1));
        attempt(product, work, all);
        for (String right : all) {
            List<String> less = all.stream().filter(r -> !r.equals(right)).toList();
            if (right.equals("LOCK TABLES")) {
                attempt(product, work, less); // on one connection
            } else {
                assertThatThrownBy(() -> attempt(product, work, less))
                        .as("without " + right)
                        .isInstanceOfSatisfying(
                                DecantException.class,
                                e -> assertThat(e.code())
                                        .isIn(
                                                ErrorCode.DATABASE,
                                                ErrorCode.PLAN_REFUSED,
                                                ErrorCode.SCHEMA_MISMATCH,
                                                ErrorCode.MODEL_INVALID));
            }
        }
    }

    private void attempt(TestProduct product, String work, List<String> rights) throws Exception {
        ImportCombination way = ImportCombination.ALL.stream()
                .filter(each -> each.name().equals(WAYS.get(WORKS.indexOf(work))))
                .findFirst()
                .orElseThrow();
        TestMySql database = (TestMySql) product.newDatabase(folder);
        try {
            DrillShop.create(database, product);
            if (product == TestProduct.MYSQL) {
                // It takes no reference that stands with its column.
                DrillShop.run(
                        database,
                        "ALTER TABLE settings ADD FOREIGN KEY (tenant) REFERENCES tenants (id)",
                        "ALTER TABLE customers ADD FOREIGN KEY (tenant) REFERENCES tenants (id)",
                        "ALTER TABLE customers ADD FOREIGN KEY (friend) REFERENCES customers (id)",
                        "ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers (id)",
                        "ALTER TABLE item ADD FOREIGN KEY (order_id) REFERENCES orders (id)");
            }
            Path archive = folder.resolve("archive" + System.nanoTime());
            TestProduct from = TestProduct.SQLITE;
            javax.sql.DataSource source = from.newDatabase(folder);
            DrillShop.create(source, from);
            DrillShop.fill(source);
            new Exporter(source, MODEL).export(TenantKey.of("a"), archive, ExportOptions.DEFAULT, Progress.NONE);
            try (Connection connection = database.getConnection()) {
                DrillShop.set(connection, work.equals("export") ? Scene.LIVED_ON : way.scene());
            }
            MariaDbDataSource limited = limited(database, rights);
            if (work.equals("export")) {
                new Exporter(limited, MODEL)
                        .export(
                                TenantKey.of("a"),
                                folder.resolve("out" + System.nanoTime()),
                                ExportOptions.DEFAULT,
                                Progress.NONE);
            } else {
                new Importer(limited, MODEL).importArchive(archive, way.options(), Progress.NONE);
            }
        } finally {
            DrillShop.run(database, "DROP USER IF EXISTS limited_" + database.database());
            database.drop();
        }
    }

    private static final List<String> WORKS = List.of(
            "export",
            "import into empty tables",
            "import beside other tenants",
            "import --keys remap",
            "import --on-conflict update --delete-extra");
    private static final List<String> WAYS = List.of(
            "straight into empty tables",
            "straight into empty tables",
            "beside other tenants",
            "with new numbers",
            "over a tenant that lived on");

    private static MariaDbDataSource limited(TestMySql database, List<String> rights) throws SQLException {
        String user = "limited_" + database.database();
        DrillShop.run(database, "CREATE USER " + user);
        if (!rights.isEmpty()) {
            DrillShop.run(
                    database, "GRANT " + String.join(", ", rights) + " ON " + database.database() + ".* TO " + user);
        }
        return new MariaDbDataSource(database.url().replace("user=root", "user=" + user));
    }
}
