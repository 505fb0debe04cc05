package io.decant.archive;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Frictionless Data Package descriptor, version 1 (specs.frictionlessdata.io). */
final class DataPackage {
    private final Map<TableName, String> resources = new TreeMap<>();
    private final List<ManifestTable> tables;

    private DataPackage(List<ManifestTable> tables, boolean several) {
        this.tables = tables;
        for (ManifestTable table : tables) {
            resources.put(table.name(), resourceName(table.name(), several));
        }
    }

    static byte[] print(ManifestHead head, List<ManifestTable> tables, boolean several) {
        DataPackage descriptor = new DataPackage(tables, several);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("profile", "data-package");
        json.put("name", "decant-archive");
        json.put("created", head.createdAt().toString());
        json.put("resources", tables.stream().map(descriptor::resource).toList());
        return Json.print(json);
    }

    /** A resource's name has lower-case letters, digits, {@code . _ -} only; equal ones get a number. */
    private String resourceName(TableName table, boolean several) {
        String name = (several ? table.schema() + "." + table.name() : table.name())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]", "_");
        String unique = name;
        for (int i = 2; resources.containsValue(unique); i++) {
            unique = name + "-" + i;
        }
        return unique;
    }

    private Map<String, @Nullable Object> resource(ManifestTable table) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("profile", "tabular-data-resource");
        json.put("name", resources.get(table.name()));
        json.put("title", table.name().name());
        List<Part.Stored> files = table.parts().stream().map(Part::file).toList();
        json.put(
                "path",
                files.size() == 1
                        ? files.get(0).path()
                        : files.stream().map(Part.Stored::path).toList());
        json.put("format", "csv");
        json.put("mediatype", "text/csv");
        json.put("encoding", "utf-8");
        if (table.parts().get(0).stored() != null) {
            json.put("compression", files.get(0).path().endsWith(".gz") ? "gz" : "zst");
        }
        json.put("bytes", files.stream().mapToLong(Part.Stored::bytes).sum());
        if (files.size() == 1) {
            json.put("hash", "sha256:" + files.get(0).sha256());
        }
        json.put("dialect", dialect());
        json.put("schema", schema(table));
        return json;
    }

    private static Map<String, @Nullable Object> dialect() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("delimiter", ",");
        json.put("lineTerminator", "\r\n");
        json.put("quoteChar", "\"");
        json.put("doubleQuote", true);
        json.put("skipInitialSpace", false);
        json.put("header", true);
        json.put("caseSensitiveHeader", true);
        json.put("csvddfVersion", 1.2);
        return json;
    }

    private Map<String, @Nullable Object> schema(ManifestTable table) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                "fields",
                table.table().columns().stream().map(DataPackage::field).toList());
        json.put("missingValues", List.of(""));
        if (!table.table().primaryKey().isEmpty()) {
            json.put("primaryKey", table.table().primaryKey());
        }
        List<Object> keys = new ArrayList<>();
        for (ForeignKey key : table.table().foreignKeys()) {
            if (key.when().isEmpty() && describes(key)) {
                keys.add(reference(key));
            }
        }
        if (!keys.isEmpty()) {
            json.put("foreignKeys", keys);
        }
        return json;
    }

    private boolean describes(ForeignKey key) {
        return tables.stream()
                .filter(t -> t.name().equals(key.parent()))
                .anyMatch(t -> key.parentColumns().stream()
                        .allMatch(c -> t.table().column(c).isPresent()));
    }

    private Map<String, Object> reference(ForeignKey key) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("resource", key.selfReferencing() ? "" : String.valueOf(resources.get(key.parent())));
        reference.put("fields", key.parentColumns());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fields", key.columns());
        json.put("reference", reference);
        return json;
    }

    private static Map<String, @Nullable Object> field(Column column) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        TypeKind kind = column.type().kind();
        switch (kind) {
            case BOOLEAN -> json.put("type", "boolean");
            case INTEGER -> json.put("type", "integer");
            case DECIMAL, FLOAT32, FLOAT64 -> json.put("type", "number");
            case DATE -> json.put("type", "date");
            case TIME -> typed(json, "time", "any");
            case TIMESTAMP, TIMESTAMPTZ, TIMESTAMPOFFSET -> typed(json, "datetime", "any");
            case INTERVAL -> json.put("type", "duration");
            case ARRAY -> json.put("type", "array");
            case JSON -> json.put("type", "any");
            case BYTES -> typed(json, "string", "binary");
            case UUID -> typed(json, "string", "uuid");
            case TEXT, OTHER -> json.put("type", "string");
        }
        // For these the empty text is a value, which most readers take for a missing one.
        boolean mayBeEmpty = kind == TypeKind.TEXT || kind == TypeKind.BYTES || kind == TypeKind.OTHER;
        if (!column.nullable() && !mayBeEmpty) {
            json.put("constraints", Map.of("required", true));
        }
        return json;
    }

    private static void typed(Map<String, @Nullable Object> json, String type, String format) {
        json.put("type", type);
        json.put("format", format);
    }
}
