package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.Growth;
import io.decant.record.RecordBuffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large records are read one after the other where there is not room for both, and nobody waits for ever. */
@Timeout(60)
class LargeRecordsTest {
    private static final int MB = 1 << 20;

    @Test
    void whatFitsTogetherGoesTogether() {
        LargeRecords records = new LargeRecords(100 * MB);
        LargeRecords.Claim one = records.claim(40 * MB);
        LargeRecords.Claim other = records.claim(60 * MB);
        one.giveBack();
        other.giveBack();
    }

    @Test
    void whatDoesNotFitWaitsForTheOther() throws Exception {
        LargeRecords records = new LargeRecords(100 * MB);
        LargeRecords.Claim one = records.claim(90 * MB);
        FutureTask<LargeRecords.Claim> other = new FutureTask<>(() -> records.claim(500 * MB));
        new Thread(other).start();
        Thread.sleep(Duration.ofMillis(200).toMillis());
        assertThat(other).isNotDone();
        one.giveBack();
        other.get(30, TimeUnit.SECONDS).giveBack();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        LargeRecords records = new LargeRecords(1);
        records.claim(MB);
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Void> other = new FutureTask<>(() -> {
            begun.countDown();
            assertThatThrownBy(() -> records.claim(MB))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
            return null;
        });
        Thread thread = new Thread(other);
        thread.start();
        begun.await();
        thread.interrupt();
        other.get(30, TimeUnit.SECONDS);
    }

    /** More of them than there is room for at once: each reader that kept its claim would stop this for good. */
    @Test
    void readersGiveBackWhatTheyClaimedHoweverTheyEnd() {
        String large = "x".repeat(Growth.LARGE + MB);
        byte[] csv = ("a,b\r\n" + large + ",1\r\nsmall,2\r\n" + large + ",3\r\n").getBytes(StandardCharsets.UTF_8);
        RecordBuffer record = new RecordBuffer();
        for (int round = 0; round < 3; round++) {
            try (CsvDecoder toTheEnd = decoder(csv)) {
                int records = 0;
                while (toTheEnd.next(record)) {
                    records++;
                }
                assertThat(records).isEqualTo(3);
            }
            try (CsvDecoder left = decoder(csv)) {
                assertThat(left.next(record)).isTrue();
            }
            byte[] cut = Arrays.copyOf(csv, Growth.LARGE + MB / 2);
            try (CsvDecoder broken = decoder(cut)) {
                assertThatThrownBy(() -> broken.next(record)).isInstanceOf(DecantException.class);
            }
        }
    }

    /** As if the part were so large that each record wants all the room there is. */
    private static CsvDecoder decoder(byte[] csv) {
        InputStream in = new ByteArrayInputStream(csv);
        return new CsvDecoder(in, "part.csv", Long.MAX_VALUE, List.of("a", "b"));
    }

    @Test
    void aBufferDoesNotKeepTheMemoryOfALargeRecord() {
        RecordBuffer record = new RecordBuffer();
        record.add(new byte[Growth.LARGE + 1]);
        record.clear();
        assertThat(record.bytes()).hasSizeLessThan(MB);
        record.addAscii("next");
        assertThat(record.text(0)).isEqualTo("next");
    }
}
