package io.decant.cli;

import io.decant.plan.TenantKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant as the command line gives it: one value a key column. */
final class TenantValues {
    private TenantValues() {}

    /** @return null if there are no values */
    static @Nullable TenantKey key(List<String> values) {
        return values.isEmpty() ? null : new TenantKey(values);
    }
}
