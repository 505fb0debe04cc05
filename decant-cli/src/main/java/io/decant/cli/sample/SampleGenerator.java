package io.decant.cli.sample;

import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the sample's rows, one after the other: the same seed and tenants give the same rows on every machine. Memory does
 * not grow with their number.
 *
 * <p>A tenant's rows do not depend on the other tenants. In each table the tenants' rows lie among each other, as in a
 * database that all of them use every day.
 */
final class SampleGenerator {
    /** Parents before children. */
    static final List<SampleTable> TABLES = Stream.of(AccountTables.ALL, CredentialTables.ALL, EventTables.ALL)
            .flatMap(List::stream)
            .toList();

    private final List<TenantData> tenants;

    SampleGenerator(Product product, List<SampleTenant> tenants, long seed) {
        if (tenants.stream().map(SampleTenant::name).distinct().count() != tenants.size()) {
            throw new IllegalArgumentException("two sample tenants have the same name");
        }
        this.tenants = tenants.stream()
                .map(tenant -> new TenantData(tenant, seed, product.longestDescriptor()))
                .toList();
    }

    /** Takes rows of one table. */
    @FunctionalInterface
    interface RowTaker<E extends Exception> {
        void take(Object[] row) throws E;
    }

    /** Makes the rows of all tenants in one table. */
    <E extends Exception> void rows(SampleTable table, RowTaker<E> taker) throws E {
        long[] made = new long[tenants.size()];
        for (int next = furthestBehind(table, made); next >= 0; next = furthestBehind(table, made)) {
            taker.take(table.row(tenants.get(next), made[next]++));
        }
    }

    /** The tenant with the smallest share of its rows made; −1 when all are. */
    private int furthestBehind(SampleTable table, long[] made) {
        int behind = -1;
        double smallest = 1;
        for (int i = 0; i < made.length; i++) {
            long count = table.count().applyAsLong(tenants.get(i));
            if (made[i] < count && (double) made[i] / count < smallest) {
                smallest = (double) made[i] / count;
                behind = i;
            }
        }
        return behind;
    }
}
