package io.decant.dialect;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for new keys.
 *
 * @param next an expression that gives another number each time it is evaluated; null if they are counted from {@code first}
 * @param first the first of a run of numbers; null if an expression gives them
 */
public record NewKeys(@Nullable String next, @Nullable BigInteger first) {
    public NewKeys {
        if ((next == null) == (first == null)) {
            throw new IllegalArgumentException("new keys come from an expression, or are counted from a number");
        }
    }

    static NewKeys from(String expression) {
        return new NewKeys(expression, null);
    }

    static NewKeys countedFrom(BigInteger first) {
        return new NewKeys(null, first);
    }
}
