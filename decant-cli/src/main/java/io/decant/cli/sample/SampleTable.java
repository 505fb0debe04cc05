package io.decant.cli.sample;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One table of the sample.
 *
 * @param columns in the order of a row's values
 * @param count how many rows a tenant has in it
 * @param maker makes each of them by its number
 */
record SampleTable(String name, List<String> columns, ToLongFunction<TenantData> count, RowMaker maker) {
    SampleTable {
        columns = List.copyOf(columns);
    }

    static SampleTable of(String name, ToLongFunction<TenantData> count, RowMaker maker, String... columns) {
        return new SampleTable(name, List.of(columns), count, maker);
    }

    @Nullable Object[] row(TenantData tenant, long number) {
        return maker.row(tenant, number, tenant.dice(name, number));
    }

    /** Makes one row: values as {@link Product#physical} takes them, in column order. */
    @FunctionalInterface
    interface RowMaker {
        @Nullable Object[] row(TenantData tenant, long number, Dice dice);
    }
}
