package io.decant.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * SHA-256 over what makes two schemas the same: names, canonical types, nullability, keys and references, all sorted. Not
 * over comments, index and constraint names, defaults, counters or the order of columns. {@code docs/FORMAT.md} defines the
 * text that is hashed.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /** 64 lower-case hex digits. */
    public static String of(Schema schema) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text(schema).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The text that is hashed, one line each for a table, a column, a key and a reference. */
    static String text(Schema schema) {
        boolean several =
                schema.tables().stream().map(t -> t.name().schema()).distinct().count() > 1;
        StringBuilder out = new StringBuilder();
        for (Table table : schema.tables()) {
            out.append("table ").append(name(table.name(), several)).append('\n');
            sorted(table.columns().stream().map(Fingerprint::column).toList(), out);
            if (!table.primaryKey().isEmpty()) {
                out.append("primary").append(names(sorted(table.primaryKey()))).append('\n');
            }
            sorted(
                    table.uniqueKeys().stream()
                            .map(k -> "unique" + names(sorted(k)))
                            .toList(),
                    out);
            sorted(table.foreignKeys().stream().map(k -> reference(k, several)).toList(), out);
        }
        return out.toString();
    }

    private static void sorted(List<String> lines, StringBuilder out) {
        lines.stream().sorted().distinct().forEach(line -> out.append(line).append('\n'));
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    private static String column(Column column) {
        return "column " + quoted(column.name()) + " " + type(column.type())
                + (column.nullable() ? " null" : " not-null")
                + (column.computed() ? " computed" : "");
    }

    private static String type(ColumnType type) {
        String limits = type.size() < 0
                ? ""
                : type.scale() < 0 ? "(" + type.size() + ")" : "(" + type.size() + "," + type.scale() + ")";
        return type.kind().canonicalName() + limits + (type.element() == null ? "" : "[" + type(type.element()) + "]");
    }

    private static String reference(ForeignKey key, boolean several) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            pairs.put(key.columns().get(i), key.parentColumns().get(i));
        }
        return "reference " + name(key.parent(), several) + names(pairs.keySet()) + " to" + names(pairs.values());
    }

    private static String names(Collection<String> names) {
        return names.stream().map(n -> " " + quoted(n)).collect(Collectors.joining());
    }

    private static String name(TableName table, boolean several) {
        return several ? quoted(table.schema()) + "." + quoted(table.name()) : quoted(table.name());
    }

    /** A name with its length before it, so that no name can pass for two. */
    private static String quoted(String name) {
        return name.length() + ":" + name;
    }
}
