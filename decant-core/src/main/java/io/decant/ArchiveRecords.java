package io.decant;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.archive.Part;
import io.decant.archive.PartRecords;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.record.RecordSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The records of an archive's tables, decoded ahead by threads of their own where that is wanted. Each of them takes a part,
 * so records come part after part from one, and in no order of parts from several. What was decoded and not yet taken is
 * bounded by its bytes, to one batch a thread where records are large. For one thread to ask.
 */
final class ArchiveRecords {
    /** Bytes of records that may wait. */
    private static final int ROOM = 4 << 20;

    private final Archive archive;
    private final int jobs;

    /** @param jobs how many threads work, the one that takes the records included, n ≥ 1 */
    ArchiveRecords(Archive archive, int jobs) {
        this.archive = archive;
        this.jobs = jobs;
    }

    /**
     * Hands all records of a table to the sink, in the calling thread.
     *
     * @throws DecantException as {@link Archive#records}; {@code INTERRUPTED}; what the sink throws
     */
    void forEach(ManifestTable table, RecordSink sink) {
        int decoders = Math.min(jobs - 1, table.parts().size());
        if (decoders == 0) {
            try (RecordSource records = archive.records(table)) {
                RecordBuffer record = new RecordBuffer();
                while (records.next(record)) {
                    sink.accept(record);
                }
            }
            return;
        }
        try (Ahead ahead = new Ahead(table, decoders)) {
            ahead.forEach(sink);
        }
    }

    /** Threads that decode one table. */
    private final class Ahead implements AutoCloseable {
        private final ManifestTable table;
        private final AtomicInteger nextPart = new AtomicInteger();
        private final Semaphore room = new Semaphore(ROOM);
        private final BlockingQueue<RecordBatch> decoded = new LinkedBlockingQueue<>();
        private final Queue<RecordBatch> used = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        Ahead(ManifestTable table, int decoders) {
            this.table = table;
            for (int i = 0; i < decoders; i++) {
                Thread thread = new Thread(this::decode, "decant-import-decode");
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        }

        private void decode() {
            Throwable failure = null;
            try {
                List<Part> parts = table.parts();
                for (int part = nextPart.getAndIncrement(); part < parts.size(); part = nextPart.getAndIncrement()) {
                    decode(parts.get(part));
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                failure = e instanceof InterruptedException ? null : e; // only the taker interrupts, who looks no more
            }
            decoded.add(RecordBatch.end(failure));
        }

        private void decode(Part part) throws InterruptedException {
            try (PartRecords records = archive.records(table, part)) {
                RecordBatch batch = unused();
                while (records.next(batch.open())) {
                    batch.add();
                    if (batch.full()) {
                        hand(batch);
                        batch = unused();
                    }
                }
                hand(batch);
            }
        }

        private RecordBatch unused() {
            RecordBatch batch = used.poll();
            return batch == null ? new RecordBatch() : batch;
        }

        private void hand(RecordBatch batch) throws InterruptedException {
            int share = share(batch);
            room.acquire(share);
            decoded.add(batch);
            if (share == ROOM) {
                // Not to hold the next large record while this one is on its way.
                room.acquire(ROOM);
                room.release(ROOM);
            }
        }

        private static int share(RecordBatch batch) {
            return (int) Math.min(ROOM, batch.bytes());
        }

        void forEach(RecordSink sink) {
            int working = threads.size();
            while (working > 0) {
                RecordBatch batch = take();
                if (batch.isLast()) {
                    working--;
                } else {
                    batch.forEach(sink);
                    int share = share(batch);
                    batch.clear();
                    used.add(batch);
                    room.release(share);
                }
            }
        }

        private RecordBatch take() {
            try {
                return decoded.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was written", e);
            }
        }

        /** Ends the threads if they still work. */
        @Override
        public void close() {
            Threads.end(threads);
        }
    }
}
