-- The columns of SQL Server's sys views that Decant asks for, and a small database in them.
CREATE SCHEMA sys;
CREATE TABLE sys.schemas (schema_id int, name varchar(99));
INSERT INTO sys.schemas VALUES (1, 'dbo'), (4, 'sys'), (5, 'sales');
CREATE TABLE sys.tables (object_id int, schema_id int, name varchar(99), is_ms_shipped tinyint, is_external tinyint);
INSERT INTO sys.tables VALUES (100, 1, 'account', 0, 0), (200, 1, 'account_history', 0, 0), (300, 5, 'order', 0, 0),
    (400, 1, 'elsewhere', 0, 1), (500, 1, 'shipped', 1, 0);
CREATE TABLE sys.partitions (partition_id bigint, object_id int, index_id int, rows bigint);
INSERT INTO sys.partitions VALUES (1, 100, 1, 3), (2, 100, 1, 4), (3, 100, 2, 7), (4, 300, 0, 9);
CREATE TABLE sys.allocation_units (container_id bigint, used_pages bigint);
INSERT INTO sys.allocation_units VALUES (1, 2), (1, 1), (2, 2), (3, 100), (4, 1);
CREATE TABLE sys.types (name varchar(99), system_type_id int, user_type_id int, schema_id int, is_user_defined tinyint,
    is_assembly_type tinyint);
INSERT INTO sys.types VALUES ('int', 56, 56, 4, 0, 0), ('bigint', 127, 127, 4, 0, 0), ('varchar', 167, 167, 4, 0, 0),
    ('nvarchar', 231, 231, 4, 0, 0), ('sysname', 231, 256, 4, 0, 0), ('Email', 231, 257, 1, 1, 0),
    ('decimal', 106, 106, 4, 0, 0), ('datetime2', 42, 42, 4, 0, 0), ('hierarchyid', 240, 128, 4, 0, 1),
    ('Point', 240, 258, 1, 1, 1), ('timestamp', 189, 189, 4, 0, 0), ('varbinary', 165, 165, 4, 0, 0);
CREATE TABLE sys.columns (object_id int, column_id int, name varchar(99), system_type_id int, user_type_id int,
    max_length int, "PRECISION" int, scale int, collation_name varchar(99), is_nullable tinyint, is_identity tinyint,
    is_computed tinyint, generated_always_type int, is_column_set tinyint, default_object_id int, encryption_type int);
INSERT INTO sys.columns VALUES
    (100, 1, 'id', 56, 56, 4, 10, 0, NULL, 0, 1, 0, 0, 0, 0, NULL),
    (100, 2, 'slug', 167, 167, 20, 0, 0, 'Latin1_General_CI_AS', 0, 0, 0, 0, 0, 0, NULL),
    (100, 3, 'email', 231, 257, 80, 0, 0, 'Latin1_General_CI_AS', 1, 0, 0, 0, 0, 0, NULL),
    (100, 4, 'note', 231, 231, -1, 0, 0, 'Latin1_General_CI_AS', 1, 0, 0, 0, 0, 900, NULL),
    (100, 5, 'total', 106, 106, 9, 10, 2, NULL, 1, 0, 0, 0, 0, 0, NULL),
    (100, 6, 'at', 42, 42, 7, 23, 3, NULL, 1, 0, 0, 0, 0, 0, NULL),
    (100, 7, 'since', 42, 42, 8, 27, 7, NULL, 0, 0, 0, 1, 0, 901, NULL),
    (100, 8, 'node', 240, 128, 892, 0, 0, NULL, 1, 0, 0, 0, 0, 0, NULL),
    (100, 9, 'spot', 240, 258, -1, 0, 0, NULL, 1, 0, 0, 0, 0, 0, NULL),
    (100, 10, 'version', 189, 189, 8, 0, 0, NULL, 0, 0, 0, 0, 0, 0, NULL),
    (100, 11, 'secret', 167, 167, 20, 0, 0, 'Latin1_General_BIN2', 1, 0, 0, 0, 0, 0, 1),
    (100, 13, 'twice', 56, 56, 4, 10, 0, NULL, 1, 0, 1, 0, 0, 0, NULL),
    (100, 14, 'photo', 165, 165, -1, 0, 0, NULL, 1, 0, 0, 0, 0, 0, NULL),
    (200, 1, 'id', 56, 56, 4, 10, 0, NULL, 0, 0, 0, 0, 0, 0, NULL),
    (300, 1, 'number', 127, 127, 8, 19, 0, NULL, 0, 0, 0, 0, 0, 902, NULL),
    (300, 2, 'account', 56, 56, 4, 10, 0, NULL, 1, 0, 0, 0, 0, 0, NULL),
    (300, 3, 'slug', 167, 167, 20, 0, 0, 'Latin1_General_CI_AS', 1, 0, 0, 0, 0, 0, NULL),
    (500, 1, 'id', 56, 56, 4, 10, 0, NULL, 0, 0, 0, 0, 0, 0, NULL);
