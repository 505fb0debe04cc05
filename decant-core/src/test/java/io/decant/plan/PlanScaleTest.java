package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans of schemas as large as products get. */
class PlanScaleTest {
    private static final int TABLES = 300;
    private static final int REFERENCES = 400;

    /**
     * As an application of ten years has them: half of the tables with the tenant column, the others below them; users of
     * all tenants who made, changed and own everything; lookup tables that name each other; files that belong to whatever
     * names them.
     */
    private static Schema schema(Random random) {
        List<String> lines = new ArrayList<>(List.of(
                "orgs(id*)",
                "users(id*, mail, country? -> countries, language? -> languages)",
                "countries(code*, currency? -> currencies)",
                "currencies(code*)",
                "languages(code*, fallback? -> languages)",
                "categories(id*, parent? -> categories, made_by? -> users)",
                "files(id*, previous? -> files, kind? -> kinds)",
                "kinds(id*)"));
        int left = REFERENCES - 7;
        int first = lines.size();
        for (int i = first; i < TABLES; i++) {
            boolean owned = i < first + 2 || random.nextBoolean();
            StringBuilder line = new StringBuilder("t" + i + "(id*");
            if (owned) {
                line.append(", org_id").append(random.nextInt(10) == 0 ? "?" : "");
                if (random.nextInt(3) > 0 && left > 0) {
                    line.append(" -> orgs");
                    left--;
                }
            } else {
                line.append(", above -> t").append(first + random.nextInt(i - first));
                left--;
            }
            if (random.nextInt(4) == 0 && left > TABLES - i) {
                line.append(", made_by? -> users");
                left--;
            }
            if (random.nextInt(8) == 0 && left > TABLES - i) {
                line.append(", link? -> t").append(first + random.nextInt(TABLES - first));
                left--;
            }
            if (random.nextInt(15) == 0 && left > TABLES - i) {
                line.append(", file? -> files, category? -> categories, currency? -> currencies");
                left -= 3;
            }
            lines.add(line.append(")").toString());
        }
        return TestSchemas.schema(lines.toArray(String[]::new));
    }

    private static final String MODEL = """
            tenant: {table: orgs, columns: [org_id]}
            tables:
              users: {referenced: {match: [mail]}}
              countries: {referenced: {match: [code]}}
              currencies: {referenced: {match: [code]}}
              languages: {referenced: {match: [code]}}
              categories: {referenced: {match: [id]}}
              files: {referenced: {owned: true}}
              kinds: {referenced: {match: [id]}}
            """;

    @Test
    void threeHundredTablesWithFourHundredReferencesArePlannedAtOnce() {
        TenantModel model = ModelReader.read(MODEL, "decant.yaml");
        List<Long> times = new ArrayList<>();
        for (long seed = 0; seed < 10; seed++) {
            Schema schema = schema(new Random(seed));
            Instant start = Instant.now();
            ExportPlan plan = ExportPlan.of(schema, model);
            times.add(Duration.between(start, Instant.now()).toMillis());
            assertThat(plan.tables()).hasSize(TABLES);
            assertThat(plan.leaving()).hasSize(TABLES);
        }
        System.out.println("plans of " + TABLES + " tables took ms: " + times);
        // Before anything is compiled a first plan takes several times as long; half a second is ten times what is measured.
        assertThat(times.subList(5, 10)).allMatch(ms -> ms < 500);
    }
}
