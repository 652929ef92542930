import { sequenceSettings } from './tables-query.js'

/**
 * Whether privileges on a thing are others than those that it would have if it were made anew. `type` is the one by which
 * PostgreSQL keeps defaults: https://www.postgresql.org/docs/current/catalog-pg-default-acl.html
 */
function isGranted(type: 'r' | 'f', [list, owner, schema]: readonly [list: string, owner: string, schema: string]) {
  const entries = (acl: string) => `SELECT grantee, privilege_type, is_grantable FROM aclexplode(${acl})`
  const defaults = (where: string) =>
    `pg_default_acl d WHERE d.defaclobjtype = '${type}' AND d.defaclrole = ${owner} AND d.defaclnamespace = ${where}`
  const builtIn = `acldefault('${type}', ${owner})`
  const now = entries(`coalesce(${list}, ${builtIn})`)
  const anew = `(${entries(`coalesce((SELECT d.defaclacl FROM ${defaults('0')}), ${builtIn})`)}
    UNION SELECT a.grantee, a.privilege_type, a.is_grantable FROM pg_default_acl e CROSS JOIN aclexplode(e.defaclacl) a WHERE e.oid = (SELECT d.oid FROM ${defaults(schema)}))`
  return `(EXISTS ((${now}) EXCEPT ${anew}) OR EXISTS (${anew} EXCEPT (${now})))`
}

const views = `SELECT 'view', json_build_object('oid', c.oid::text, 'name', c.relname, 'schema', c.schema, 'materialized', c.relkind = 'm',
  'definition', pg_get_viewdef(c.oid, true), 'storage', c.reloptions, 'populated', c.relispopulated,
  'granted', ${isGranted('r', ['c.relacl', 'c.relowner', 'c.relnamespace'])}
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL),
  'uses', (SELECT json_agg(DISTINCT d.refobjid::text) FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE r.ev_class = c.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid))::text
FROM relations c WHERE c.relkind IN ('v', 'm')`

const triggers = `SELECT 'trigger', json_build_object('name', g.tgname, 'table', c.relname, 'schema', c.schema,
  'definition', pg_get_triggerdef(g.oid, true), 'enabled', g.tgenabled)::text
FROM relations c JOIN pg_trigger g ON g.tgrelid = c.oid
WHERE NOT g.tgisinternal AND (c.oid IN (SELECT oid FROM tables) OR c.relkind IN ('v', 'm'))`

/** What stands in a schema and is no relation. */
export const inSchemas = (catalog: string, condition: string, from = '') => `FROM inside s
  JOIN pg_${catalog} o ON o.oid = s.oid${from}
WHERE s.classid = 'pg_${catalog}'::regclass AND ${condition}`

/** Whether a routine has the rows of a table or view for an argument or a result, or names it in a body that is parsed. */
const routineUses = `(SELECT CASE WHEN bool_or(c.relkind IN ('v', 'm')) THEN 'views' WHEN count(*) > 0 THEN 'tables' END
  FROM pg_depend d LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid LEFT JOIN pg_type e ON e.oid = t.typelem
    JOIN pg_class c ON c.relkind IN ('r', 'p', 'v', 'm') AND c.oid = CASE WHEN d.refclassid = 'pg_class'::regclass THEN d.refobjid ELSE coalesce(nullif(t.typrelid, 0), e.typrelid) END
  WHERE d.classid = 'pg_proc'::regclass AND d.objid = o.oid)`

const routines = `SELECT 'routine', json_build_object('name', o.proname, 'schema', s.schema, 'args', oidvectortypes(o.proargtypes),
  'definition', pg_get_functiondef(o.oid), 'prefix', format('CREATE OR REPLACE %s %I.', CASE o.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, current_schema()),
  'granted', ${isGranted('f', ['o.proacl', 'o.proowner', 'o.pronamespace'])}, 'uses', ${routineUses})::text
${inSchemas('proc', "o.prokind IN ('f', 'p', 'w')")}`

const enumerations = `SELECT 'enumeration', json_build_object('name', o.typname, 'schema', s.schema,
  'values', (SELECT json_agg(l.enumlabel ORDER BY l.enumsortorder) FROM pg_enum l WHERE l.enumtypid = o.oid))::text
${inSchemas('type', "o.typtype = 'e'")}`

const sequences = `SELECT 'sequence', json_build_object('oid', c.oid::text, 'name', c.relname, 'schema', c.schema, ${sequenceSettings},
  'owner', (SELECT json_build_object('table', t.relname, 'schema', CASE WHEN n.nspname IS DISTINCT FROM current_schema() THEN n.nspname END, 'column', a.attname)
    FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'))::text
FROM relations c JOIN pg_sequence q ON q.seqrelid = c.oid
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')`

const place = `concat(quote_ident(c.schema) || '.', quote_ident(c.relname))`
const inPlace = (name: string) => `concat(quote_ident(s.schema) || '.', quote_ident(${name}))`
const comment = (on: string, rest: string) =>
  `SELECT 'comment', json_build_object('on', ${on}, 'text', p.description)::text ${rest}`
const described = (catalog: string, row: string, at = '= 0') =>
  `JOIN pg_description p ON p.classoid = 'pg_${catalog}'::regclass AND p.objoid = ${row}.oid AND p.objsubid ${at}`
const word = `CASE c.relkind WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END`
const isHere = `(c.oid IN (SELECT oid FROM tables) OR c.relkind IN ('v', 'm'))`

/** Comments on everything but tables and their columns, which have their own. */
const comments = [
  comment(
    `concat(${word}, ' ', ${place})`,
    `FROM relations c ${described('class', 'c')} WHERE c.relkind IN ('i', 'I', 'S', 'v', 'm')`,
  ),
  comment(
    `concat('COLUMN ', ${place}, '.', quote_ident(a.attname))`,
    `FROM relations c ${described('class', 'c', '> 0')} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.objsubid WHERE c.relkind IN ('v', 'm')`,
  ),
  comment(
    `concat('CONSTRAINT ', quote_ident(k.conname), ' ON ', ${place})`,
    `FROM tables c JOIN pg_constraint k ON k.conrelid = c.oid ${described('constraint', 'k')}`,
  ),
  comment(
    `concat('TRIGGER ', quote_ident(g.tgname), ' ON ', ${place})`,
    `FROM relations c JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal ${described('trigger', 'g')} WHERE ${isHere}`,
  ),
  comment(
    `concat(CASE o.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END, ${inPlace('o.proname')}, '(', oidvectortypes(o.proargtypes), ')')`,
    inSchemas('proc', "o.prokind IN ('f', 'p', 'w')", ` ${described('proc', 'o')}`),
  ),
  comment(
    `concat('TYPE ', ${inPlace('o.typname')})`,
    inSchemas('type', "o.typtype = 'e'", ` ${described('type', 'o')}`),
  ),
]

/** What stands beside tables. */
export const objectsQuery: readonly string[] = [views, triggers, routines, enumerations, sequences, ...comments]
