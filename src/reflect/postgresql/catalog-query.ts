import { leftOutQuery } from './left-out-query.js'
import { objectsQuery } from './objects-query.js'
import { tablesQuery } from './tables-query.js'

// https://www.postgresql.org/docs/current/catalogs.html. `schema` is null where names need none: in the schema that tables
// are made in. What belongs to an extension comes and goes with it. What stands in a schema depends on it: so `inside` is
// found without a look at the thousands of functions, types and operators that are PostgreSQL's own.
const shared = `WITH schemas AS (
  SELECT n.oid, CASE WHEN n.nspname IS DISTINCT FROM current_schema() THEN n.nspname END AS schema
  FROM pg_namespace n WHERE n.nspname IN (SELECT jsonb_array_elements_text($1::text::jsonb))
    OR ($1::text = '[]' AND n.nspname = current_schema())
), members AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), inside AS (
  SELECT d.classid, d.objid AS oid, s.schema FROM schemas s
  JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = s.oid AND d.objsubid = 0
  WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = d.classid AND m.objid = d.objid)
), own AS (
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = coalesce($3::text, current_schema()) AND c.relname IN (SELECT jsonb_array_elements_text($2::text::jsonb))
), relations AS (
  SELECT c.*, s.schema FROM pg_class c JOIN schemas s ON s.oid = c.relnamespace
  WHERE c.relpersistence <> 't'
    AND c.oid NOT IN (SELECT oid FROM own)
    AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM own))
), tables AS (
  SELECT * FROM relations c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid)
)
`

/**
 * The one query whose rows tell everything: the kind of a thing, and what is known of it as JSON. It takes the schemas, the
 * names of tables to leave out, both as JSON, and the schema of the latter.
 */
export const catalogQuery = `${shared}${[...tablesQuery, ...objectsQuery, ...leftOutQuery].join('\nUNION ALL\n')}`
