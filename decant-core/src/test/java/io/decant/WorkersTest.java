package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final Cancellation cancellation = new Cancellation();

    private Callable<Void> untilGivenUp(CountDownLatch begun) {
        return () -> {
            begun.countDown();
            while (true) {
                cancellation.pause(1_000_000);
            }
        };
    }

    @Test
    void aFailureStopsTheOthersAndIsTheOneThatIsThrown() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger after = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(untilGivenUp(begun));
        tasks.add(() -> {
            begun.await();
            throw new DecantException(ErrorCode.STORAGE, "the disk is full");
        });
        tasks.add(() -> {
            after.incrementAndGet();
            return null;
        });
        try (Workers workers = new Workers("test", 2, cancellation)) {
            assertThatThrownBy(() -> workers.run(tasks)).hasMessage("the disk is full");
        }
        assertThat(after).hasValue(0);
    }

    @Test
    void anInterruptOfWhoWaitsStopsAll() {
        Thread waiting = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(2);
        List<Callable<Void>> tasks = new ArrayList<>(List.of(untilGivenUp(begun), untilGivenUp(begun)));
        Thread interrupting = new Thread(() -> {
            try {
                begun.await();
                waiting.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        interrupting.start();
        try (Workers workers = new Workers("test", 2, cancellation)) {
            assertThatThrownBy(() -> workers.run(tasks))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anErrorIsThrownAsItIs() {
        try (Workers workers = new Workers("test", 1, cancellation)) {
            assertThatThrownBy(() -> workers.run(List.<Callable<Void>>of(() -> {
                        throw new OutOfMemoryError("test");
                    })))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }
}
