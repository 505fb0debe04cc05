package io.decant.dialect;

/**
 * The catalog's queries. They call no function that locks a table (as pg_table_size and pg_get_expr do), so they never wait
 * behind a migration. Facts that only newer versions have are asked through {@code to_jsonb}.
 */
final class PostgresCatalogSql {
    /** Ordinary and partitioned tables; partitions count as part of their root. Statistics stand for sizes. */
    static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, s.tuples, s.pages * pg_catalog.current_setting('block_size')::bigint,
                   c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL (
                SELECT CASE WHEN bool_and(leaf.reltuples < 0) THEN -1
                            ELSE sum(greatest(leaf.reltuples, 0))::bigint END AS tuples,
                       CASE WHEN bool_and(leaf.reltuples < 0) THEN NULL
                            ELSE sum(leaf.relpages + coalesce(toast.relpages, 0)) END AS pages
                FROM (SELECT c.oid WHERE c.relkind = 'r'
                      UNION ALL
                      SELECT p.relid FROM pg_catalog.pg_partition_tree(
                          CASE WHEN c.relkind = 'p' THEN c.oid END) p WHERE p.isleaf) AS part(oid)
                JOIN pg_catalog.pg_class leaf ON leaf.oid = part.oid
                LEFT JOIN pg_catalog.pg_class toast ON toast.oid = leaf.reltoastrelid) AS s
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp_)'
            """;

    /** Columns in the catalog's order, without the dropped ones. */
    static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   a.attnotnull, a.attidentity::text, a.attgenerated::text, a.atthasdef,
                   EXISTS (SELECT FROM pg_catalog.pg_attrdef ad
                           JOIN pg_catalog.pg_depend d
                             ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = ad.oid
                            AND d.refclassid = 'pg_catalog.pg_class'::regclass
                           JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
                           WHERE a.atthasdef AND ad.adrelid = a.attrelid AND ad.adnum = a.attnum)
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.oid >= 16384
              AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    /** Valid whole-table indexes. A key that is an exclusion constraint underneath forbids more than equality. */
    static final String INDEXES = """
            SELECT i.indrelid, (i.indkey::int2[])[0:i.indnkeyatts - 1], i.indisprimary,
                   i.indisunique AND i.indexprs IS NULL, am.amname IN ('btree', 'hash')
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
            JOIN pg_catalog.pg_am am ON am.oid = c.relam
            WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.oid >= 16384
              AND i.indpred IS NULL AND i.indisvalid
            ORDER BY i.indrelid, i.indisprimary DESC, c.relname
            """;

    /** Without the copies that partitions have, and without PERIOD references, which are not about equal values. */
    static final String FOREIGN_KEYS = """
            SELECT k.conname, k.conrelid, k.confrelid, pn.nspname, p.relname, k.conkey,
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS key(number, place)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = key.number
                         ORDER BY key.place),
                   k.convalidated AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true), k.condeferrable
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class p
              ON p.oid = coalesce(pg_catalog.pg_partition_root(k.confrelid), k.confrelid)
            JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0
              AND NOT coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
            ORDER BY k.conrelid, k.conname
            """;

    /** Enabled triggers of the user's that fire on insert or update, also on partitions only. */
    static final String TRIGGERS = """
            SELECT DISTINCT coalesce(pg_catalog.pg_partition_root(g.tgrelid)::oid, g.tgrelid) AS root, g.tgname
            FROM pg_catalog.pg_trigger g
            WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND (g.tgtype & 20) <> 0
            ORDER BY 1, 2
            """;

    private PostgresCatalogSql() {}
}
