package io.decant.archive;

import io.decant.dialect.postgresql.BinaryRows;
import io.decant.dialect.postgresql.ByteSink;
import io.decant.dialect.postgresql.PostgresType;
import io.decant.dialect.postgresql.RowEncoder;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A thousand events of the sample on each step of their way: figures are of one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordBenchmark {
    private static final int ROWS = 1_000;
    private static final TableName TABLE = new TableName("public", "ApplicationEvents");
    private static final List<Column> COLUMNS = List.of(
            column("Id", TypeKind.UUID, "uuid"),
            column("TenantId", TypeKind.TEXT, "text"),
            column("ApiKeyId", TypeKind.TEXT, "text"),
            column("PerformedAt", TypeKind.TIMESTAMPTZ, "timestamp(6) with time zone"),
            column("EventType", TypeKind.INTEGER, "integer"),
            column("Message", TypeKind.TEXT, "text"),
            column("Severity", TypeKind.INTEGER, "integer"),
            column("PerformedBy", TypeKind.TEXT, "text"),
            column("Subject", TypeKind.TEXT, "text"));
    private static final List<PostgresType> TYPES =
            COLUMNS.stream().map(c -> PostgresType.of(c.nativeType(), c.type())).toList();

    private final RecordBuffer[] records = new RecordBuffer[ROWS];
    private final CsvEncoder csv = new CsvEncoder();
    private final RowDigest digest = new RowDigest("ApplicationEvents", COLUMNS);
    private final RowEncoder encoder = new RowEncoder(TABLE, COLUMNS, TYPES);
    private final ByteSink sink = new ByteSink(1 << 20);
    private final MessageDigest sha256 = Hashes.sha256();
    private byte[][] messages = {};
    private byte[] part = {};

    private static Column column(String name, TypeKind kind, String nativeType) {
        return new Column(name, ColumnType.of(kind), nativeType, true, Column.Generation.NONE, false);
    }

    /** Makes the rows in each form. */
    @Setup
    public void prepare() {
        Random random = new Random(20261126);
        messages = new byte[ROWS][];
        CsvEncoder whole = new CsvEncoder();
        whole.header(COLUMNS.stream().map(Column::name).toList());
        for (int i = 0; i < ROWS; i++) {
            RecordBuffer record = event(random);
            records[i] = record;
            whole.record(record);
            sink.cut(0);
            if (i == 0) {
                encoder.begin(sink);
            }
            encoder.row(record, sink);
            messages[i] = Arrays.copyOf(sink.bytes(), sink.size());
        }
        part = Arrays.copyOf(whole.block(), whole.size());
    }

    private static RecordBuffer event(Random random) {
        RecordBuffer record = new RecordBuffer();
        text(record, new UUID(random.nextLong(), random.nextLong()).toString());
        text(record, "acme");
        if (random.nextInt(4) == 0) {
            record.addNull();
        } else {
            text(record, "acme:public:" + Integer.toHexString(random.nextInt()));
        }
        text(
                record,
                String.format(
                        Locale.ROOT,
                        "2026-11-%02dT%02d:%02d:%02d.%06dZ",
                        1 + random.nextInt(30),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        1 + 10 * random.nextInt(99_999)));
        text(record, Integer.toString(7000 + random.nextInt(40)));
        text(
                record,
                random.nextInt(3) == 0
                        ? "Signed in, with \"a passkey\" of user-" + random.nextInt(100_000)
                        : "Completed the registration of user-" + random.nextInt(100_000));
        text(record, Integer.toString(1 + random.nextInt(4)));
        text(record, "user-" + random.nextInt(100_000) + "@example.com");
        text(record, "acme");
        return record;
    }

    private static void text(RecordBuffer record, String text) {
        record.add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** From COPY's messages to canonical fields. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int decodeCopy() {
        BinaryRows rows = new BinaryRows(TABLE, COLUMNS);
        int[] bytes = new int[1];
        for (byte[] message : messages) {
            rows.decode(message, record -> bytes[0] += record.size());
        }
        return bytes[0];
    }

    /** From canonical fields to COPY's messages. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int encodeCopy() {
        sink.cut(0);
        for (RecordBuffer record : records) {
            encoder.row(record, sink);
        }
        return sink.size();
    }

    /** From canonical fields to CSV. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int encodeCsv() {
        csv.drop(csv.size());
        for (RecordBuffer record : records) {
            csv.record(record);
        }
        return csv.size();
    }

    /** From CSV to canonical fields. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int decodeCsv() {
        CsvDecoder decoder = new CsvDecoder(
                new ByteArrayInputStream(part),
                "part",
                part.length,
                COLUMNS.stream().map(Column::name).toList());
        RecordBuffer record = new RecordBuffer();
        int bytes = 0;
        while (decoder.next(record)) {
            bytes += record.size();
        }
        return bytes;
    }

    /** Each row's hash, added to the table's digest. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long digest() {
        for (RecordBuffer record : records) {
            digest.accept(record);
        }
        return digest.rows();
    }

    /** The part's own hash: what sha256sum does. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] hashPart() {
        return sha256.digest(part);
    }
}
