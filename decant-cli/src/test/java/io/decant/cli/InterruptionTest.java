package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void theWorkerIsToldAndWaitedFor() throws InterruptedException, ExecutionException, TimeoutException {
        Interruption interruption = new Interruption();
        CountDownLatch working = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Boolean> worker = threads.submit(() -> {
            interruption.tells(Thread.currentThread());
            working.countDown();
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                return interruption.requested();
            } finally {
                interruption.workEnded();
            }
        });
        working.await();
        threads.submit(interruption::stop).get(10, TimeUnit.SECONDS);
        assertThat(worker.get(10, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
    }

    @Test
    void whatHasEndedIsNotInterrupted() {
        Interruption interruption = new Interruption();
        interruption.tells(Thread.currentThread());
        interruption.workEnded();
        interruption.stop();
        assertThat(interruption.requested()).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
