-- What Decant sends to SQL Server. Written by MsSqlSentTest.

-- ==== the catalog

SELECT COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION'), HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION'), 0);
SELECT name FROM sys.schemas;
SELECT t.object_id, s.name, t.name,
       (SELECT SUM(p.rows) FROM sys.partitions AS p
        WHERE p.object_id = t.object_id AND p.index_id IN (0, 1)),
       (SELECT SUM(a.used_pages) * 8192 FROM sys.partitions AS p
        INNER JOIN sys.allocation_units AS a ON a.container_id = p.partition_id
        WHERE p.object_id = t.object_id AND p.index_id IN (0, 1))
FROM sys.tables AS t
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0 AND t.is_external = 0
ORDER BY t.object_id;
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
ORDER BY c.object_id, c.column_id;
SELECT i.object_id, i.index_id, i.is_primary_key, i.is_unique, c.name
FROM sys.indexes AS i
INNER JOIN sys.tables AS t ON t.object_id = i.object_id
INNER JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id
INNER JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
WHERE i.type IN (1, 2, 7) AND i.has_filter = 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0
  AND k.key_ordinal > 0 AND t.is_ms_shipped = 0
ORDER BY i.object_id, i.index_id, k.key_ordinal;
SELECT f.parent_object_id, f.object_id, f.name, f.referenced_object_id, c.name, p.name,
       CASE WHEN f.is_disabled = 1 OR f.is_not_trusted = 1 THEN 0 ELSE 1 END
FROM sys.foreign_keys AS f
INNER JOIN sys.foreign_key_columns AS k ON k.constraint_object_id = f.object_id
INNER JOIN sys.columns AS c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
INNER JOIN sys.columns AS p ON p.object_id = k.referenced_object_id AND p.column_id = k.referenced_column_id
ORDER BY f.parent_object_id, f.name, k.constraint_column_id;
SELECT g.parent_id, g.name
FROM sys.triggers AS g
WHERE g.parent_class = 1 AND g.is_disabled = 0 AND g.is_ms_shipped = 0
  AND EXISTS (SELECT 1 FROM sys.trigger_events AS e
              WHERE e.object_id = g.object_id AND e.type_desc IN ('INSERT', 'UPDATE'))
ORDER BY g.parent_id, g.name;

-- ==== a snapshot, and its end

SELECT d.snapshot_isolation_state, d.is_read_only,
       CASE WHEN d.source_database_id IS NULL THEN 0 ELSE 1 END
FROM sys.databases AS d
WHERE d.database_id = DB_ID();
SELECT s.name, t.name,
       CASE WHEN EXISTS (SELECT 1 FROM sys.security_predicates AS p
                         INNER JOIN sys.security_policies AS q ON q.object_id = p.object_id
                         WHERE p.target_object_id = t.object_id AND p.predicate_type = 0
                           AND q.is_enabled = 1) THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM sys.masked_columns AS m
                         WHERE m.object_id = t.object_id AND m.is_masked = 1)
                 AND COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'UNMASK'), HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK'), 0) = 0 THEN 1 ELSE 0 END,
       t.is_memory_optimized,
       CASE WHEN t.is_node = 1 OR t.is_edge = 1 THEN 1 ELSE 0 END
FROM sys.tables AS t
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id;
SET TRANSACTION ISOLATION LEVEL SNAPSHOT;
-- (auto-commit off)
SELECT SYSUTCDATETIME(), (SELECT count(*) FROM (SELECT TOP (1) 1 AS one FROM [sales].[Or]]der]) AS looked);
-- (rollback)
-- (auto-commit on)
-- (isolation 2)
-- (close)

-- ==== filter: All

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE 1 = 1;

-- ==== filter: TenantIs

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (t0.[tenant] = ?);
-- 1: setNString acme

-- ==== filter: HasParent

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (EXISTS (SELECT 1 FROM [dbo].[account] t1 WHERE t1.[id] = t0.[account] AND t1.[slug] IN (?, ?)));
-- 1: setString acme
-- 2: setNString Zoë

