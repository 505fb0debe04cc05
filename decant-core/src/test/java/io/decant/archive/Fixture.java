package io.decant.archive;

import io.decant.plan.Membership;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small shop: tenants, orders with lines, notes of one column, and a table that stays at home. */
public final class Fixture {
    public static final TableName TENANTS = new TableName("public", "tenants");
    public static final TableName ORDERS = new TableName("public", "Orders");
    public static final TableName LINES = new TableName("public", "order lines");
    public static final TableName NOTES = new TableName("public", "notes");
    public static final TableName KEYS = new TableName("public", "token_keys");

    private Fixture() {}

    public static Column column(String name, ColumnType type, boolean nullable) {
        return new Column(name, type, type.kind().canonicalName(), nullable, Column.Generation.NONE, false);
    }

    public static Column column(String name, TypeKind kind, boolean nullable) {
        return column(name, ColumnType.of(kind), nullable);
    }

    public static Table table(
            TableName name,
            List<Column> columns,
            List<String> primaryKey,
            List<List<String>> unique,
            ForeignKey... keys) {
        return new Table(name, columns, primaryKey, unique, List.of(keys), List.of(), List.of(), -1, -1);
    }

    public static ForeignKey reference(TableName child, String column, TableName parent, String parentColumn) {
        return new ForeignKey(
                "fk", child, List.of(column), parent, List.of(parentColumn), ForeignKey.Enforcement.IMMEDIATE);
    }

    public static List<ArchivedTable> tables() {
        Table tenants = table(TENANTS, List.of(column("id", TypeKind.TEXT, false)), List.of("id"), List.of());
        Table orders = table(
                ORDERS,
                List.of(
                        column("Id", ColumnType.of(TypeKind.INTEGER, 64), false),
                        column("tenant", TypeKind.TEXT, false),
                        column("Total", ColumnType.decimal(10, 2), true),
                        column("placed", TypeKind.TIMESTAMPTZ, true),
                        column("blob", TypeKind.BYTES, true),
                        column("tags", ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT)), true),
                        column("doc", TypeKind.JSON, true),
                        column("parent", ColumnType.of(TypeKind.INTEGER, 64), true)),
                List.of("Id"),
                List.of(List.of("tenant", "placed")),
                reference(ORDERS, "tenant", TENANTS, "id"),
                reference(ORDERS, "parent", ORDERS, "Id"));
        Table lines = table(
                LINES,
                List.of(
                        column("order", ColumnType.of(TypeKind.INTEGER, 32), false),
                        column("no", ColumnType.of(TypeKind.INTEGER, 32), false),
                        column("text, \"quoted\"", TypeKind.TEXT, true)),
                List.of("order", "no"),
                List.of(),
                reference(LINES, "order", ORDERS, "Id"));
        Table notes = table(NOTES, List.of(column("note", TypeKind.TEXT, true)), List.of(), List.of());
        return List.of(
                new ArchivedTable(tenants, Membership.ROOT, List.of("id"), null),
                new ArchivedTable(orders, Membership.OWNED, List.of("tenant"), null),
                new ArchivedTable(lines, Membership.REACHED, List.of("order -> Orders", "tenant"), null),
                new ArchivedTable(notes, Membership.REFERENCED, List.of(), null),
                ArchivedTable.excluded(KEYS, "internal keys"));
    }

    /** Rows by table; a field is its canonical text, or null. */
    public static Map<TableName, List<List<String>>> rows() {
        Map<TableName, List<List<String>>> rows = new LinkedHashMap<>();
        rows.put(TENANTS, List.of(List.of("acme")));
        rows.put(
                ORDERS,
                List.of(
                        Arrays.asList(
                                "1",
                                "acme",
                                "10.50",
                                "2024-03-11T14:38:10.123456Z",
                                "AP8=",
                                "[\"a\",null,\"\"]",
                                "{\"b\": 1, \"a\": [true]}",
                                null),
                        Arrays.asList("2", "acme", "0.00", null, "", "[]", "null", "1"),
                        Arrays.asList("3", "acme", null, "infinity", null, null, null, "2")));
        rows.put(
                LINES,
                List.of(
                        Arrays.asList("1", "1", ""),
                        Arrays.asList("1", "2", null),
                        Arrays.asList("2", "1", "a\r\nb, \"c\" \u0000 é 😀 "),
                        Arrays.asList("3", "1", "\\.")));
        rows.put(
                NOTES, List.of(Arrays.asList((String) null), List.of(""), List.of(" x"), Arrays.asList((String) null)));
        return rows;
    }

    public static ManifestHead head() {
        Instant moment = Instant.parse("2026-11-23T10:00:00.1Z");
        return new ManifestHead(
                "decant test",
                moment,
                new Manifest.Source("PostgreSQL", "18.6"),
                new Manifest.Tenant("tenants", Map.of("id", "acme")),
                new Manifest.Moment(moment, "exported snapshot, 2 connections"),
                false,
                Manifest.Audit.CLEAN,
                "ab".repeat(32));
    }

    public static Manifest write(Path out, WriterOptions options) {
        return write(out, options, tables(), rows());
    }

    public static Manifest write(
            Path out, WriterOptions options, List<ArchivedTable> tables, Map<TableName, List<List<String>>> rows) {
        try (ArchiveWriter archive = ArchiveWriter.create(out, options, tables)) {
            for (ArchivedTable table : tables) {
                if (table.included()) {
                    try (TableWriter writer = archive.openTable(table.name())) {
                        rows.getOrDefault(table.name(), List.of()).forEach(r -> writer.accept(record(r)));
                        writer.finish();
                    }
                }
            }
            return archive.commit(head());
        }
    }

    public static RecordBuffer record(List<String> fields) {
        RecordBuffer record = new RecordBuffer();
        for (String field : fields) {
            if (field == null) {
                record.addNull();
            } else {
                record.add(field.getBytes(StandardCharsets.UTF_8));
            }
        }
        return record;
    }

    public static List<List<String>> readAll(RecordSource source) {
        List<List<String>> rows = new ArrayList<>();
        RecordBuffer record = new RecordBuffer();
        try (source) {
            while (source.next(record)) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < record.fields(); i++) {
                    row.add(record.isNull(i) ? null : record.text(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
