package io.decant.archive;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.List;
import java.util.stream.Collectors;

/** A script that makes tables in DuckDB out of the parts. */
final class DuckDbScript {
    private static final String HEAD = """
            -- Makes tables in DuckDB out of this archive. Run it inside the archive's folder:
            --   duckdb new.duckdb -c ".read load/duckdb.sql"
            -- Numbers that are wider than DuckDB's, JSON arrays and intervals stay text.
            """;

    private static final int WIDEST_DECIMAL = 38;

    private DuckDbScript() {}

    static String text(List<ManifestTable> tables, boolean several) {
        StringBuilder out = new StringBuilder(HEAD);
        if (several) {
            tables.stream()
                    .map(t -> t.name().schema())
                    .distinct()
                    .forEach(s -> out.append("CREATE SCHEMA IF NOT EXISTS ")
                            .append(SqlNames.identifier(s))
                            .append(";\n"));
        }
        for (ManifestTable table : tables) {
            String name = several
                    ? SqlNames.table(table.name())
                    : SqlNames.identifier(table.name().name());
            out.append("\nCREATE TABLE ")
                    .append(name)
                    .append(" AS\n  SELECT ")
                    .append(table.table().columns().stream()
                            .map(DuckDbScript::value)
                            .collect(Collectors.joining(",\n    ")))
                    .append("\n  FROM ")
                    .append(source(table))
                    .append(";\n");
        }
        return out.toString();
    }

    /** The parts as a table of text that tells NULL from the empty text. */
    static String source(ManifestTable table) {
        String files = table.parts().stream()
                .map(p -> SqlNames.literal(p.file().path()))
                .collect(Collectors.joining(", ", "[", "]"));
        String columns = table.table().columns().stream()
                .map(c -> SqlNames.literal(c.name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_csv(" + files
                + ", auto_detect=false, header=true, delim=',', quote='\"', escape='\"', new_line='\\r\\n',"
                + " nullstr='', allow_quoted_nulls=false, columns=" + columns + ")";
    }

    private static String value(Column column) {
        String name = SqlNames.identifier(column.name());
        if (column.type().kind() == TypeKind.BYTES) {
            return "from_base64(" + name + ") AS " + name;
        }
        String type = type(column.type());
        return type.isEmpty() ? name : "CAST(" + name + " AS " + type + ") AS " + name;
    }

    private static String type(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> type.size() < 0 || type.size() > 64 ? "" : "BIGINT";
            case DECIMAL ->
                type.size() < 0 || type.size() > WIDEST_DECIMAL
                        ? ""
                        : "DECIMAL(" + type.size() + "," + Math.max(0, type.scale()) + ")";
            case FLOAT32 -> "FLOAT";
            case FLOAT64 -> "DOUBLE";
            case UUID -> "UUID";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMPTZ -> "TIMESTAMPTZ";
            case JSON -> "JSON";
            case TEXT, BYTES, TIME, TIMESTAMPOFFSET, INTERVAL, ARRAY, OTHER -> "";
        };
    }
}
