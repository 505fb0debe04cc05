package io.decant.archive;

import io.decant.plan.Membership;
import io.decant.schema.Schema;
import io.decant.schema.TableName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says of itself: {@code manifest.json}. {@code docs/FORMAT.md} describes each field.
 *
 * @param requires features that a reader must know, mostly none
 * @param createdBy the program that wrote it, with its version
 * @param createdAt when the export began
 * @param source the database product that it came from
 * @param tenant whose rows these are
 * @param snapshot the one moment that all rows are of
 * @param ordered whether rows are in primary-key order
 * @param partSize largest part allowed, in bytes of plain CSV
 * @param compression of the parts
 * @param tables every table of the schema, excluded ones included, ordered by name
 * @param audit the ownership proof made inside the snapshot
 * @param files members beside the parts, with their hashes
 * @param totals sums over the tables that are in the archive
 * @param schemaFingerprint 64 lower-case hex digits
 */
public record Manifest(
        List<String> requires,
        String createdBy,
        Instant createdAt,
        Source source,
        Tenant tenant,
        Moment snapshot,
        boolean ordered,
        long partSize,
        Compression compression,
        List<ManifestTable> tables,
        Audit audit,
        List<FileEntry> files,
        Totals totals,
        String schemaFingerprint) {

    /** The format version that this release writes, and the newest it reads. */
    public static final int FORMAT = 1;

    /** The commit mark. */
    public static final String FILE = "manifest.json";

    /** 100 MB: no part of any archive holds more bytes of plain CSV. */
    public static final long LARGEST_PART = 104_857_600;

    /** A database product, such as {@code PostgreSQL} and {@code 18.6}. */
    public record Source(String product, String version) {}

    /**
     * Whose rows these are. It prints nothing of the key, which is a row value.
     *
     * @param table the root table's name, null where the schema has none
     * @param key canonical text by column name, in the key's order
     */
    public record Tenant(@Nullable String table, Map<String, String> key) {
        public Tenant {
            key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        }

        @Override
        public String toString() {
            return "tenant of " + table + ", key " + key.keySet();
        }
    }

    /**
     * The moment of the snapshot.
     *
     * @param takenAt by the database's clock
     * @param means how it was obtained
     */
    public record Moment(Instant takenAt, String means) {}

    /** Rows that the ownership proof found wrong: none, for an archive that may be imported. */
    public record Audit(long lost, long foreign, long disagreeing) {
        public static final Audit CLEAN = new Audit(0, 0, 0);
    }

    /** A member that is not a part. */
    public record FileEntry(String path, String sha256) {}

    /** Sums over the tables that are in the archive; bytes of plain CSV. */
    public record Totals(int tables, long rows, long bytes) {}

    public Manifest {
        requires = List.copyOf(requires);
        tables = List.copyOf(tables);
        files = List.copyOf(files);
    }

    /** The tables that are in the archive: all but the excluded ones. */
    public List<ManifestTable> included() {
        return tables.stream().filter(ManifestTable::included).toList();
    }

    /** The table of exactly this name. */
    public Optional<ManifestTable> table(TableName name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** The tables that are in the archive, as the source's catalog had them. */
    public Schema schema() {
        return Schema.of(included().stream().map(ManifestTable::table).toList());
    }

    /** How messages name a table: with its schema only where several schemas take part. */
    public String label(TableName name) {
        boolean several = tables.stream().map(t -> t.name().schema()).distinct().count() > 1;
        return several ? name.toString() : name.name();
    }

    /** The root's own table, where there is one. */
    public Optional<ManifestTable> root() {
        return tables.stream().filter(t -> t.membership() == Membership.ROOT).findFirst();
    }
}
