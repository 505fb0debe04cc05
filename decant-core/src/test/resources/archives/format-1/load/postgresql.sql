-- Loads this archive into PostgreSQL, without Decant. The tables must be there and be empty.
-- Run it inside the archive's folder:  psql -v ON_ERROR_STOP=1 -d DATABASE -f load/postgresql.sql
-- It is one transaction. Parents come first; where tables refer to each other in a circle, make those
-- references DEFERRABLE, or drop and add them again.
\set ON_ERROR_STOP on
BEGIN;
SET CONSTRAINTS ALL DEFERRED;

CREATE FUNCTION pg_temp.decant_array(v jsonb, bytes boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(v)
    WHEN 'null' THEN 'NULL'
    WHEN 'array' THEN '{' || coalesce((SELECT string_agg(pg_temp.decant_array(e, bytes), ',' ORDER BY n)
      FROM jsonb_array_elements(v) WITH ORDINALITY AS x(e, n)), '') || '}'
    ELSE '"' || replace(replace(CASE WHEN bytes THEN '\x' || encode(decode(v #>> '{}', 'base64'), 'hex')
      ELSE v #>> '{}' END, '\', '\\'), '"', '\"') || '"' END
$$;

-- public.notes
CREATE TEMP TABLE decant_1 (c1 text) ON COMMIT DROP;
\copy decant_1 from 'data/notes/00001.csv' with (format csv, header true, encoding 'UTF8')
INSERT INTO "public"."notes" ("note")
  SELECT c1::text FROM decant_1;
DROP TABLE decant_1;

-- public.tenants
CREATE TEMP TABLE decant_2 (c1 text) ON COMMIT DROP;
\copy decant_2 from 'data/tenants/00001.csv' with (format csv, header true, encoding 'UTF8')
INSERT INTO "public"."tenants" ("id")
  SELECT c1::text FROM decant_2;
DROP TABLE decant_2;

-- public.Orders
CREATE TEMP TABLE decant_3 (c1 text, c2 text, c3 text, c4 text, c5 text, c6 text, c7 text, c8 text) ON COMMIT DROP;
\copy decant_3 from 'data/Orders/00001.csv' with (format csv, header true, encoding 'UTF8')
\copy decant_3 from 'data/Orders/00002.csv' with (format csv, header true, encoding 'UTF8')
INSERT INTO "public"."Orders" ("Id", "tenant", "Total", "placed", "blob", "tags", "doc", "parent")
  SELECT c1::integer, c2::text, c3::decimal, c4::timestamptz, decode(c5, 'base64'), CASE WHEN c6 IS NOT NULL THEN pg_temp.decant_array(c6::jsonb, false) END::array, c7::json, c8::integer FROM decant_3;
DROP TABLE decant_3;

-- public.order lines
CREATE TEMP TABLE decant_4 (c1 text, c2 text, c3 text) ON COMMIT DROP;
\copy decant_4 from 'data/order~20lines/00001.csv' with (format csv, header true, encoding 'UTF8')
INSERT INTO "public"."order lines" ("order", "no", "text, ""quoted""")
  SELECT c1::integer, c2::integer, c3::text FROM decant_4;
DROP TABLE decant_4;

COMMIT;
