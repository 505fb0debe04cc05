-- Makes tables in DuckDB out of this archive. Run it inside the archive's folder:
--   duckdb new.duckdb -c ".read load/duckdb.sql"
-- Numbers that are wider than DuckDB's, JSON arrays and intervals stay text.

CREATE TABLE "Orders" AS
  SELECT CAST("Id" AS BIGINT) AS "Id",
    "tenant",
    CAST("Total" AS DECIMAL(10,2)) AS "Total",
    CAST("placed" AS TIMESTAMPTZ) AS "placed",
    from_base64("blob") AS "blob",
    "tags",
    CAST("doc" AS JSON) AS "doc",
    CAST("parent" AS BIGINT) AS "parent"
  FROM read_csv(['data/Orders/00001.csv', 'data/Orders/00002.csv'], auto_detect=false, header=true, delim=',', quote='"', escape='"', new_line='\r\n', nullstr='', allow_quoted_nulls=false, columns={'Id': 'VARCHAR', 'tenant': 'VARCHAR', 'Total': 'VARCHAR', 'placed': 'VARCHAR', 'blob': 'VARCHAR', 'tags': 'VARCHAR', 'doc': 'VARCHAR', 'parent': 'VARCHAR'});

CREATE TABLE "notes" AS
  SELECT "note"
  FROM read_csv(['data/notes/00001.csv'], auto_detect=false, header=true, delim=',', quote='"', escape='"', new_line='\r\n', nullstr='', allow_quoted_nulls=false, columns={'note': 'VARCHAR'});

CREATE TABLE "order lines" AS
  SELECT CAST("order" AS BIGINT) AS "order",
    CAST("no" AS BIGINT) AS "no",
    "text, ""quoted"""
  FROM read_csv(['data/order~20lines/00001.csv'], auto_detect=false, header=true, delim=',', quote='"', escape='"', new_line='\r\n', nullstr='', allow_quoted_nulls=false, columns={'order': 'VARCHAR', 'no': 'VARCHAR', 'text, "quoted"': 'VARCHAR'});

CREATE TABLE "tenants" AS
  SELECT "id"
  FROM read_csv(['data/tenants/00001.csv'], auto_detect=false, header=true, delim=',', quote='"', escape='"', new_line='\r\n', nullstr='', allow_quoted_nulls=false, columns={'id': 'VARCHAR'});
