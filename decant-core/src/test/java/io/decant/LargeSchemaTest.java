package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TestSchemas;
import io.decant.schema.Schema;
import io.decant.testing.LargeSchema;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports from schemas as large as products get: what the products make of the conditions, not how many rows. */
class LargeSchemaTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void aTenantLeavesThreeHundredTablesOfWhichMostSayWhoMadeARow(TestProduct product) throws Exception {
        Schema schema = TestSchemas.schema(LargeSchema.tables(new Random(7), 1));
        DataSource source = product.newDatabase(folder);
        try (Connection connection = source.getConnection()) {
            ShapeDatabase database = new ShapeDatabase(product, schema);
            database.create(connection);
            database.fill(connection, Map.of("orgs", List.of(List.of("acme"))));
        }
        Instant start = Instant.now();
        ExportReport report = new Exporter(source, ModelReader.read(LargeSchema.MODEL, "decant.yaml"))
                .export(TenantKey.of("acme"), folder.resolve("out"), ExportOptions.DEFAULT, Progress.NONE);
        System.out.println(product + ": an export from " + LargeSchema.TABLES + " tables took ms: "
                + Duration.between(start, Instant.now()).toMillis());
        assertThat(report.tables()).hasSize(LargeSchema.TABLES);
    }
}