-- ==== filter: HasParent, of another type, with a condition

SELECT count_big(*) FROM [dbo].[note] AS t0 WHERE (t0.[kind] IN (?, ?) AND EXISTS (SELECT 1 FROM [sales].[Or]]der] t1 WHERE CAST(t1.[id] AS nvarchar(max)) COLLATE Latin1_General_100_CI_AS = CAST(t0.[subject] AS nvarchar(max)) COLLATE Latin1_General_100_CI_AS AND (t1.[tenant] = ?)));
-- 1: setNString order
-- 2: setNString cart
-- 3: setNString acme

-- ==== filter: HasChild

SELECT count_big(*) FROM [dbo].[account] AS t0 WHERE (EXISTS (SELECT 1 FROM [sales].[Or]]der] t1 WHERE t1.[account] = t0.[id] AND (t1.[tenant] = ?)));
-- 1: setNString acme

-- ==== filter: ValueIn, of nothing

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE 1 = 0;

-- ==== filter: InRange

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (t0.[id] IS NOT NULL AND t0.[id] >= ? AND t0.[id] < ?);
-- 1: setLong -5
-- 2: setLong 9223372036854775807

-- ==== filter: InRange, of datetime

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (t0.[placed] IS NOT NULL AND t0.[placed] >= CAST(? AS datetime));
-- 1: setNString 1753-01-01T00:00:00

-- ==== filter: AllNull

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (t0.[tenant] IS NULL AND t0.[account] IS NULL);

-- ==== filter: And

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE ((t0.[tenant] = ?) AND (EXISTS (SELECT 1 FROM [dbo].[account] t1 WHERE t1.[id] = t0.[account] AND t1.[slug] IN (?, ?))));
-- 1: setNString acme
-- 2: setString acme
-- 3: setNString Zoë

-- ==== filter: And, of none

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE 1 = 1;

-- ==== filter: Or

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE ((t0.[tenant] = ?) OR (EXISTS (SELECT 1 FROM [dbo].[account] t1 WHERE t1.[id] = t0.[account] AND t1.[slug] IN (?, ?))));
-- 1: setNString acme
-- 2: setString acme
-- 3: setNString Zoë

-- ==== filter: Or, of none

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE 1 = 0;

-- ==== filter: Not, of what may be unknown

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (CASE WHEN (t0.[tenant] = ?) THEN 0 ELSE 1 END = 1);
-- 1: setNString acme

-- ==== filter: Not, of what is known

SELECT count_big(*) FROM [sales].[Or]]der] AS t0 WHERE (NOT (EXISTS (SELECT 1 FROM [dbo].[account] t1 WHERE t1.[id] = t0.[account] AND t1.[slug] IN (?, ?))));
-- 1: setString acme
-- 2: setNString Zoë

-- ==== rows of dbo.account

SELECT t0.[id], t0.[slug], t0.[up], CONVERT(varchar(34), t0.[at], 121) FROM [dbo].[account] AS t0 WHERE 1 = 1;

-- ==== rows of dbo.account, ordered

SELECT t0.[id], t0.[slug], t0.[up], CONVERT(varchar(34), t0.[at], 121) FROM [dbo].[account] AS t0 WHERE 1 = 1 ORDER BY CAST(t0.[id] AS char(36)) COLLATE Latin1_General_100_BIN2;

-- ==== rows of sales.Or]der

SELECT t0.[id], t0.[tenant], t0.[account], t0.[placed], t0.[total], t0.[scan], CAST(t0.[doc] AS nvarchar(max)), CONVERT(varchar(max), CONVERT(varbinary(max), t0.[place]), 1) FROM [sales].[Or]]der] AS t0 WHERE 1 = 1;

-- ==== rows of sales.Or]der, ordered

SELECT t0.[id], t0.[tenant], t0.[account], t0.[placed], t0.[total], t0.[scan], CAST(t0.[doc] AS nvarchar(max)), CONVERT(varchar(max), CONVERT(varbinary(max), t0.[place]), 1) FROM [sales].[Or]]der] AS t0 WHERE 1 = 1 ORDER BY t0.[id];

