package io.decant.bench;

/**
 * How much data there is.
 *
 * @param rows of the tenant that is measured
 * @param small rows of the small tenant that is measured too
 * @param total rows of all tenants
 */
record Sizes(long rows, long small, long total) {
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
}
