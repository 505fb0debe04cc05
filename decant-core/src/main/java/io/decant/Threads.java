package io.decant;

import java.util.List;

/** Threads that one thread started and has to see ended. */
final class Threads {
    private Threads() {}

    /** Interrupts them and waits for their end, since they have files open; an interrupt of the caller is kept for later. */
    static void end(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
