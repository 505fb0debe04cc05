package io.decant.bench;

import io.decant.cli.sample.SampleTenant;
import java.util.ArrayList;
import java.util.List;

/**
 * How much data there is.
 *
 * @param rows of the tenant that is measured
 * @param small rows of the small tenant that is measured too
 * @param total rows of all tenants
 */
record Sizes(long rows, long small, long total) {
    private static final int MOST_NEIGHBOURS = 20;
    private static final long FEWEST_NEIGHBOUR_ROWS = 1_000;

    Sizes {
        if (rows < 1_000 || small < 100) {
            throw new BenchException("the tenant has at least 1,000 rows: name more by --rows");
        }
        if (total < rows + small) {
            throw new BenchException(
                    "all tenants together have more rows than the two that are measured: raise --total");
        }
    }

    /** The name of the database that holds it. */
    String database() {
        return "source_" + rows + "_" + small + "_" + total;
    }

    /** The two that are measured, and their neighbours. */
    List<SampleTenant> tenants() {
        List<SampleTenant> tenants = new ArrayList<>();
        tenants.add(new SampleTenant(SourceData.TENANT, rows));
        tenants.add(new SampleTenant(SourceData.SMALL_TENANT, small));
        long rest = total - rows - small;
        long neighbours = Math.min(MOST_NEIGHBOURS, rest / FEWEST_NEIGHBOUR_ROWS);
        for (int i = 0; i < neighbours; i++) {
            tenants.add(new SampleTenant("neighbour" + i, rest / neighbours));
        }
        return tenants;
    }
}
