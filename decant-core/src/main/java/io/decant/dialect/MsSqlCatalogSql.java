package io.decant.dialect;

/**
 * The catalog's queries. They ask the sys views alone, of the current database; what a role may not see is not there, hence
 * {@link #SEES_ALL} first.
 */
final class MsSqlCatalogSql {
    /** Whether the role sees the definition of everything: of every table, every policy, every default. */
    static final String SEES_ALL = "SELECT " + mayInDatabase("VIEW DEFINITION");

    static final String SCHEMAS = "SELECT name FROM sys.schemas";

    /** Tables of the user's, history tables of temporal ones among them; tables that lie elsewhere are left alone. */
    static final String TABLES = """
            SELECT t.object_id, s.name, t.name,
                   (SELECT SUM(p.rows) FROM sys.partitions AS p
                    WHERE p.object_id = t.object_id AND p.index_id IN (0, 1)),
                   (SELECT SUM(a.used_pages) * 8192 FROM sys.partitions AS p
                    INNER JOIN sys.allocation_units AS a ON a.container_id = p.partition_id
                    WHERE p.object_id = t.object_id AND p.index_id IN (0, 1))
            FROM sys.tables AS t
            INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
            WHERE t.is_ms_shipped = 0 AND t.is_external = 0
            ORDER BY t.object_id""";

    /** Base types by their names; types of assemblies have a base that has no name of its own. */
    static final String COLUMNS = """
            SELECT c.object_id, c.name, COALESCE(b.name, u.name), u.is_user_defined, u.is_assembly_type, us.name,
                   c.max_length, c.[precision], c.scale, c.collation_name, c.is_nullable, c.is_identity,
                   CASE WHEN c.is_computed = 1 OR c.generated_always_type <> 0 OR c.is_column_set = 1
                             OR c.system_type_id = 189 THEN 1 ELSE 0 END,
                   CASE WHEN c.default_object_id <> 0 THEN 1 ELSE 0 END, d.definition,
                   CASE WHEN c.encryption_type IS NOT NULL THEN 1 ELSE 0 END
            FROM sys.columns AS c
            INNER JOIN sys.tables AS t ON t.object_id = c.object_id
            INNER JOIN sys.types AS u ON u.user_type_id = c.user_type_id
            INNER JOIN sys.schemas AS us ON us.schema_id = u.schema_id
            LEFT JOIN sys.types AS b ON b.user_type_id = c.system_type_id
            LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
            WHERE t.is_ms_shipped = 0
            ORDER BY c.object_id, c.column_id""";

    /** Usable indexes of every row: no filtered, disabled or columnstore ones. */
    static final String INDEXES = """
            SELECT i.object_id, i.index_id, i.is_primary_key, i.is_unique, c.name
            FROM sys.indexes AS i
            INNER JOIN sys.tables AS t ON t.object_id = i.object_id
            INNER JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id
            INNER JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
            WHERE i.type IN (1, 2, 7) AND i.has_filter = 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0
              AND k.key_ordinal > 0 AND t.is_ms_shipped = 0
            ORDER BY i.object_id, i.index_id, k.key_ordinal""";

    static final String FOREIGN_KEYS = """
            SELECT f.parent_object_id, f.object_id, f.name, f.referenced_object_id, c.name, p.name,
                   CASE WHEN f.is_disabled = 1 OR f.is_not_trusted = 1 THEN 0 ELSE 1 END
            FROM sys.foreign_keys AS f
            INNER JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = f.object_id
            INNER JOIN sys.columns AS c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
            INNER JOIN sys.columns AS p ON p.object_id = k.referenced_object_id AND p.column_id = k.referenced_column_id
            ORDER BY f.parent_object_id, f.name, k.constraint_column_id""";

    /** Enabled triggers of the user's that fire on insert or update. */
    static final String TRIGGERS = """
            SELECT g.parent_id, g.name
            FROM sys.triggers AS g
            WHERE g.parent_class = 1 AND g.is_disabled = 0 AND g.is_ms_shipped = 0
              AND EXISTS (SELECT 1 FROM sys.trigger_events AS e
                          WHERE e.object_id = g.object_id AND e.type_desc IN ('INSERT', 'UPDATE'))
            ORDER BY g.parent_id, g.name""";

    private MsSqlCatalogSql() {}

    /** 1 if the login has a right on the whole database, else 0; a name with a dot in it is only taken in brackets. */
    static String mayInDatabase(String right) {
        return "COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', '" + right
                + "'), HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', '" + right + "'), 0)";
    }
}
