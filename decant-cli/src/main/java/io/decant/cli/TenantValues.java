package io.decant.cli;

import io.decant.plan.TenantKey;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tenant as the command line gives it: one value a key column. */
final class TenantValues {
    private TenantValues() {}

    /** The options as somebody would type them again, each with a space before it. */
    static String words(String option, List<String> values) {
        return values.stream().map(v -> " " + option + " " + Shell.quote(v)).collect(Collectors.joining());
    }

    /** @return null if there are no values */
    static @Nullable TenantKey key(List<String> values) {
        return values.isEmpty() ? null : new TenantKey(values);
    }
}
