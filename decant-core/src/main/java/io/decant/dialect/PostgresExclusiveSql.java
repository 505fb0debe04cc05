package io.decant.dialect;

/**
 * The catalog's answers to what may be dropped for a while. Statements come from the server's own functions, which quote
 * names and know every property; what they do not carry stands beside them as statements of its own, or is a reason to leave
 * the thing in place. Each query takes the tables as an array of names for regclass.
 */
final class PostgresExclusiveSql {
    /** Whose the tables are, and whether they are plain. */
    static final String TABLES = """
            SELECT c.oid::regclass::text, n.nspname, c.relname, c.relkind = 'r' AND NOT c.relispartition,
                   pg_catalog.pg_has_role(c.relowner, 'USAGE')
            FROM unnest(?::text[]) WITH ORDINALITY AS t(name, place)
            JOIN pg_catalog.pg_class c ON c.oid = t.name::regclass
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY t.place
            """;

    /**
     * Foreign keys: oid, schema, table, name, drop, restore, whether it acts on a change of the parent, why it has to stay.
     *
     * <p>One that is NOT VALID stays since the new rows, which it does check, would not be checked by its return.
     */
    static final String FOREIGN_KEYS = """
            SELECT k.oid, n.nspname, c.relname, k.conname,
                   format('ALTER TABLE ONLY %I.%I DROP CONSTRAINT %I', n.nspname, c.relname, k.conname),
                   ARRAY[format('ALTER TABLE ONLY %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
                                pg_catalog.pg_get_constraintdef(k.oid))]
                   || CASE WHEN pg_catalog.obj_description(k.oid, 'pg_constraint') IS NOT NULL THEN
                      ARRAY[format('COMMENT ON CONSTRAINT %I ON %I.%I IS %L', k.conname, n.nspname, c.relname,
                                   pg_catalog.obj_description(k.oid, 'pg_constraint'))] ELSE '{}' END,
                   k.confupdtype NOT IN ('a', 'r') OR k.confdeltype NOT IN ('a', 'r'),
                   CASE WHEN NOT k.convalidated OR NOT coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
                        THEN 'it is not valid yet, or not enforced'
                        WHEN k.conparentid <> 0 OR p.relkind <> 'r' OR p.relispartition THEN 'it has to do with partitions'
                        WHEN NOT pg_catalog.pg_has_role(p.relowner, 'USAGE') THEN 'its parent is not this role''s own'
                        WHEN coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false) THEN 'it is about periods'
                        WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger g
                                     WHERE g.tgconstraint = k.oid AND g.tgenabled <> 'O')
                        THEN 'its triggers are not as they were made'
                        WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                                     WHERE d.refclassid = 'pg_catalog.pg_constraint'::regclass AND d.refobjid = k.oid
                                       AND d.deptype <> 'i')
                          OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                     WHERE d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid
                                       AND d.deptype IN ('e', 'x'))
                        THEN 'something else depends on it' END
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class p ON p.oid = k.confrelid
            WHERE k.contype = 'f' AND k.conrelid = ANY (?::text[]::regclass[])
            ORDER BY n.nspname, c.relname, k.conname
            """;

