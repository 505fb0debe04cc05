package io.decant.dialect;

/** What is asked and said before a snapshot. */
final class MsSqlSnapshotSql {
    /** Whether snapshots are allowed (1), whether nothing can change at all, and whether that is by a database snapshot. */
    static final String STATE = """
            SELECT d.snapshot_isolation_state, d.is_read_only,
                   CASE WHEN d.source_database_id IS NULL THEN 0 ELSE 1 END
            FROM sys.databases AS d
            WHERE d.database_id = DB_ID()""";

    /** Tables that would show less, or something else, than is in them. */
    static final String TABLES = """
            SELECT s.name, t.name,
                   CASE WHEN EXISTS (SELECT 1 FROM sys.security_predicates AS p
                                     INNER JOIN sys.security_policies AS q ON q.object_id = p.object_id
                                     WHERE p.target_object_id = t.object_id AND p.predicate_type = 0
                                       AND q.is_enabled = 1) THEN 1 ELSE 0 END,
                   CASE WHEN EXISTS (SELECT 1 FROM sys.masked_columns AS m
                                     WHERE m.object_id = t.object_id AND m.is_masked = 1)
                             AND %s = 0 THEN 1 ELSE 0 END,
                   t.is_memory_optimized,
                   CASE WHEN t.is_node = 1 OR t.is_edge = 1 THEN 1 ELSE 0 END
            FROM sys.tables AS t
            INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id""".formatted(MsSqlCatalogSql.mayInDatabase("UNMASK"));

    static final String ISOLATION = "SET TRANSACTION ISOLATION LEVEL SNAPSHOT";

    private MsSqlSnapshotSql() {}

    /**
     * The first statement of the transaction: it takes the snapshot, since BEGIN does not, and only a look at rows does.
     *
     * @param table qualified and quoted
     */
    static String take(String table) {
        return "SELECT SYSUTCDATETIME(), (SELECT count(*) FROM (SELECT TOP (1) 1 AS one FROM " + table + ") AS looked)";
    }
}