CREATE TABLE sys.default_constraints (object_id int, definition varchar(999));
INSERT INTO sys.default_constraints VALUES (900, '(''x'')'), (901, '(sysutcdatetime())'),
    (902, '(NEXT VALUE FOR [sales].[numbers])');
CREATE TABLE sys.indexes (object_id int, index_id int, type int, is_primary_key tinyint, is_unique tinyint, has_filter tinyint,
    is_disabled tinyint, is_hypothetical tinyint);
INSERT INTO sys.indexes VALUES (100, 0, 0, 0, 0, 0, 0, 0), (100, 1, 1, 1, 1, 0, 0, 0), (100, 2, 2, 0, 1, 0, 0, 0),
    (100, 3, 2, 0, 1, 1, 0, 0), (100, 4, 2, 0, 0, 0, 0, 0), (100, 5, 2, 0, 1, 0, 1, 0), (100, 6, 6, 0, 0, 0, 0, 0);
CREATE TABLE sys.index_columns (object_id int, index_id int, column_id int, key_ordinal int);
INSERT INTO sys.index_columns VALUES (100, 1, 1, 2), (100, 1, 2, 1), (100, 2, 3, 1), (100, 2, 4, 0), (100, 3, 2, 1),
    (100, 4, 6, 1), (100, 5, 6, 1), (100, 6, 6, 0);
CREATE TABLE sys.foreign_keys (object_id int, name varchar(99), parent_object_id int, referenced_object_id int,
    is_disabled tinyint, is_not_trusted tinyint);
INSERT INTO sys.foreign_keys VALUES (600, 'order_account', 300, 100, 0, 0), (601, 'order_untrusted', 300, 300, 0, 1),
    (602, 'order_disabled', 300, 300, 1, 1);
CREATE TABLE sys.foreign_key_columns (constraint_object_id int, constraint_column_id int, parent_object_id int,
    parent_column_id int, referenced_object_id int, referenced_column_id int);
INSERT INTO sys.foreign_key_columns VALUES (600, 2, 300, 2, 100, 1), (600, 1, 300, 3, 100, 2), (601, 1, 300, 1, 300, 1),
    (602, 1, 300, 1, 300, 1);
CREATE TABLE sys.triggers (object_id int, parent_id int, parent_class int, name varchar(99), is_disabled tinyint,
    is_ms_shipped tinyint);
INSERT INTO sys.triggers VALUES (700, 100, 1, 'on_update', 0, 0), (701, 100, 1, 'on_delete', 0, 0),
    (702, 100, 1, 'on_insert', 0, 0), (703, 100, 1, 'disabled', 1, 0), (704, 0, 0, 'of_database', 0, 0),
    (705, 100, 1, 'replication', 0, 1);
CREATE TABLE sys.trigger_events (object_id int, type_desc varchar(99));
INSERT INTO sys.trigger_events VALUES (700, 'UPDATE'), (700, 'DELETE'), (701, 'DELETE'), (702, 'INSERT'),
    (703, 'INSERT'), (704, 'CREATE_TABLE'), (705, 'INSERT');
