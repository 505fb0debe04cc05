package io.decant.archive;

import io.decant.plan.LoadOrder;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A psql script that loads the parts into tables that are there. Every part goes through a staging table of text, whose
 * names are ours: a hostile column name cannot end a {@code \copy} line.
 */
final class PostgresScript {
    private static final String HEAD = """
            -- Loads this archive into PostgreSQL, without Decant. The tables must be there and be empty.
            -- Run it inside the archive's folder:  psql -v ON_ERROR_STOP=1 -d DATABASE -f load/postgresql.sql
            -- It is one transaction. Parents come first; where tables refer to each other in a circle, make those
            -- references DEFERRABLE, or drop and add them again.
            \\set ON_ERROR_STOP on
            BEGIN;
            SET CONSTRAINTS ALL DEFERRED;

            CREATE FUNCTION pg_temp.decant_array(v jsonb, bytes boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
              SELECT CASE jsonb_typeof(v)
                WHEN 'null' THEN 'NULL'
                WHEN 'array' THEN '{' || coalesce((SELECT string_agg(pg_temp.decant_array(e, bytes), ',' ORDER BY n)
                  FROM jsonb_array_elements(v) WITH ORDINALITY AS x(e, n)), '') || '}'
                ELSE '"' || replace(replace(CASE WHEN bytes THEN '\\x' || encode(decode(v #>> '{}', 'base64'), 'hex')
                  ELSE v #>> '{}' END, '\\', '\\\\'), '"', '\\"') || '"' END
            $$;
            -- ISO 8601 counts years through zero and signs those of more than four digits; PostgreSQL says BC.
            CREATE FUNCTION pg_temp.decant_time(v text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
              SELECT CASE WHEN v ~ '^-[0-9]' THEN lpad((1 + split_part(substr(v, 2), '-', 1)::int)::text, 4, '0')
                  || substr(v, strpos(substr(v, 2), '-') + 1) || ' BC'
                WHEN v LIKE '+%' THEN substr(v, 2) ELSE v END
            $$;
            """;

    private static final Set<TypeKind> TIMES =
            EnumSet.of(TypeKind.DATE, TypeKind.TIMESTAMP, TypeKind.TIMESTAMPTZ, TypeKind.TIMESTAMPOFFSET);

    private final boolean fromPostgres;
    private final StringBuilder out = new StringBuilder(HEAD);

    private PostgresScript(boolean fromPostgres) {
        this.fromPostgres = fromPostgres;
    }

    static String text(ManifestHead head, List<ManifestTable> tables) {
        PostgresScript script = new PostgresScript(head.source().product().equals("PostgreSQL"));
        Map<TableName, ManifestTable> byName = new TreeMap<>();
        tables.forEach(t -> byName.put(t.name(), t));
        List<Table> schema = tables.stream().map(ManifestTable::table).toList();
        int number = 1;
        List<ForeignKey> references =
                schema.stream().flatMap(t -> t.foreignKeys().stream()).toList();
        for (TableName name : LoadOrder.of(schema, references).tables()) {
            ManifestTable described = byName.get(name);
            if (described != null && described.rows() > 0) {
                script.load(described, "decant_" + number++);
            }
        }
        return script.out.append("\nCOMMIT;\n").toString();
    }

    private void load(ManifestTable table, String staging) {
        List<Column> columns = table.table().columns();
        out.append("\n-- ").append(SqlNames.comment(table.name().toString())).append('\n');
        out.append("CREATE TEMP TABLE ")
                .append(staging)
                .append(" (")
                .append(IntStream.rangeClosed(1, columns.size())
                        .mapToObj(i -> "c" + i + " text")
                        .collect(Collectors.joining(", ")))
                .append(") ON COMMIT DROP;\n");
        for (Part part : table.parts()) {
            out.append("\\copy ")
                    .append(staging)
                    .append(" from ")
                    .append(source(part))
                    .append(" with (format csv, header true, encoding 'UTF8')\n");
        }
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!column.computed()) {
                names.add(SqlNames.identifier(column.name()));
                values.add(value("c" + (i + 1), column));
            }
        }
        boolean always = columns.stream().anyMatch(c -> c.generation() == Column.Generation.IDENTITY_ALWAYS);
        out.append("INSERT INTO ")
                .append(SqlNames.table(table.name()))
                .append(" (")
                .append(String.join(", ", names))
                .append(")")
                .append(always ? " OVERRIDING SYSTEM VALUE" : "")
                .append("\n  SELECT ")
                .append(String.join(", ", values))
                .append(" FROM ")
                .append(staging)
                .append(";\nDROP TABLE ")
                .append(staging)
                .append(";\n");
    }

    private static String source(Part part) {
        String file = part.file().path();
        if (file.endsWith(Compression.GZIP.suffix())) {
            return "program 'gzip -dc " + file + "'";
        }
        if (file.endsWith(Compression.ZSTD.suffix())) {
            return "program 'zstd -dc " + file + "'";
        }
        return "'" + file + "'";
    }

    private String value(String text, Column column) {
        ColumnType type = column.type();
        if (type.kind() == TypeKind.BYTES) {
            return "decode(" + text + ", 'base64')";
        }
        if (type.kind() == TypeKind.ARRAY) {
            String array = "pg_temp.decant_array(" + text + "::jsonb, " + ofBytes(type) + ")";
            return "CASE WHEN " + text + " IS NOT NULL THEN " + array + " END::" + nativeOr(column, "text");
        }
        if (TIMES.contains(type.kind())) {
            return "pg_temp.decant_time(" + text + ")::" + nativeOr(column, plainType(type.kind()));
        }
        return text + "::" + nativeOr(column, plainType(type.kind()));
    }

    private static boolean ofBytes(ColumnType array) {
        ColumnType element = array.element();
        return element != null
                && (element.kind() == TypeKind.BYTES || (element.kind() == TypeKind.ARRAY && ofBytes(element)));
    }

    private String nativeOr(Column column, String type) {
        return fromPostgres && !column.nativeType().isEmpty() ? column.nativeType() : type;
    }

    /** A type from which PostgreSQL assigns to whatever the table has. */
    private static String plainType(TypeKind kind) {
        return switch (kind) {
            case INTEGER, DECIMAL -> "numeric";
            case FLOAT32 -> "real";
            case FLOAT64 -> "double precision";
            case TIMESTAMPTZ, TIMESTAMPOFFSET -> "timestamptz";
            case TEXT, OTHER, BYTES, ARRAY -> "text";
            case BOOLEAN, UUID, DATE, TIME, TIMESTAMP, INTERVAL, JSON ->
                kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