    /**
     * Indexes, those of keys too: oid, schema, table, name, drop, restore, whether a key is on it, why it has to stay. The
     * second array has the foreign keys that are dropped already.
     */
    static final String INDEXES = """
            SELECT i.oid, n.nspname, t.relname, i.relname,
                   CASE WHEN k.oid IS NULL THEN format('DROP INDEX %I.%I', n.nspname, i.relname)
                        ELSE format('ALTER TABLE ONLY %I.%I DROP CONSTRAINT %I', n.nspname, t.relname, k.conname) END,
                   array_remove(ARRAY[
                       pg_catalog.pg_get_indexdef(i.oid),
                       CASE WHEN k.oid IS NOT NULL THEN
                           format('ALTER TABLE ONLY %I.%I ADD CONSTRAINT %I %s USING INDEX %I%s%s', n.nspname, t.relname,
                                  k.conname, CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END, i.relname,
                                  CASE WHEN k.condeferrable THEN ' DEFERRABLE' END,
                                  CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' END) END,
                       format('COMMENT ON INDEX %I.%I IS ', n.nspname, i.relname)
                           || quote_literal(pg_catalog.obj_description(i.oid, 'pg_class')),
                       CASE WHEN k.oid IS NOT NULL THEN
                           format('COMMENT ON CONSTRAINT %I ON %I.%I IS ', k.conname, n.nspname, t.relname)
                           || quote_literal(pg_catalog.obj_description(k.oid, 'pg_constraint')) END,
                       CASE WHEN x.indisclustered THEN
                           format('ALTER TABLE ONLY %I.%I CLUSTER ON %I', n.nspname, t.relname, i.relname) END,
                       CASE WHEN x.indisreplident THEN
                           format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY USING INDEX %I',
                                  n.nspname, t.relname, i.relname) END], NULL)
                   || ARRAY(SELECT format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s',
                                          n.nspname, i.relname, a.attnum, a.attstattarget)
                            FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid = i.oid AND a.attstattarget >= 0 ORDER BY a.attnum),
                   k.oid IS NOT NULL,
                   CASE WHEN NOT (x.indisvalid AND x.indisready AND x.indislive) THEN 'it is not valid'
                        WHEN x.indisexclusion OR k.contype NOT IN ('p', 'u') THEN 'it excludes more than equal keys'
                        WHEN NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE') THEN 'this role may make nothing in the schema'
                        WHEN i.reltablespace <> 0 THEN 'it lies in a tablespace of its own'
                        WHEN (x.indisprimary OR x.indisreplident) AND EXISTS (SELECT FROM pg_catalog.pg_publication)
                        THEN 'a publication tells rows by it'
                        WHEN EXISTS (SELECT FROM pg_catalog.pg_depend d
                                     WHERE (d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.oid
                                         OR d.refclassid = 'pg_catalog.pg_constraint'::regclass AND d.refobjid = k.oid)
                                       AND d.deptype <> 'i'
                                       AND NOT (d.classid = 'pg_catalog.pg_constraint'::regclass
                                                AND d.objid = ANY (?::bigint[]::oid[])))
                          OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                     WHERE (d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.oid
                                         OR d.classid = 'pg_catalog.pg_constraint'::regclass AND d.objid = k.oid)
                                       AND d.deptype IN ('e', 'x'))
                        THEN 'something else depends on it' END
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
            WHERE x.indrelid = ANY (?::text[]::regclass[])
            ORDER BY n.nspname, t.relname, i.relname
            """;

    /** All about the tables' constraints and indexes that has to be the same in the end: which one it is, and its properties. */
    static final String DESCRIBED = """
            SELECT format('%s of %s', k.conname, k.conrelid::regclass) AS which,
                   format('%s constraint %s %s %s %s %s %s %s on %s, %s', k.conrelid::regclass, k.conname, k.contype,
                          pg_catalog.pg_get_constraintdef(k.oid), k.convalidated, k.conislocal, k.coninhcount,
                          k.connoinherit, nullif(k.conindid, 0)::regclass, pg_catalog.obj_description(k.oid, 'pg_constraint'))
                   || (SELECT coalesce(string_agg(g.tgenabled::text || g.tgtype || g.tgdeferrable || g.tginitdeferred
                                                  || g.tgrelid::regclass, ' ' ORDER BY g.tgrelid::regclass::text, g.tgtype,
                                                                                       g.tgfoid), '')
                       FROM pg_catalog.pg_trigger g WHERE g.tgconstraint = k.oid) AS line
            FROM pg_catalog.pg_constraint k
            WHERE k.conrelid = ANY (?::text[]::regclass[]) OR k.confrelid = ANY (?::text[]::regclass[])
            UNION ALL
            SELECT format('%s of %s', i.relname, x.indrelid::regclass),
                   format('%s index %s %s %s %s, %s', x.indrelid::regclass, pg_catalog.pg_get_indexdef(i.oid),
                          ARRAY[x.indisunique, x.indisprimary, x.indisexclusion, x.indimmediate, x.indisclustered,
                                x.indisvalid, x.indisready, x.indislive, x.indisreplident],
                          i.reltablespace, i.reloptions, pg_catalog.obj_description(i.oid, 'pg_class'))
                   || (SELECT coalesce(string_agg(a.attnum || ':' || a.attstattarget, ' ' ORDER BY a.attnum), '')
                       FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.oid AND a.attstattarget >= 0)
            FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            WHERE x.indrelid = ANY (?::text[]::regclass[])
            UNION ALL
            SELECT format('columns of %s', c.oid::regclass),
                   format('%s table %s %s', c.oid::regclass, c.relreplident,
                          (SELECT string_agg(a.attname || a.attnotnull, ' ' ORDER BY a.attnum)
                           FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0))
            FROM pg_catalog.pg_class c
            WHERE c.oid = ANY (?::text[]::regclass[])
            ORDER BY which, line
            """;

    private PostgresExclusiveSql() {}
}
