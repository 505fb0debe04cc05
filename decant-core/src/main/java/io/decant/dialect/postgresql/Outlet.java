package io.decant.dialect.postgresql;

/** Takes the bytes of a row piece by piece, where the row is too large to be held twice. */
public interface Outlet {
    /** Collects small pieces until {@link #flush}. */
    ByteSink sink();

    /** Sends what was collected. */
    void flush();

    /** Sends what was collected, and then these bytes, without a copy. */
    void send(byte[] bytes, int offset, int length);
}
