package io.decant.record;

/** Takes records one by one. Implementations say whether they are thread-safe; none is by default. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Takes one record. The buffer belongs to the caller and is valid only during the call.
     *
     * @throws io.decant.error.DecantException if it cannot be taken
     */
    void accept(RecordBuffer record);
}
