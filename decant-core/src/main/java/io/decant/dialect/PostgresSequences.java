package io.decant.dialect;

import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sequences behind identities, serials and other defaults that count. */
final class PostgresSequences {
    private static final String BEHIND = """
            SELECT a.attname, n.nspname, s.relname
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
            JOIN pg_catalog.pg_depend d
              ON d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'i'
                 AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = a.attrelid
                 AND d.refobjsubid = a.attnum
              OR d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = ad.oid
                 AND d.refclassid = 'pg_catalog.pg_class'::regclass
            JOIN pg_catalog.pg_class s
              ON s.oid = CASE WHEN d.deptype = 'i' THEN d.objid ELSE d.refobjid END AND s.relkind = 'S'
            JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
            WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0
            """;

    private PostgresSequences() {}

    /** Sequences that count downwards, or that are past the value already, stay as they are. */
    static void advance(Connection connection, TableName table, Map<String, String> maxima) throws SQLException {
        Map<String, TableName> sequences = behind(connection, table);
        for (Map.Entry<String, String> entry : maxima.entrySet()) {
            TableName sequence = sequences.get(entry.getKey());
            if (sequence != null) {
                advance(connection, sequence, entry.getValue());
            }
        }
    }

    /** The call that gives a column's next number; empty if no sequence is behind it. */
    static Optional<String> next(Connection connection, TableName table, String column) throws SQLException {
        TableName sequence = behind(connection, table).get(column);
        if (sequence == null) {
            return Optional.empty();
        }
        String name = PostgresFlavor.withParameters().table(sequence);
        return Optional.of("pg_catalog.nextval('" + name.replace("'", "''") + "'::pg_catalog.regclass)");
    }

    private static Map<String, TableName> behind(Connection connection, TableName table) throws SQLException {
        Map<String, TableName> sequences = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BEHIND)) {
            statement.setString(1, PostgresFlavor.withParameters().table(table));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sequences.put(row.getString(1), new TableName(row.getString(2), row.getString(3)));
                }
            }
        }
        return sequences;
    }

    private static void advance(Connection connection, TableName sequence, String max) throws SQLException {
        String name = PostgresFlavor.withParameters().table(sequence);
        String sql = "SELECT pg_catalog.setval(i.seqrelid::regclass, least(m.value, i.seqmax)::bigint)"
                + " FROM " + name + " AS s, pg_catalog.pg_sequence AS i, (SELECT ?::numeric) AS m(value)"
                + " WHERE i.seqrelid = ?::regclass AND i.seqincrement > 0"
                + " AND (m.value > s.last_value OR m.value = s.last_value AND NOT s.is_called)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, max);
            statement.setString(2, name);
            statement.execute();
        }
    }
}
