package io.decant;

import io.decant.archive.ArchiveWriter;
import io.decant.archive.TableWriter;
import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantColumns;
import io.decant.plan.TenantKey;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads all tables of one snapshot, as many at a time as it has connections. Used once. */
final class ExportRun {
    private final PlannedSnapshot planned;
    private final TenantKey tenant;
    private final ExportOptions options;
    private final ArchiveWriter writer;
    private final Progress progress;
    private final long smallestCut;
    private final Cancellation cancellation;
    private final @Nullable Pace pace;
    private final Map<TableName, Long> expected = new LinkedHashMap<>();
    private final Map<TableName, Long> streamed = new ConcurrentHashMap<>();
    private final KeySpellings spellings;

    ExportRun(
            PlannedSnapshot planned,
            TenantKey tenant,
            ExportOptions options,
            ArchiveWriter writer,
            Progress progress,
            long smallestCut,
            Cancellation cancellation) {
        this.planned = planned;
        this.tenant = tenant;
        this.options = options;
        this.writer = writer;
        this.progress = progress;
        this.smallestCut = smallestCut;
        this.cancellation = cancellation;
        int readers = planned.snapshot().connections().size();
        this.pace =
                options.maxRate() == null ? null : new Pace(options.maxRate(), readers, cancellation, System::nanoTime);
        this.spellings = new KeySpellings(TenantColumns.of(planned.plan()), tenant);
    }

    /** @return what is to be said of the rows, a line each */
    List<String> run() {
        List<PlannedTable> tables = planned.plan().leaving();
        long rows = 0;
        for (PlannedTable table : tables) {
            cancellation.check();
            long count = planned.count(table, tenant);
            expected.put(table.name(), count);
            rows += count;
        }
        progress.begin("export", rows, -1);
        // Ordered, a table's parts have to be cut at the same records whatever the number of connections.
        List<Chunk> chunks = new Chunks(planned, tenant, smallestCut).of(tables, expected, !options.ordered());
        Queue<Chunk> queue = new ConcurrentLinkedQueue<>(chunks);
        List<Callable<Void>> workers = new ArrayList<>();
        for (Connection connection : planned.snapshot().connections()) {
            workers.add(() -> work(connection, queue));
        }
        runAll(workers);
        tables.forEach(this::compareCounts);
        List<String> notes = new ArrayList<>(spellings.check(key -> planned.isTenant(key, tenant)));
        if (pace != null && pace.held() > 0) {
            notes.add("the database became slow on the way: reading paused for " + pace.held() / 1_000_000
                    + " ms in all beside what the rate asks for");
        }
        return notes;
    }

    /** What streamed out has to be as many rows as the database counts by itself. */
    private void compareCounts(PlannedTable table) {
        long counted = expected.getOrDefault(table.name(), 0L);
        long read = streamed.getOrDefault(table.name(), 0L);
        if (read != counted) {
            throw new DecantException(
                    ErrorCode.PROOF_FAILED,
                    "table " + table.name() + ": the database counts " + counted + " rows of the tenant, and gave "
                            + read + ". Nothing was published");
        }
    }

    /** Waits for all workers; the first failure stops the others and is the one that is thrown. */
    private void runAll(List<Callable<Void>> workers) {
        ExecutorService pool = Executors.newFixedThreadPool(workers.size(), task -> {
            Thread thread = new Thread(task, "decant-export");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<Void>> futures = new ArrayList<>();
        DecantException first = null;
        try {
            workers.forEach(worker -> futures.add(pool.submit(worker)));
            for (Future<Void> future : futures) {
                first = waitFor(future, first);
            }
        } finally {
            pool.shutdownNow();
        }
        if (first != null) {
            throw first;
        }
    }

    private @Nullable DecantException waitFor(Future<Void> future, @Nullable DecantException first) {
        while (true) {
            try {
                future.get();
                return first;
            } catch (InterruptedException interrupt) {
                cancellation.cancel();
                planned.abort();
                first = first == null
                        ? new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was published", interrupt)
                        : first;
            } catch (ExecutionException failed) {
                cancellation.cancel();
                return firstOf(first, failure(failed));
            }
        }
    }

    private static DecantException failure(ExecutionException failed) {
        return failed.getCause() instanceof DecantException known
                ? known
                : new DecantException(ErrorCode.INTERNAL, "an export worker failed", failed.getCause());
    }

    /** Workers that were merely told to stop do not hide the one that failed. */
    private static DecantException firstOf(@Nullable DecantException first, DecantException next) {
        boolean toldToStop = first != null
                && first.code() == ErrorCode.INTERRUPTED
                && !(first.getCause() instanceof InterruptedException);
        if (first == null || toldToStop) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private Void work(Connection connection, Queue<Chunk> queue) {
        try {
            for (Chunk chunk = queue.poll(); chunk != null; chunk = queue.poll()) {
                cancellation.check();
                export(connection, chunk);
            }
        } catch (RuntimeException | Error failure) {
            cancellation.cancel();
            throw failure;
        }
        return null;
    }

    private void export(Connection connection, Chunk chunk) {
        PlannedTable table = chunk.table();
        List<Column> columns = table.exportedColumns();
        RowQuery query = planned.catalog()
                .query(table.table(), columns, chunk.rows(), tenant, options.ordered())
                .within(chunk.blocks());
        try (TableWriter out = writer.openTable(table.name())) {
            Cancellation.Watch watch =
                    cancellation.watch(spellings.watch(table, columns, nulling(table, columns, out)), progress);
            if (pace == null) {
                read(connection, query, watch);
            } else {
                Pace.Reader paced = pace.reader(watch);
                read(connection, query, paced);
                paced.pay();
            }
            watch.flush();
            streamed.merge(table.name(), out.finish().rows(), Long::sum);
        }
    }

    private void read(Connection connection, RowQuery query, RecordSink sink) {
        Dialect dialect = planned.catalog().dialect();
        Failures.guard(
                dialect,
                "cannot read " + query.table().name(),
                () -> dialect.rowReader(connection, query).read(sink));
    }

    /** Columns that leave as NULL are emptied before anything is written or hashed. */
    private static RecordSink nulling(PlannedTable table, List<Column> columns, RecordSink next) {
        Set<String> nulled = table.nulledColumns().collect(Collectors.toSet());
        boolean[] emptied = new boolean[columns.size()];
        for (int field = 0; field < emptied.length; field++) {
            emptied[field] = nulled.contains(columns.get(field).name());
        }
        return Emptying.before(next, emptied);
    }
}
