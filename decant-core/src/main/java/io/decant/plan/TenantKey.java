package io.decant.plan;

import java.util.List;

/**
 * A tenant's key: canonical text of each key column, in the order of the model's {@code key}.
 *
 * @param values at least one, none null
 */
public record TenantKey(List<String> values) {
    public TenantKey {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a tenant key has at least one value");
        }
    }

    public static TenantKey of(String... values) {
        return new TenantKey(List.of(values));
    }

    /** Says nothing of its values: a key is a row value, and row values are not for logs. */
    @Override
    public String toString() {
        return "tenant key of " + values.size() + " column(s)";
    }
}
