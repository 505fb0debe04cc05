package io.decant.dialect.postgresql;

import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One value of each PostgreSQL type, from the bytes that COPY sends to canonical text and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final Map<String, Value> VALUES = Map.ofEntries(
            Map.entry("boolean", new Value(TypeKind.BOOLEAN, "true")),
            Map.entry("integer", new Value(TypeKind.INTEGER, "-48213")),
            Map.entry("bigint", new Value(TypeKind.INTEGER, "922337203685477")),
            Map.entry("numeric(12,2)", new Value(TypeKind.DECIMAL, "-1234567.89")),
            Map.entry("double precision", new Value(TypeKind.FLOAT64, "2.718281828459045")),
            Map.entry("real", new Value(TypeKind.FLOAT32, "3.1415927")),
            Map.entry("text", new Value(TypeKind.TEXT, "The user signed in with a passkey of this device")),
            Map.entry("bytea", new Value(TypeKind.BYTES, "pQECAyYgASFYIF7nUpg3mOXtTSfHvpxWpnNbYmfs9jYp6hnXmQ7tYAAB")),
            Map.entry("uuid", new Value(TypeKind.UUID, "6f1c2a9e-52ab-4c3e-9b7a-0d1e2f3a4b5c")),
            Map.entry("date", new Value(TypeKind.DATE, "2026-11-26")),
            Map.entry("time", new Value(TypeKind.TIME, "12:34:56.789012")),
            Map.entry("timestamp", new Value(TypeKind.TIMESTAMP, "2026-11-26T12:34:56.789012")),
            Map.entry("timestamp with time zone", new Value(TypeKind.TIMESTAMPTZ, "2026-11-26T12:34:56.789012Z")),
            Map.entry("interval", new Value(TypeKind.INTERVAL, "P1Y2M3DT4H5M6.7S")),
            Map.entry(
                    "jsonb",
                    new Value(TypeKind.JSON, "{\"aaguid\": null, \"flags\": [1, 2, 3], \"name\": \"a key\"}")));

    /** The native type. */
    @Param({
        "boolean",
        "integer",
        "bigint",
        "numeric(12,2)",
        "double precision",
        "real",
        "text",
        "bytea",
        "uuid",
        "date",
        "time",
        "timestamp",
        "timestamp with time zone",
        "interval",
        "jsonb"
    })
    public String type = "text";

    private final RecordBuffer record = new RecordBuffer();
    private final ByteSink sink = new ByteSink(256);
    private ValueCodec codec = new BooleanCodec();
    private byte[] canonical = {};
    private byte[] binary = {};

    private record Value(TypeKind kind, String canonical) {}

    /** Makes the codec, and the value in both forms. */
    @Setup
    public void prepare() {
        Value value = Objects.requireNonNull(VALUES.get(type));
        ColumnType kind = ColumnType.of(value.kind());
        codec = Codecs.find(PostgresType.of(type, kind), kind).orElseThrow();
        canonical = value.canonical().getBytes(StandardCharsets.UTF_8);
        sink.cut(0);
        codec.encode(canonical, 0, canonical.length, sink);
        binary = Arrays.copyOf(sink.bytes(), sink.size());
    }

    /** As in an export. */
    @Benchmark
    public int decode() {
        record.clear();
        codec.decode(binary, 0, binary.length, record);
        record.endField();
        return record.size();
    }

    /** As in an import. */
    @Benchmark
    public int encode() {
        sink.cut(0);
        codec.encode(canonical, 0, canonical.length, sink);
        return sink.size();
    }
}
