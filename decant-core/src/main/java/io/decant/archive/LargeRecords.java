package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.util.concurrent.Semaphore;

/**
 * Keeps large records that are being read from being in memory at the same time: two threads that each read one would need
 * twice the heap that one of them needs. All readers of the process share a quarter of its heap; a record that is
 * larger than that has it alone. Thread-safe.
 *
 * <p>A claim is made once, for as much as the record can become, so that nobody waits for more while holding some. A thread that
 * holds one reads nothing else until it gives it back.
 */
final class LargeRecords {
    private static final int UNIT = 1 << 20;

    private static final LargeRecords OF_THIS_PROCESS =
            new LargeRecords(Runtime.getRuntime().maxMemory() / 4);

    private final int units;
    private final Semaphore free;

    /** @param budget bytes of large records at a time */
    LargeRecords(long budget) {
        units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, budget / UNIT));
        free = new Semaphore(units, true);
    }

    static LargeRecords ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * Waits until there is room.
     *
     * @param most bytes that the record can have
     * @return what to give back
     * @throws DecantException {@code INTERRUPTED}
     */
    Claim claim(long most) {
        int wanted = (int) Math.max(1, Math.min(units, most / UNIT));
        try {
            free.acquire(wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecantException(ErrorCode.INTERRUPTED, "interrupted before a large record was read", e);
        }
        return () -> free.release(wanted);
    }

    /** Room for one record. */
    @FunctionalInterface
    interface Claim {
        /** To be called once. */
        void giveBack();
    }
}
