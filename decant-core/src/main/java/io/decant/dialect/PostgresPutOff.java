package io.decant.dialect;

import io.decant.dialect.WriteSupport.SetBack;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * References of empty tables checked by one query each when all rows are in, in place of a trigger for each row: a third of
 * the time of a load. A role that may set {@code session_replication_role} switches off the triggers of foreign keys by it,
 * and everybody else's with them; so this way is open only where there is nothing else to be switched off.
 *
 * <p>No row lock is needed on the parents, as a trigger would take it: they are rows of the same transaction, which nobody
 * else sees.
 */
final class PostgresPutOff {
    private static final String MAY = "SELECT pg_catalog.has_parameter_privilege('session_replication_role', 'SET')";

    private static final String MAY_BEFORE_15 = "SELECT current_setting('is_superuser') = 'on'";

    private static final String ORIGIN = "SELECT current_setting('session_replication_role') = 'origin'";

    /** Whether something of the tables would be switched off, or on, beside plain references among themselves. */
    private static final String OBSTACLE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c
                           WHERE c.oid = ANY (t.oids) AND (c.relkind <> 'r' OR c.relispartition))
                OR EXISTS (SELECT FROM pg_catalog.pg_trigger g
                           WHERE g.tgrelid = ANY (t.oids)
                             AND (g.tgisinternal AND g.tgenabled <> 'O'
                                  OR NOT g.tgisinternal AND (g.tgenabled = 'R'
                                                             OR g.tgenabled IN ('O', 'A') AND (g.tgtype & 20) <> 0)))
                OR EXISTS (SELECT FROM pg_catalog.pg_constraint k
                           WHERE k.conrelid = ANY (t.oids)
                             AND (k.contype IN ('p', 'u', 'x') AND k.condeferrable
                                  OR k.contype = 'f' AND (k.confrelid <> ALL (t.oids) OR k.conparentid <> 0
                                                          OR coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false))))
            FROM (SELECT ?::text[]::regclass[]::oid[] AS oids) AS t
            """;

    /** As the server itself asks when a constraint is added: with the constraint's own operators, and the parent's collation. */
    private static final String CHECKS = """
            SELECT k.conname, n.nspname, c.relname,
                   format('SELECT EXISTS (SELECT FROM ONLY %I.%I AS child LEFT JOIN ONLY %I.%I AS parent ON %s'
                          || ' WHERE parent.%I IS NULL AND (%s))',
                          n.nspname, c.relname, pn.nspname, p.relname,
                          string_agg(format('parent.%I%s OPERATOR(%I.%s) child.%I%s', pa.attname, co.clause, opn.nspname,
                                            o.oprname, ca.attname, co.clause), ' AND ' ORDER BY key.place),
                          min(pa.attname) FILTER (WHERE key.place = 1),
                          string_agg(format('child.%I IS NOT NULL', ca.attname),
                                     CASE k.confmatchtype WHEN 'f' THEN ' OR ' ELSE ' AND ' END ORDER BY key.place))
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class p ON p.oid = k.confrelid
            JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            CROSS JOIN LATERAL unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY AS key(child, parent, op, place)
            JOIN pg_catalog.pg_attribute ca ON ca.attrelid = c.oid AND ca.attnum = key.child
            JOIN pg_catalog.pg_attribute pa ON pa.attrelid = p.oid AND pa.attnum = key.parent
            JOIN pg_catalog.pg_operator o ON o.oid = key.op
            JOIN pg_catalog.pg_namespace opn ON opn.oid = o.oprnamespace
            CROSS JOIN LATERAL (
                SELECT coalesce((SELECT format(' COLLATE %I.%I', coln.nspname, col.collname)
                                 FROM pg_catalog.pg_collation col
                                 JOIN pg_catalog.pg_namespace coln ON coln.oid = col.collnamespace
                                 WHERE col.oid = pa.attcollation AND pa.attcollation <> ca.attcollation), '') AS clause) AS co
            WHERE k.contype = 'f' AND k.conrelid = ANY (?::text[]::regclass[])
              AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
            GROUP BY k.oid, k.conname, k.confmatchtype, n.nspname, c.relname, pn.nspname, p.relname
            ORDER BY n.nspname, c.relname, k.conname
            """;

    private final Connection connection;
    private final PostgresFlavor flavor = PostgresFlavor.withParameters();

    PostgresPutOff(Connection connection) {
        this.connection = connection;
    }

    /** A question that is true if a reference is broken. */
    private record Check(String constraint, String table, String broken) {}

    /** @param tables all empty */
    Optional<SetBack> begin(Collection<Table> tables) throws SQLException {
        Array names = connection.createArrayOf(
                "text", tables.stream().map(t -> flavor.table(t.name())).toArray());
        if (!mayAndIsPlain(names)) {
            return Optional.empty();
        }
        List<Check> checks = checks(names);
        set("session_replication_role", "replica");
        return Optional.of(() -> {
            set("session_replication_role", "origin");
            String memory = set("work_mem", setting("maintenance_work_mem"));
            for (Check check : checks) {
                if (yes(check.broken())) {
                    throw new DecantException(
                            ErrorCode.IMPORT_REFUSED,
                            "cannot load " + check.table()
                                    + ": a row refers to a parent that is not there, or loses its own (constraint "
                                    + check.constraint() + ", table " + check.table() + ")");
                }
            }
            set("work_mem", memory);
        });
    }

    private boolean mayAndIsPlain(Array names) throws SQLException {
        boolean may = yes(connection.getMetaData().getDatabaseMajorVersion() >= 15 ? MAY : MAY_BEFORE_15);
        if (!may || !yes(ORIGIN)) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(OBSTACLE)) {
            statement.setArray(1, names);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return !row.getBoolean(1);
            }
        }
    }

    private List<Check> checks(Array names) throws SQLException {
        List<Check> checks = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CHECKS)) {
            statement.setArray(1, names);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    checks.add(
                            new Check(row.getString(1), row.getString(2) + "." + row.getString(3), row.getString(4)));
                }
            }
        }
        return checks;
    }

    private boolean yes(String question) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(question)) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private String setting(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /**
     * For the rest of the transaction.
     *
     * @return what it was
     */
    private String set(String name, String value) throws SQLException {
        String before = setting(name);
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
        return before;
    }
}
