package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.Membership;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a manifest, or says in which field it is not one. */
final class ManifestReader {
    private static final long MOST_ROWS = Long.MAX_VALUE / 2;
    private static final Pattern CRC32 = Pattern.compile("[0-9a-f]{8}");

    private ManifestReader() {}

    /**
     * @throws DecantException {@code ARCHIVE_UNREADABLE}, {@code ARCHIVE_UNSUPPORTED}
     */
    static Manifest read(byte[] bytes) {
        JsonNode tree;
        try {
            tree = Json.parse(bytes);
        } catch (IOException e) {
            throw JsonView.unreadable(String.valueOf(e.getMessage()));
        }
        JsonView json = JsonView.object(tree, "");
        long format = json.number("format", 1, Integer.MAX_VALUE);
        if (format > Manifest.FORMAT) {
            throw unsupported("the archive has format " + format + "; this version of Decant reads " + Manifest.FORMAT);
        }
        List<String> requires = json.strings("requires");
        if (!requires.isEmpty()) {
            throw unsupported(
                    "the archive requires " + String.join(", ", requires) + ", which this version does not know");
        }
        Manifest manifest = manifest(json, requires);
        ManifestRules.check(manifest);
        return manifest;
    }

    private static DecantException unsupported(String what) {
        return new DecantException(ErrorCode.ARCHIVE_UNSUPPORTED, what + ". A newer version of Decant may read it");
    }

    private static Manifest manifest(JsonView json, List<String> requires) {
        JsonView source = json.object("source");
        JsonView tenant = json.object("tenant");
        JsonView snapshot = json.object("snapshot");
        JsonView audit = json.object("audit");
        JsonView totals = json.object("totals");
        return new Manifest(
                requires,
                json.string("createdBy"),
                json.instant("createdAt"),
                new Manifest.Source(source.string("product"), source.string("version")),
                new Manifest.Tenant(tenant.stringOrNull("table"), tenant.stringMap("key")),
                new Manifest.Moment(snapshot.instant("takenAt"), snapshot.string("means")),
                json.bool("ordered"),
                json.number("partSize", 1, Manifest.LARGEST_PART),
                compression(json.string("compression")),
                json.objects("tables", ManifestReader::table),
                new Manifest.Audit(
                        audit.number("lost", 0, MOST_ROWS),
                        audit.number("foreign", 0, MOST_ROWS),
                        audit.number("disagreeing", 0, MOST_ROWS)),
                json.objects("files", f -> new Manifest.FileEntry(f.string("path"), f.sha256("sha256"))),
                new Manifest.Totals(
                        (int) totals.number("tables", 0, Integer.MAX_VALUE),
                        totals.number("rows", 0, MOST_ROWS),
                        totals.number("bytes", 0, MOST_ROWS)),
                json.sha256("schemaFingerprint"));
    }

    private static Compression compression(String text) {
        for (Compression compression : Compression.values()) {
            if (compression.text().equals(text)) {
                return compression;
            }
        }
        throw unsupported("the archive's compression is not known to this version");
    }

    private static ManifestTable table(JsonView json) {
        TableName name = new TableName(json.string("schema"), json.string("name"));
        Membership membership = membership(json);
        if (membership == Membership.EXCLUDED) {
            String reason = json.optionalString("reason").orElse(null);
            Table bare = ArchivedTable.excluded(name, reason).table();
            return new ManifestTable(bare, membership, List.of(), reason, 0, 0, "", List.of());
        }
        Table table = new Table(
                name,
                json.objects("columns", ManifestReader::column),
                json.strings("primaryKey"),
                json.stringLists("uniqueKeys"),
                json.objects("foreignKeys", k -> reference(name, k)),
                List.of(),
                List.of(),
                -1,
                -1);
        return new ManifestTable(
                table,
                membership,
                json.strings("path"),
                null,
                json.number("rows", 0, MOST_ROWS),
                json.number("bytes", 0, MOST_ROWS),
                json.sha256("digest"),
                json.objects("parts", ManifestReader::part));
    }

    private static Membership membership(JsonView json) {
        String text = json.string("membership");
        for (Membership membership : Membership.values()) {
            if (membership.text().equals(text)) {
                return membership;
            }
        }
        throw JsonView.unreadable(json.place() + ".membership is none of root, owned, reached, referenced, excluded");
    }

    private static Column column(JsonView json) {
        Column.Generation generation = json.bool("generated") ? Column.Generation.COMPUTED : identity(json);
        return new Column(
                json.string("name"),
                type(json),
                json.string("nativeType"),
                json.bool("nullable"),
                generation,
                json.bool("hasDefault", false));
    }

    private static Column.Generation identity(JsonView json) {
        return switch (json.optionalString("identity").orElse("")) {
            case "" -> Column.Generation.NONE;
            case "default" -> Column.Generation.IDENTITY;
            case "always" -> Column.Generation.IDENTITY_ALWAYS;
            default -> throw JsonView.unreadable(json.place() + ".identity is neither default nor always");
        };
    }

    private static ColumnType type(JsonView json) {
        TypeKind kind;
        try {
            kind = TypeKind.ofCanonicalName(json.string("type"));
        } catch (IllegalArgumentException e) {
            throw JsonView.unreadable(json.place() + ".type is no canonical type");
        }
        @Nullable ColumnType element = kind == TypeKind.ARRAY ? type(json.object("element")) : null;
        return new ColumnType(
                kind,
                json.number("size", -1),
                json.number("scale", -1),
                element,
                json.optionalString("zone").orElse(null),
                json.optionalString("stored").orElse(null));
    }

    private static ForeignKey reference(TableName child, JsonView json) {
        List<String> columns = json.strings("columns");
        List<String> parentColumns = json.strings("parentColumns");
        if (columns.isEmpty() || columns.size() != parentColumns.size()) {
            throw JsonView.unreadable(json.place() + " has not as many parent columns as columns");
        }
        TableName parent = new TableName(json.optionalString("schema").orElse(child.schema()), json.string("table"));
        return new ForeignKey(
                child.name() + "(" + String.join(",", columns) + ")",
                child,
                columns,
                parent,
                parentColumns,
                json.bool("declared", true) ? ForeignKey.Enforcement.IMMEDIATE : ForeignKey.Enforcement.NONE,
                json.has("when") ? json.stringListMap("when") : Map.of());
    }

    private static Part part(JsonView json) {
        String crc32 = json.string("crc32");
        if (!CRC32.matcher(crc32).matches()) {
            throw JsonView.unreadable(json.place() + ".crc32 is not 8 hex digits in lower case");
        }
        return new Part(
                json.string("path"),
                json.number("rows", 0, Integer.MAX_VALUE),
                json.number("bytes", 0, Manifest.LARGEST_PART),
                json.sha256("sha256"),
                crc32,
                json.has("stored") ? stored(json.object("stored")) : null);
    }

    private static Part.Stored stored(JsonView json) {
        // Incompressible parts grow a little.
        long largest = Manifest.LARGEST_PART * 2;
        return new Part.Stored(json.string("path"), json.number("bytes", 0, largest), json.sha256("sha256"));
    }
}
