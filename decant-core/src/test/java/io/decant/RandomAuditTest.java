package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.testing.Campaign;
import io.decant.testing.FaultyDatabase;
import io.decant.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Audits of random databases with random faults. The oracle is a search from row to row in plain Java.
 *
 * <p>{@code -Ddecant.minutes=60} goes on for an hour; {@code -Ddecant.seed=…} plays one failure again.
 */
@Tag("random")
class RandomAuditTest {
    private static final int CASES = 24;
    /** What no application should leave behind. A private row that no tenant's row names may be lost all the same. */
    private static final Set<Kind> FAULTS =
            Set.of(Kind.FOREIGN, Kind.DISAGREEING, Kind.DANGLING, Kind.TWO_OWNERS, Kind.ORPHAN);

    @RegisterExtension
    final Campaign campaign = new Campaign();

    @TempDir
    Path folder;

    private final Map<Kind, Integer> seen = new EnumMap<>(Kind.class);

    @Test
    void everyFaultIsFoundAndNothingElse() throws Exception {
        campaign.run(CASES, this::audit);
        System.out.println("databases with " + seen);
    }

    /** Private rows that nobody's row names, and that name a tenant's; a tenant of whom the root has no row. */
    @ParameterizedTest
    @ValueSource(longs = {1201187576345057123L, -2492447022005852738L, -8187464233922478967L})
    void whatOnceFailedIsPlayedAgain(long seed) throws Exception {
        audit(seed);
    }

    private void audit(long seed) throws Exception {
        Random choice = new Random(seed ^ 1);
        List<TestProduct> products = TestProduct.always().stream()
                .filter(each -> each != TestProduct.H2 || FaultyDatabase.trees(seed) < 2)
                .toList();
        TestProduct product = products.get(choice.nextInt(products.size()));
        int faults = choice.nextInt(4) == 0 ? 0 : 1 + choice.nextInt(30);
        FaultyDatabase faulty = FaultyDatabase.of(seed, product, faults);
        DataSource source = product.newDatabase(Files.createTempDirectory(folder, "case"));
        try {
            try (Connection connection = source.getConnection()) {
                faulty.create(connection);
            }
            Map<Kind, Set<String>> all = audit(faulty, source, null);
            all.forEach((kind, rows) -> seen.merge(kind, rows.isEmpty() ? 0 : 1, Integer::sum));
            if (faults == 0) {
                FAULTS.forEach(kind -> assertThat(all.get(kind)).as("clean").isEmpty());
                assertThat(all.get(Kind.LOST)).as("clean").allMatch(faulty::isPrivate);
            }
            for (TenantKey tenant : faulty.database().tenants()) {
                audit(faulty, source, tenant);
            }
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(product + " (-Ddecant.seed=" + seed + ")\n" + faulty.describe(), failure);
        } finally {
            product.drop(source);
        }
    }

    private static Map<Kind, Set<String>> audit(FaultyDatabase faulty, DataSource source, TenantKey tenant) {
        Map<Kind, Set<String>> found = new EnumMap<>(Kind.class);
        List.of(Kind.values()).forEach(kind -> found.put(kind, new TreeSet<>()));
        long[] rows = new long[1];
        AuditReport report = new Auditor(source, ModelReader.read(faulty.model(), "faulty.yaml"))
                .audit(List.of(), tenant, Progress.NONE, row -> {
                    rows[0]++;
                    found.get(row.kind()).add(faulty.rowOf(row.table().name(), row.keyColumns(), row.key()));
                });
        assertThat(report.findings().stream()
                        .mapToLong(AuditReport.Finding::rows)
                        .sum())
                .isEqualTo(rows[0]);
        Map<Kind, Set<String>> expected = faulty.expected(tenant);
        Map<Kind, Set<String>> certain = faulty.certain(tenant);
        boolean dangles = faulty.dangles();
        expected.forEach((kind, names) -> assertThat(found.get(kind))
                .as("%s for %s", kind, tenant == null ? "all" : tenant.values())
                .containsAll(certain.get(kind))
                .allMatch(name -> names.contains(name) || dangles));
        return found;
    }
}