-- ==== rows of dbo.note

SELECT t0.[subject], t0.[kind], CAST(t0.[body] AS nvarchar(max)), t0.[n], t0.[f], t0.[node].ToString(), CAST(t0.[picture] AS varbinary(max)), t0.[at] FROM [dbo].[note] AS t0 WHERE 1 = 1;

-- ==== rows of dbo.note, ordered

SELECT t0.[subject], t0.[kind], CAST(t0.[body] AS nvarchar(max)), t0.[n], t0.[f], t0.[node].ToString(), CAST(t0.[picture] AS varbinary(max)), t0.[at] FROM [dbo].[note] AS t0 WHERE 1 = 1 ORDER BY CONVERT(varbinary(max), CAST(t0.[subject] COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), CONVERT(varbinary(max), CAST(t0.[kind] COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), CONVERT(varbinary(max), CAST(CAST(t0.[body] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))), CONVERT(varchar(60), t0.[n]) COLLATE Latin1_General_100_BIN2, CONVERT(varchar(60), t0.[f], 3) COLLATE Latin1_General_100_BIN2, CONVERT(varbinary(max), t0.[node]), CONVERT(varbinary(max), t0.[picture]), CONVERT(varchar(60), t0.[at], 121) COLLATE Latin1_General_100_BIN2;

-- ==== rows with a key of text, ordered

SELECT t0.[id], t0.[v] FROM [dbo].[words] AS t0 WHERE 1 = 1 ORDER BY CONVERT(varbinary(max), CAST(t0.[id] COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)));

-- ==== small questions

SELECT CASE WHEN EXISTS (SELECT 1 FROM [sales].[Or]]der] AS t0 WHERE (t0.[tenant] = ?)) THEN 1 ELSE 0 END;
-- 1: setNString acme
SELECT min(t0.[id]), max(t0.[id]) FROM [sales].[Or]]der] AS t0 WHERE (t0.[tenant] = ?);
-- 1: setNString acme
SELECT max([id]) FROM [sales].[Or]]der];
SELECT TOP (50) [id], [slug], [up], [at] FROM [dbo].[account];
SELECT DISTINCT [kind] FROM (SELECT TOP (1000) [kind] FROM [dbo].[note] WHERE [kind] IS NOT NULL) AS sampled;

-- ==== staging

