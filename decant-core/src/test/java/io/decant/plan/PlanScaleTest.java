package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.Schema;
import io.decant.testing.LargeSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans of schemas as large as products get. */
class PlanScaleTest {
    @Test
    void threeHundredTablesWithFourHundredReferencesArePlannedAtOnce() {
        TenantModel model = ModelReader.read(LargeSchema.MODEL, "decant.yaml");
        List<Long> times = new ArrayList<>();
        for (long seed = 0; seed < 10; seed++) {
            Schema schema = TestSchemas.schema(LargeSchema.tables(new Random(seed), 4));
            Instant start = Instant.now();
            ExportPlan plan = ExportPlan.of(schema, model);
            times.add(Duration.between(start, Instant.now()).toMillis());
            assertThat(plan.tables()).hasSize(LargeSchema.TABLES);
            assertThat(plan.leaving()).hasSize(LargeSchema.TABLES);
        }
        System.out.println("plans of " + LargeSchema.TABLES + " tables took ms: " + times);
        // The first ones run before anything is compiled, and other builds may want the machine: the fastest tells.
        assertThat(times.stream().min(Long::compare).orElseThrow()).isLessThan(500);
    }
}
