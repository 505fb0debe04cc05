package io.decant.archive;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prints a manifest as {@code docs/FORMAT.md} describes it. */
final class ManifestPrinter {
    private ManifestPrinter() {}

    static byte[] print(Manifest manifest) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", Manifest.FORMAT);
        json.put("requires", manifest.requires());
        json.put("createdBy", manifest.createdBy());
        json.put("createdAt", manifest.createdAt().toString());
        json.put(
                "source",
                pairs(
                        "product",
                        manifest.source().product(),
                        "version",
                        manifest.source().version()));
        json.put(
                "tenant",
                pairs(
                        "table",
                        manifest.tenant().table(),
                        "key",
                        manifest.tenant().key()));
        json.put(
                "snapshot",
                pairs(
                        "takenAt",
                        manifest.snapshot().takenAt().toString(),
                        "means",
                        manifest.snapshot().means()));
        json.put("ordered", manifest.ordered());
        json.put("partSize", manifest.partSize());
        json.put("compression", manifest.compression().text());
        json.put(
                "tables", manifest.tables().stream().map(ManifestPrinter::table).toList());
        Map<String, @Nullable Object> audit = pairs(
                "lost", manifest.audit().lost(), "foreign", manifest.audit().foreign());
        audit.put("disagreeing", manifest.audit().disagreeing());
        json.put("audit", audit);
        json.put(
                "files",
                manifest.files().stream()
                        .map(f -> pairs("path", f.path(), "sha256", f.sha256()))
                        .toList());
        Map<String, @Nullable Object> totals = pairs(
                "tables", manifest.totals().tables(), "rows", manifest.totals().rows());
        totals.put("bytes", manifest.totals().bytes());
        json.put("totals", totals);
        json.put("schemaFingerprint", manifest.schemaFingerprint());
        return Json.print(json);
    }

    private static Map<String, @Nullable Object> pairs(
            String first, @Nullable Object one, String second, @Nullable Object two) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    private static Map<String, @Nullable Object> table(ManifestTable table) {
        Map<String, @Nullable Object> json =
                pairs("name", table.name().name(), "schema", table.name().schema());
        json.put("membership", table.membership().text());
        if (!table.included()) {
            if (table.reason() != null) {
                json.put("reason", table.reason());
            }
            return json;
        }
        json.put("path", table.path());
        json.put(
                "columns",
                table.table().columns().stream().map(ManifestPrinter::column).toList());
        json.put("primaryKey", table.table().primaryKey());
        json.put("uniqueKeys", table.table().uniqueKeys());
        json.put(
                "foreignKeys",
                table.table().foreignKeys().stream()
                        .map(k -> reference(table.name(), k))
                        .toList());
        json.put("rows", table.rows());
        json.put("bytes", table.bytes());
        json.put("digest", table.digest());
        json.put("parts", table.parts().stream().map(ManifestPrinter::part).toList());
        return json;
    }

    private static Map<String, @Nullable Object> column(Column column) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        type(column.type(), json);
        json.put("nativeType", column.nativeType());
        json.put("nullable", column.nullable());
        json.put("generated", column.computed());
        switch (column.generation()) {
            case IDENTITY -> json.put("identity", "default");
            case IDENTITY_ALWAYS -> json.put("identity", "always");
            case NONE, COMPUTED -> {}
        }
        if (column.hasDefault()) {
            json.put("hasDefault", true);
        }
        return json;
    }

    private static void type(ColumnType type, Map<String, @Nullable Object> json) {
        json.put("type", type.kind().canonicalName());
        if (type.size() >= 0) {
            json.put("size", type.size());
        }
        if (type.scale() >= 0) {
            json.put("scale", type.scale());
        }
        if (type.element() != null) {
            Map<String, @Nullable Object> element = new LinkedHashMap<>();
            type(type.element(), element);
            json.put("element", element);
        }
        if (type.zone() != null) {
            json.put("zone", type.zone());
        }
        if (type.stored() != null) {
            json.put("stored", type.stored());
        }
    }

    private static Map<String, @Nullable Object> reference(TableName child, ForeignKey key) {
        Map<String, @Nullable Object> json =
                pairs("columns", key.columns(), "table", key.parent().name());
        if (!key.parent().schema().equals(child.schema())) {
            json.put("schema", key.parent().schema());
        }
        json.put("parentColumns", key.parentColumns());
        if (!key.when().isEmpty()) {
            json.put("when", new TreeMap<>(key.when()));
        }
        if (key.enforcement() == ForeignKey.Enforcement.NONE) {
            json.put("declared", false);
        }
        return json;
    }

    private static Map<String, @Nullable Object> part(Part part) {
        Map<String, @Nullable Object> json = pairs("path", part.path(), "rows", part.rows());
        json.put("bytes", part.bytes());
        json.put("sha256", part.sha256());
        json.put("crc32", part.crc32());
        Part.Stored stored = part.stored();
        if (stored != null) {
            Map<String, @Nullable Object> file = pairs("path", stored.path(), "bytes", stored.bytes());
            file.put("sha256", stored.sha256());
            json.put("stored", file);
        }
        return json;
    }
}
