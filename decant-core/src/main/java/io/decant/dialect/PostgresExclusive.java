package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Foreign keys, keys and indexes that are dropped while rows are loaded and made again in the same transaction: checking
 * rows one by one, and growing an index, costs more than doing it at once. What would not come back exactly as it was stays
 * in place. Used once, on one connection.
 */
final class PostgresExclusive {
    /** Fewer rows are loaded sooner than two statements run. */
    static final long FEWEST_ROWS = 1_000;

    /** A table counts as nearly empty if for each of its rows so many come. */
    private static final long SHARE = 10;

    private final Connection connection;
    private final Duration lockTimeout;
    private final PostgresFlavor flavor = PostgresFlavor.withParameters();

    /** @param lockTimeout how long it waits for each table that others use */
    PostgresExclusive(Connection connection, Duration lockTimeout) {
        this.connection = connection;
        this.lockTimeout = lockTimeout;
    }

    /** A table as the catalog has it, with its name for regclass. */
    private record Owned(String name, TableName table, boolean plain, boolean own) {}

    /** Something that may be dropped for a while. */
    private record Candidate(
            long oid,
            TableName table,
            String name,
            String drop,
            List<String> restore,
            boolean marked,
            String obstacle) {}

    /** @throws DecantException {@code IMPORT_REFUSED} if this role does not own all of the tables */
    void requireOwner(Collection<Table> tables) throws SQLException {
        List<String> others = owned(tables).stream()
                .filter(t -> !t.own())
                .map(t -> t.table().toString())
                .toList();
        if (!others.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "--exclusive drops constraints and makes them again, which only a table's owner may do, and this role does"
                            + " not own: " + String.join(", ", others)
                            + ". Nothing was written. Import as their owner, or without --exclusive");
        }
    }

    /** @param coming how many rows each table gets */
    SetAside setAside(Map<Table, Long> coming) throws SQLException {
        Map<TableName, Long> rows = new LinkedHashMap<>();
        coming.forEach((table, count) -> {
            if (count >= FEWEST_ROWS) {
                rows.put(table.name(), count);
            }
        });
        List<String> left = new ArrayList<>();
        List<Owned> tables = new ArrayList<>();
        for (Owned table : owned(coming.keySet())) {
            if (rows.containsKey(table.table()) && table.plain()) {
                tables.add(table);
            } else if (rows.containsKey(table.table())) {
                left.add(table.table() + ": all, as it has partitions");
            }
        }
        String before = lockTimeout(lockTimeout.toMillis() + "ms");
        for (Owned table : tables) {
            lock(table);
        }
        Map<TableName, Boolean> empty = new LinkedHashMap<>();
        for (Owned table : List.copyOf(tables)) {
            long there = rowsUpTo(table, rows.getOrDefault(table.table(), 0L) / SHARE + 1);
            if (there > rows.getOrDefault(table.table(), 0L) / SHARE) {
                left.add(table.table() + ": all, as it has rows of its own");
                tables.remove(table);
            } else {
                empty.put(table.table(), there == 0);
            }
        }
        SetAside setAside = drop(tables, empty, left);
        lockTimeout(before);
        return setAside;
    }

    private SetAside drop(List<Owned> tables, Map<TableName, Boolean> empty, List<String> left) throws SQLException {
        List<String> described = described(tables);
        List<String> restore = new ArrayList<>();
        Map<TableName, List<String>> dropped = new TreeMap<>();
        List<Candidate> references = candidates(PostgresExclusiveSql.FOREIGN_KEYS, tables, List.of()).stream()
                // What it does to rows that are there, when their parents change, it has to go on doing.
                .map(c -> c.obstacle().isEmpty() && c.marked() && !empty.getOrDefault(c.table(), false)
                        ? new Candidate(
                                c.oid(),
                                c.table(),
                                c.name(),
                                c.drop(),
                                c.restore(),
                                true,
                                "it changes rows that are there")
                        : c)
                .toList();
        List<Long> gone = new ArrayList<>();
        for (Candidate reference : references) {
            if (drop(reference, dropped, left)) {
                gone.add(reference.oid());
            }
        }
        for (Candidate index : candidates(PostgresExclusiveSql.INDEXES, tables, gone)) {
            if (drop(index, dropped, left)) {
                restore.addAll(index.restore());
            }
        }
        references.stream().filter(c -> gone.contains(c.oid())).forEach(c -> restore.addAll(c.restore()));
        return new SetAside(
                tables.stream().map(Owned::table).toList(),
                restore,
                described,
                dropped.entrySet().stream()
                        .map(e -> e.getKey() + ": " + String.join(", ", e.getValue()))
                        .toList(),
                left);
    }

    private boolean drop(Candidate candidate, Map<TableName, List<String>> dropped, List<String> left)
            throws SQLException {
        if (!candidate.obstacle().isEmpty()) {
            left.add(candidate.table() + ": " + candidate.name() + ", as " + candidate.obstacle());
            return false;
        }
        try {
            execute(candidate.drop());
        } catch (SQLException e) {
            throw failure("table " + candidate.table() + " and the parent of " + candidate.name(), e);
        }
        dropped.computeIfAbsent(candidate.table(), t -> new ArrayList<>()).add(candidate.name());
        return true;
    }

    /** @throws DecantException {@code IMPORT_REFUSED} if something would not be as it was */
    void makeAgain(SetAside setAside) throws SQLException {
        execute("SET CONSTRAINTS ALL IMMEDIATE"); // a table with checks that wait cannot be altered
        for (String statement : setAside.restore()) {
            try {
                execute(statement);
            } catch (SQLException e) {
                throw PostgresFailure.of("the rows do not pass what was set aside for them", e);
            }
        }
        List<String> now = described(setAside.tables().stream()
                .map(t -> new Owned(flavor.table(t), t, true, true))
                .toList());
        if (!now.equals(setAside.described())) {
            Set<String> changed = new HashSet<>(setAside.described());
            now.forEach(changed::remove);
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "constraints or indexes could not be made again exactly as they were ("
                            + changed.stream()
                                    .map(line -> line.substring(0, line.indexOf('\n')))
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + "), so everything was rolled back. Import without --exclusive");
        }
    }

    private List<Owned> owned(Collection<Table> tables) throws SQLException {
        List<Owned> owned = new ArrayList<>();
        String[] names =
                tables.stream().map(t -> flavor.table(t.name())).sorted().toArray(String[]::new);
        try (PreparedStatement statement = connection.prepareStatement(PostgresExclusiveSql.TABLES)) {
            statement.setArray(1, connection.createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableName table = new TableName(row.getString(2), row.getString(3));
                    owned.add(new Owned(flavor.table(table), table, row.getBoolean(4), row.getBoolean(5)));
                }
            }
        }
        return owned;
    }

    /** One after the other, in the order of their names as everybody's import does, so that a message can name the table. */
    private void lock(Owned table) throws SQLException {
        try {
            execute("LOCK TABLE ONLY " + table.name() + " IN ACCESS EXCLUSIVE MODE");
        } catch (SQLException e) {
            throw failure("table " + table.table(), e);
        }
    }

    private DecantException failure(String alone, SQLException e) {
        if (!PostgresSnapshot.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            return PostgresFailure.of("cannot have " + alone + " alone", e);
        }
        return new DecantException(
                ErrorCode.DATABASE,
                "cannot have " + alone + " alone within " + lockTimeout.toMillis()
                        + " ms, as others use it. Nothing was written. Try again when it is quiet, or import without"
                        + " --exclusive",
                e);
    }

    private long rowsUpTo(Owned table, long most) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM (SELECT FROM ONLY " + table.name() + " LIMIT " + most + ") AS found")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Candidate> candidates(String sql, List<Owned> tables, List<Long> gone) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 0;
            if (sql.equals(PostgresExclusiveSql.INDEXES)) {
                statement.setArray(++parameter, connection.createArrayOf("bigint", gone.toArray()));
            }
            statement.setArray(++parameter, names(tables));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String obstacle = row.getString(8);
                    found.add(new Candidate(
                            row.getLong(1),
                            new TableName(row.getString(2), row.getString(3)),
                            row.getString(4),
                            row.getString(5),
                            List.of((String[]) row.getArray(6).getArray()),
                            row.getBoolean(7),
                            obstacle == null ? "" : obstacle));
                }
            }
        }
        return found;
    }

    private List<String> described(List<Owned> tables) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PostgresExclusiveSql.DESCRIBED)) {
            for (int parameter = 1; parameter <= 4; parameter++) {
                statement.setArray(parameter, names(tables));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getString(1) + "\n" + row.getString(2));
                }
            }
        }
        return lines;
    }

    private Array names(List<Owned> tables) throws SQLException {
        return connection.createArrayOf("text", tables.stream().map(Owned::name).toArray());
    }

    /** @return what it was */
    private String lockTimeout(String wanted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT current_setting('lock_timeout'), set_config('lock_timeout', ?, true)")) {
            statement.setString(1, wanted);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