CREATE TABLE [#decant_stage_1] ([id] bigint NULL, [tenant] nvarchar(20) COLLATE Latin1_General_CI_AS NULL, [account] uniqueidentifier NULL, [placed] datetime NULL, [total] decimal(10,2) NULL, [scan] varbinary(max) NULL, [doc] xml NULL, [place] geography NULL, [decant_state] int NOT NULL DEFAULT 0);
CREATE TABLE [#decant_stage_1] ([id] uniqueidentifier NULL, [slug] varchar(20) COLLATE Latin1_General_CI_AS NULL, [up] uniqueidentifier NULL, [at] datetimeoffset(7) NULL, [decant_state] int NOT NULL DEFAULT 0);
CREATE TABLE [#decant_keys_2] ([old_key] uniqueidentifier NOT NULL PRIMARY KEY, [new_key] uniqueidentifier NOT NULL UNIQUE, [matched] int NOT NULL);

-- ==== from staging into a table with an identity

SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, QUOTED_IDENTIFIER ON;
-- (auto-commit off)
SELECT count_big(*) FROM [#decant_stage_1] AS s WHERE s.[decant_state] = 0 AND EXISTS (SELECT 1 FROM [sales].[Or]]der] AS t WHERE t.[id] = s.[id]);
SET IDENTITY_INSERT [sales].[Or]]der] ON;
INSERT INTO [sales].[Or]]der] ([id], [tenant], [account], [placed], [total], [scan], [doc], [place])  SELECT s.[id], s.[tenant], NULL, s.[placed], s.[total], s.[scan], s.[doc], s.[place] FROM [#decant_stage_1] AS s WHERE s.[decant_state] = 0;
SET IDENTITY_INSERT [sales].[Or]]der] OFF;
UPDATE t SET [account] = s.[account], [tenant] = s.[tenant] FROM [sales].[Or]]der] AS t INNER JOIN [#decant_stage_1] AS s ON t.[id] = s.[id] WHERE NOT s.[decant_state] = 1 AND (s.[account] IS NOT NULL OR s.[tenant] IS NOT NULL);

-- ==== from staging, level by level

INSERT INTO [dbo].[account] ([id], [slug], [up]) SELECT s.[id], s.[slug], s.[up] FROM [#decant_stage_1] AS s WHERE s.[decant_state] = 0 AND NOT EXISTS (SELECT 1 FROM [dbo].[account] AS t WHERE t.[id] = s.[id]) AND (s.[up] IS NULL OR (s.[up] = s.[id]) OR EXISTS (SELECT 1 FROM [dbo].[account] AS t WHERE t.[id] = s.[up]));

-- ==== rows that are there already

UPDATE t0 SET [decant_state] = 2 FROM [#decant_stage_1] AS t0 WHERE (t0.[decant_state] IN (?) AND (EXISTS (SELECT 1 FROM [sales].[Or]]der] t1 WHERE t1.[id] = t0.[id] AND (t1.[tenant] = ?))));
-- 1: setLong 0
-- 2: setNString acme
UPDATE t SET [tenant] = s.[tenant], [placed] = s.[placed], [doc] = s.[doc], [place] = s.[place] FROM [sales].[Or]]der] AS t INNER JOIN [#decant_stage_1] AS s ON t.[id] = s.[id] WHERE s.[decant_state] = 2 AND (NOT EXISTS (SELECT CONVERT(varbinary(max), t.[tenant]) INTERSECT SELECT CONVERT(varbinary(max), s.[tenant])) OR NOT EXISTS (SELECT t.[placed] INTERSECT SELECT s.[placed]) OR NOT EXISTS (SELECT CONVERT(varbinary(max), CAST(t.[doc] AS nvarchar(max))) INTERSECT SELECT CONVERT(varbinary(max), CAST(s.[doc] AS nvarchar(max)))) OR NOT EXISTS (SELECT CONVERT(varbinary(max), CONVERT(varchar(max), CONVERT(varbinary(max), t.[place]), 1)) INTERSECT SELECT CONVERT(varbinary(max), CONVERT(varchar(max), CONVERT(varbinary(max), s.[place]), 1))));
SELECT count_big(*) FROM [#decant_stage_1] AS s JOIN [sales].[Or]]der] AS t ON t.[tenant] = s.[tenant] AND t.[placed] = s.[placed] WHERE NOT s.[decant_state] = 1 AND NOT (t.[id] = s.[id]) AND EXISTS (SELECT 1 FROM [#decant_stage_1] AS o WHERE o.[decant_state] = 2 AND t.[id] = o.[id]);
INSERT INTO [#decant_stage_1] ([id]) SELECT t0.[id] FROM [sales].[Or]]der] AS t0 WHERE 1 = 1;

-- ==== new keys for old

SELECT count_big(*) - count(DISTINCT s.[id]) + count_big(*) - count(DISTINCT t.[id]) FROM [#decant_stage_1] AS s LEFT JOIN [#decant_keys_2] m0 ON m0.[old_key] = s.[id] JOIN [dbo].[account] AS t ON s.[slug] = t.[slug] WHERE (s.[up] IS NULL) AND (t.[up] IS NULL);
INSERT INTO [#decant_keys_2] ([old_key], [new_key], [matched]) SELECT s.[id], t.[id], 1 FROM [#decant_stage_1] AS s LEFT JOIN [#decant_keys_2] m0 ON m0.[old_key] = s.[id] JOIN [dbo].[account] AS t ON s.[slug] = t.[slug] WHERE (s.[up] IS NULL) AND (t.[up] IS NULL) AND s.[id] IS NOT NULL AND t.[id] IS NOT NULL;
INSERT INTO [#decant_keys_2] ([old_key], [new_key], [matched]) SELECT s.[id], NEWID(), 0 FROM [#decant_stage_1] AS s WHERE s.[id] IS NOT NULL AND NOT EXISTS (SELECT 1 FROM [#decant_keys_2] AS k WHERE k.[old_key] = s.[id]) AND EXISTS (SELECT 1 FROM [dbo].[account] AS t WHERE t.[id] = s.[id]);
INSERT INTO [#decant_keys_2] ([old_key], [new_key], [matched]) SELECT s.[id], s.[id], 0 FROM [#decant_stage_1] AS s WHERE s.[id] IS NOT NULL AND NOT EXISTS (SELECT 1 FROM [#decant_keys_2] AS k WHERE k.[old_key] = s.[id]);
INSERT INTO [#decant_keys_2] ([old_key], [new_key], [matched]) SELECT s.[id], 41 - 1 + ROW_NUMBER() OVER (ORDER BY s.[id]), 0 FROM [#decant_stage_1] AS s WHERE s.[id] IS NOT NULL AND NOT EXISTS (SELECT 1 FROM [#decant_keys_2] AS k WHERE k.[old_key] = s.[id]);
SELECT count_big(*) FROM [#decant_stage_1] AS s LEFT JOIN [#decant_keys_2] m0 ON m0.[old_key] = s.[up] WHERE s.[up] IS NOT NULL AND m0.[old_key] IS NULL AND (s.[slug] IN (?, ?));
-- 1: setString a
-- 2: setString b
SELECT count_big(*) FROM [#decant_keys_2] WHERE [matched] = 0 AND [old_key] <> [new_key];
INSERT INTO [#decant_stage_1] ([id], [slug], [up], [at], [decant_state]) SELECT COALESCE(m0.[new_key], s.[id]), s.[slug], CASE WHEN (s.[slug] IN (?, ?)) THEN m1.[new_key] ELSE s.[up] END, s.[at], s.[decant_state] FROM [#decant_stage_1] AS s LEFT JOIN [#decant_keys_2] m0 ON m0.[old_key] = s.[id] LEFT JOIN [#decant_keys_2] m1 ON m1.[old_key] = s.[up];
-- 1: setString a
-- 2: setString b
SELECT COALESCE(m0.[old_key], t0.[id]), t0.[slug], CASE WHEN (t0.[slug] IN (?, ?)) THEN m1.[old_key] ELSE t0.[up] END, CONVERT(varchar(34), t0.[at], 121) FROM [dbo].[account] AS t0 LEFT JOIN [#decant_keys_2] m0 ON m0.[new_key] = t0.[id] LEFT JOIN [#decant_keys_2] m1 ON m1.[new_key] = t0.[up] WHERE 1 = 1;
-- 1: setString a
-- 2: setString b

-- ==== loading rows into a table with an identity

SET IDENTITY_INSERT [sales].[Or]]der] ON;
INSERT INTO [sales].[Or]]der] ([id], [tenant], [account], [placed], [total], [scan], [doc], [place])  VALUES (?, ?, CAST(? AS uniqueidentifier), CAST(? AS datetime), ?, ?, CONVERT(xml, ?, 1), CAST(CONVERT(varbinary(max), ?, 1) AS geography));
-- 1: setLong 7
-- 2: setNString acme
-- 3: setNString 0f0e0d0c-0b0a-0908-0706-050403020100
-- 4: setNString 2024-02-29T12:00:00.003
-- 5: setBigDecimal 1.50
-- 6: setBytes AAE=
-- 7: setNString <a/>
-- 8: setNString 0xE6100000010C
INSERT INTO [sales].[Or]]der] ([id], [tenant], [account], [placed], [total], [scan], [doc], [place])  VALUES (?, ?, CAST(? AS uniqueidentifier), CAST(? AS datetime), ?, ?, CONVERT(xml, ?, 1), CAST(CONVERT(varbinary(max), ?, 1) AS geography));
-- 1: setLong 8
-- 2: setNull -9
-- 3: setNull -9
-- 4: setNull -9
-- 5: setNull 3
-- 6: setNull -3
-- 7: setNull -9
-- 8: setNull -9
SET IDENTITY_INSERT [sales].[Or]]der] OFF;

-- ==== loading rows into staging

SELECT CONVERT(int, COLLATIONPROPERTY(?, 'CodePage'));
-- 1: setNString Latin1_General_CI_AS
INSERT INTO [#decant_stage_1] ([id], [slug], [up], [at]) VALUES (CAST(? AS uniqueidentifier), ?, CAST(? AS uniqueidentifier), CAST(? AS datetimeoffset(7)));
-- 1: setNString 0f0e0d0c-0b0a-0908-0706-050403020100
-- 2: setNString Zoë
-- 3: setNull -9
-- 4: setNString 2024-02-29T12:00:00.1234567+05:30

-- ==== deleting rows

DELETE t0 FROM [sales].[Or]]der] AS t0 WHERE (t0.[tenant] = ?);
-- 1: setNString acme

-- ==== an identity moves on

SELECT CONVERT(decimal(38,0), i.increment_value), CONVERT(decimal(38,0), i.seed_value),
       CONVERT(decimal(38,0), i.last_value), d.definition
FROM sys.columns AS c
LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
WHERE c.object_id = OBJECT_ID(?) AND c.name = ?;
-- 1: setNString [sales].[Or]]der]
-- 2: setNString id
DBCC CHECKIDENT (N'[sales].[Or]]der]', RESEED, 500) WITH NO_INFOMSGS;

-- ==== an identity that gave nothing yet

SELECT CONVERT(decimal(38,0), i.increment_value), CONVERT(decimal(38,0), i.seed_value),
       CONVERT(decimal(38,0), i.last_value), d.definition
FROM sys.columns AS c
LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
WHERE c.object_id = OBJECT_ID(?) AND c.name = ?;
-- 1: setNString [sales].[Or]]der]
-- 2: setNString id
DBCC CHECKIDENT (N'[sales].[Or]]der]', RESEED, 505) WITH NO_INFOMSGS;

