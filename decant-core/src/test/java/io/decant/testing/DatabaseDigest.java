package io.decant.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What is in a whole database, by an oracle that is none of our code: every row of every table of the user's, in no order,
 * in the server's or the driver's own form, byte for byte. Two are equal if nobody could tell the databases apart by their
 * rows and definitions. Numbers that sequences will give next are not in it, because no rollback takes them back.
 *
 * @param tables for each table {@code 3 rows 5f…}; an entry {@code (definitions)} for keys, checks and triggers
 */
public record DatabaseDigest(SortedMap<String, String> tables) {
    public DatabaseDigest {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    public static DatabaseDigest of(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return of(connection);
        }
    }

    /** @param connection sees what its own transaction wrote */
    public static DatabaseDigest of(Connection connection) throws SQLException {
        DigestQueries queries = DigestQueries.of(connection);
        SortedMap<String, String> tables = new TreeMap<>();
        for (List<String> name : Rows.of(connection, queries.tables())) {
            tables.put(String.join(".", name), rows(connection, queries, queries.rows(queries.quoted(name), "1 = 1")));
        }
        List<String> definitions = new ArrayList<>();
        for (String query : queries.definitions()) {
            Rows.of(connection, query).forEach(row -> definitions.add(row.toString()));
        }
        tables.put("(definitions)", sum(definitions));
        return new DatabaseDigest(tables);
    }

    /**
     * The digest of some rows of one table.
     *
     * @param table exact name, without a schema
     * @param whereSql in the product's own SQL, without the word
     */
    public static String of(DataSource database, String table, String whereSql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            DigestQueries queries = DigestQueries.of(connection);
            return rows(connection, queries, queries.rows(queries.quoted(List.of(table)), whereSql));
        }
    }

    /** What sequences, identities and counters will go on from, by their names. */
    public static SortedMap<String, String> sequences(DataSource database) throws SQLException {
        SortedMap<String, String> sequences = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            DigestQueries queries = DigestQueries.of(connection);
            if (!queries.sequences(connection).isEmpty()) {
                for (List<String> row : Rows.of(connection, queries.sequences(connection))) {
                    sequences.put(row.get(0), String.valueOf(row.get(1)));
                }
            }
        }
        return sequences;
    }

    /** Names of temporary tables that this session sees: what an import must not leave behind. */
    public static List<String> temporaryTables(Connection connection) throws SQLException {
        return Rows.of(connection, DigestQueries.of(connection).temporaryTables()).stream()
                .map(row -> row.get(0))
                .sorted()
                .toList();
    }

    private static String rows(Connection connection, DigestQueries queries, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(queries.text(result));
            }
        }
        return sum(rows);
    }

    private static String sum(List<String> rows) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            rows.stream().sorted().forEach(row -> {
                sha256.update((row.length() + ":").getBytes(StandardCharsets.UTF_8));
                sha256.update(row.getBytes(StandardCharsets.UTF_16BE));
            });
            return rows.size() + " rows " + HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
