import { inSchemas } from './objects-query.js'

/** Things that no field of a schema can hold. `name` gives the name of each, with what it belongs to. */
const leftOut = (kind: string, name: string, why: string, rest: string) =>
  `SELECT 'unreflected', json_build_object('kind', ${kind}, 'name', ${name}, 'why', ${why})::text ${rest}`

const named = (name: string) => `concat(s.schema || '.', ${name})`
const relation = `concat(c.schema || '.', c.relname)`
const ofTable = (name: string) => `concat(${relation}, '.', ${name})`
const aside = `'Limbeck has no words for it'`

const kindOfRelation = `CASE WHEN c.relkind = 'f' THEN 'foreign table' WHEN c.relispartition THEN 'partition' ELSE 'table' END`
const whyRelation = `CASE WHEN c.relkind = 'f' THEN 'its rows are in another server' WHEN c.relispartition THEN 'it is a part of another table' ELSE 'it inherits from another table' END`

const kindOfType = `CASE o.typtype WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' WHEN 'r' THEN 'range type' ELSE 'type' END`
const isOwnType = `(o.typtype IN ('d', 'r') OR (o.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c'))
  OR (o.typtype = 'b' AND o.typcategory <> 'A'))`

/** Settings of tables, one row for each that is not as it is by itself. */
const settings = `FROM tables c CROSS JOIN LATERAL (VALUES
  ('storage parameters', CASE WHEN c.reloptions IS NOT NULL THEN array_to_string(c.reloptions, ', ') END),
  ('row security', CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'rows are secured' END),
  ('tablespace', CASE WHEN c.reltablespace <> 0 THEN 'it is not in the tablespace of the database' END),
  ('replica identity', CASE WHEN c.relreplident <> 'd' THEN 'it is not that of the primary key' END),
  ('type of a table', CASE WHEN c.reloftype <> 0 THEN 'the table is of a composite type' END),
  ('access method', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'))
) AS v(kind, why) WHERE v.why IS NOT NULL`

const columnSettings = `FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
CROSS JOIN LATERAL (VALUES
  ('storage of a column', CASE WHEN a.attstorage <> t.typstorage THEN 'it is not that of its type' END),
  ('compression of a column', CASE WHEN coalesce(to_jsonb(a) ->> 'attcompression', '') <> '' THEN 'it is not the default' END),
  ('statistics of a column', CASE WHEN coalesce((to_jsonb(a) ->> 'attstattarget')::int, -1) <> -1 THEN 'their target is not the default' END),
  ('options of a column', array_to_string(a.attoptions, ', '))
) AS v(kind, why) WHERE v.why IS NOT NULL`

const viewDefaults = `FROM relations c JOIN pg_attrdef d ON d.adrelid = c.oid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
WHERE c.relkind IN ('v', 'm')`

/** Kinds of things in schemas, as PostgreSQL says them. */
const kinds =
  'aggregate|statistics object|operator|operator class|operator family|collation|conversion|text search configuration|' +
  'text search dictionary|text search parser|text search template'

const others = `FROM inside s CROSS JOIN LATERAL pg_identify_object_as_address(s.classid, s.oid, 0) o
WHERE s.classid NOT IN ('pg_class'::regclass, 'pg_type'::regclass) AND o.type IN ('${kinds.replaceAll('|', "', '")}')`

/** What is there and is left alone. */
export const leftOutQuery: readonly string[] = [
  leftOut(
    kindOfRelation,
    relation,
    whyRelation,
    `FROM relations c WHERE c.relkind IN ('r', 'p', 'f') AND c.oid NOT IN (SELECT oid FROM tables)`,
  ),
  leftOut('v.kind', relation, 'v.why', settings),
  leftOut('v.kind', ofTable('a.attname'), 'v.why', columnSettings),
  leftOut(`'default of a view'`, ofTable('a.attname'), aside, viewDefaults),
  leftOut(
    `'rule'`,
    ofTable('r.rulename'),
    aside,
    `FROM relations c JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'`,
  ),
  leftOut(`'policy'`, ofTable('y.polname'), aside, 'FROM relations c JOIN pg_policy y ON y.polrelid = c.oid'),
  leftOut(
    `'constraint'`,
    ofTable('k.conname'),
    `'its NOT VALID or NO INHERIT'`,
    `FROM tables c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'n' AND (k.connoinherit OR NOT k.convalidated)`,
  ),
  leftOut(kindOfType, named('o.typname'), aside, inSchemas('type', isOwnType)),
  leftOut(
    `replace(o.type, 'statistics object', 'statistics')`,
    named('o.object_names[cardinality(o.object_names)]'),
    aside,
    others,
  ),
]