-- ==== an identity that is past it

SELECT CONVERT(decimal(38,0), i.increment_value), CONVERT(decimal(38,0), i.seed_value),
       CONVERT(decimal(38,0), i.last_value), d.definition
FROM sys.columns AS c
LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
WHERE c.object_id = OBJECT_ID(?) AND c.name = ?;
-- 1: setNString [sales].[Or]]der]
-- 2: setNString id

-- ==== a sequence moves on

SELECT CONVERT(decimal(38,0), i.increment_value), CONVERT(decimal(38,0), i.seed_value),
       CONVERT(decimal(38,0), i.last_value), d.definition
FROM sys.columns AS c
LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
WHERE c.object_id = OBJECT_ID(?) AND c.name = ?;
-- 1: setNString [sales].[Or]]der]
-- 2: setNString id
SELECT CONVERT(decimal(38,0), q.increment), CONVERT(decimal(38,0), q.current_value)
FROM sys.sequences AS q
WHERE q.object_id = OBJECT_ID(?);
-- 1: setNString [dbo].[num]]bers]
ALTER SEQUENCE [dbo].[num]]bers] RESTART WITH 501;

-- ==== triggers off, and on again

SELECT g.name FROM sys.triggers AS g
WHERE g.parent_id = OBJECT_ID(?) AND g.is_disabled = 0 AND g.is_ms_shipped = 0
ORDER BY g.name;
-- 1: setNString [dbo].[note]
ALTER TABLE [dbo].[note] DISABLE TRIGGER [note_audit];
CREATE TABLE [#decant_triggers] (undo nvarchar(max) NOT NULL);
INSERT INTO [#decant_triggers] (undo) VALUES (?);
-- 1: setNString ALTER TABLE [dbo].[note] ENABLE TRIGGER [note_audit]
SELECT CASE WHEN OBJECT_ID('tempdb..#decant_triggers') IS NULL THEN 0 ELSE 1 END;
SELECT undo FROM [#decant_triggers];
ALTER TABLE [dbo].[note] ENABLE TRIGGER [note_audit];
DROP TABLE [#decant_triggers];
