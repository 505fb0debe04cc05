package io.decant.dialect;

import io.decant.dialect.postgresql.PostgresType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalog's types behind some columns: domains down to what they are over, arrays down to their elements. */
final class PostgresTypes {
    private static final String QUERY = """
            WITH RECURSIVE needed(oid) AS (
                SELECT unnest(?::oid[])
                UNION
                SELECT inner_type.oid
                FROM needed
                JOIN pg_catalog.pg_type t ON t.oid = needed.oid
                CROSS JOIN LATERAL (VALUES (t.typbasetype), (t.typelem)) AS inner_type(oid)
                WHERE inner_type.oid <> 0)
            SELECT t.oid, n.nspname = 'pg_catalog', t.typtype, t.typcategory,
                   CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem ELSE 0 END,
                   t.typbasetype, pg_catalog.format_type(t.typbasetype, t.typtypmod),
                   pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname),
                   t.typname = 'citext', t.typnotnull, t.typdefault IS NOT NULL
            FROM needed
            JOIN pg_catalog.pg_type t ON t.oid = needed.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            """;

    private static final Pattern MODIFIERS = Pattern.compile("\\([^()\"]*\\)$");

    private final Map<Integer, Entry> entries = new HashMap<>();

    /** One row of pg_type, with the name that SQL understands whatever the search path. */
    private record Entry(
            boolean builtIn,
            boolean domain,
            boolean textLike,
            int element,
            int base,
            String baseFormatted,
            String qualified,
            boolean notNull,
            boolean hasDefault) {}

    private PostgresTypes() {}

    static PostgresTypes of(Connection connection, Collection<Integer> oids) throws SQLException {
        PostgresTypes types = new PostgresTypes();
        Array wanted = connection.createArrayOf("int8", oids.stream().distinct().toArray());
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, wanted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    types.entries.put((int) row.getLong(1), entry(row));
                }
            }
        }
        return types;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        boolean citext = row.getBoolean(9);
        return new Entry(
                row.getBoolean(2),
                row.getString(3).equals("d"),
                row.getString(3).equals("e") || citext,
                (int) row.getLong(5),
                (int) row.getLong(6),
                Optional.ofNullable(row.getString(7)).orElse(""),
                row.getString(8),
                row.getBoolean(10),
                row.getBoolean(11));
    }

    /**
     * @param formatted the type with its modifiers, as the catalog formats it
     * @return what it comes down to, its name good for SQL whatever the search path
     */
    PostgresType resolve(int oid, String formatted) {
        Entry entry = require(oid);
        if (entry.domain()) {
            return resolve(entry.base(), entry.baseFormatted());
        }
        if (entry.element() != 0 && formatted.endsWith("[]")) {
            Entry element = require(entry.element());
            PostgresType inside = resolve(entry.element(), formatted.substring(0, formatted.length() - 2));
            // A binary array names its element type, and that is the domain, not what the domain is over.
            return PostgresType.arrayOf(element.domain() ? inside.withOid(entry.element()) : inside);
        }
        if (entry.builtIn()) {
            return PostgresType.of(formatted, oid, false);
        }
        Matcher modifiers = MODIFIERS.matcher(formatted);
        return PostgresType.of(entry.qualified() + (modifiers.find() ? modifiers.group() : ""), oid, entry.textLike());
    }

    /** Whether a domain forbids NULL. */
    boolean notNull(int oid) {
        Entry entry = require(oid);
        return entry.domain() && (entry.notNull() || notNull(entry.base()));
    }

    /** Whether a domain brings a default. */
    boolean hasDefault(int oid) {
        Entry entry = require(oid);
        return entry.domain() && (entry.hasDefault() || hasDefault(entry.base()));
    }

    private Entry require(int oid) {
        Entry entry = entries.get(oid);
        if (entry == null) {
            throw new IllegalStateException("pg_type has no type " + Integer.toUnsignedString(oid));
        }
        return entry;
    }
}
