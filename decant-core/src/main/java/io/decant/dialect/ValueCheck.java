package io.decant.dialect;

import org.jspecify.annotations.Nullable;

/** Tells of single values whether a column holds them exactly. Not thread-safe: a check may keep scratch memory. */
@FunctionalInterface
public interface ValueCheck {
    /**
     * @param b where the value's canonical text is; NULL is never asked
     * @return why the column cannot hold the value exactly, for people and without the value; null if it can
     */
    @Nullable String unfit(byte[] b, int off, int len);
}
