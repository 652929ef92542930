const columnNames = (relation: string, numbers: string) => `(SELECT json_agg(a.attname ORDER BY u.nth)
      FROM unnest(${numbers}) WITH ORDINALITY u(attnum, nth) JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.attnum)`

// What came with a version of PostgreSQL is asked for by name, as no column that another version would refuse.
const field = (row: string, name: string) => `to_jsonb(${row}) ->> '${name}'`

const included = (index: string) =>
  `CASE WHEN ${index}.indnatts > ${index}.indnkeyatts THEN ${columnNames(`${index}.indrelid`, `(${index}.indkey::int2[])[${index}.indnkeyatts:]`)} END`

const tables = `SELECT 'table' AS kind, json_build_object('oid', c.oid::text, 'name', c.relname, 'schema', c.schema,
  'unlogged', c.relpersistence = 'u', 'partitionBy', pg_get_partkeydef(c.oid), 'comment', obj_description(c.oid, 'pg_class'))::text AS data
FROM tables c`

/** The enumeration that a type is, or is a list of. */
const enumeration = `(SELECT json_build_object('name', e.typname,
    'schema', CASE WHEN n.nspname IS DISTINCT FROM current_schema() THEN n.nspname END,
    'values', (SELECT json_agg(l.enumlabel ORDER BY l.enumsortorder) FROM pg_enum l WHERE l.enumtypid = e.oid))
  FROM pg_type e JOIN pg_namespace n ON n.oid = e.typnamespace
  WHERE e.typtype = 'e' AND e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END)`

export const sequenceSettings = `'type', format_type(q.seqtypid, NULL), 'start', q.seqstart::text, 'increment', q.seqincrement::text,
  'minValue', q.seqmin::text, 'maxValue', q.seqmax::text, 'cache', q.seqcache::text, 'cycle', q.seqcycle`

/** The sequence of an identity, or one that belongs to the column and that its default counts up. */
const sequence = `(SELECT json_build_object('oid', q.seqrelid::text, ${sequenceSettings})
  FROM pg_depend o JOIN pg_sequence q ON q.seqrelid = o.objid
  WHERE o.classid = 'pg_class'::regclass AND o.refclassid = 'pg_class'::regclass AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum
    AND (o.deptype = 'i' OR (o.deptype = 'a' AND EXISTS (SELECT FROM pg_depend u WHERE u.classid = 'pg_attrdef'::regclass
      AND u.objid = d.oid AND u.refclassid = 'pg_class'::regclass AND u.refobjid = o.objid)))
  ORDER BY o.deptype DESC LIMIT 1)`

const columns = `SELECT 'column', json_build_object('table', c.oid::text, 'at', a.attnum, 'name', a.attname,
  'type', format_type(a.atttypid, a.atttypmod), 'element', CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN format_type(t.typelem, a.atttypmod) END,
  'dimensions', a.attndims, 'enumeration', ${enumeration}, 'notNull', a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid, a.attgenerated <> ''),
  'identity', a.attidentity, 'generated', a.attgenerated, 'sequence', ${sequence}, 'comment', col_description(c.oid, a.attnum),
  'collation', (SELECT json_build_object('name', l.collname, 'visible', pg_collation_is_visible(l.oid)) FROM pg_collation l
    WHERE l.oid = a.attcollation AND a.attcollation <> t.typcollation))::text
FROM tables c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum`

const constraints = `SELECT 'constraint', json_build_object('table', c.oid::text, 'name', k.conname, 'type', k.contype,
  'columns', ${columnNames('c.oid', 'k.conkey')}, 'condition', pg_get_expr(k.conbin, k.conrelid, true),
  'foreignTable', f.relname, 'foreignSchema', CASE WHEN n.nspname IS DISTINCT FROM current_schema() THEN n.nspname END,
  'foreignColumns', ${columnNames('f.oid', 'k.confkey')}, 'onUpdate', k.confupdtype, 'onDelete', k.confdeltype, 'match', k.confmatchtype,
  'deferrable', k.condeferrable, 'deferred', k.condeferred, 'definition', CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END,
  'using', m.amname, 'where', pg_get_expr(i.indpred, i.indrelid, true), 'include', ${included('i')},
  'nullsNotDistinct', ${field('i', 'indnullsnotdistinct')}, 'storage', x.reloptions, 'noInherit', k.connoinherit, 'validated', k.convalidated,
  'enforced', ${field('k', 'conenforced')}, 'period', ${field('k', 'conperiod')}, 'someColumns', ${field('k', 'confdelsetcols')})::text
FROM tables c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0
  LEFT JOIN pg_class f ON f.oid = k.confrelid AND k.contype = 'f' LEFT JOIN pg_namespace n ON n.oid = f.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype <> 'f' LEFT JOIN pg_class x ON x.oid = i.indexrelid LEFT JOIN pg_am m ON m.oid = x.relam`

const indexes = `SELECT 'index', json_build_object('table', c.oid::text, 'tableName', c.relname, 'schema', c.schema, 'name', x.relname,
  'unique', i.indisunique, 'using', m.amname, 'definition', pg_get_indexdef(i.indexrelid), 'keys', i.indnkeyatts,
  'columns', ${columnNames('c.oid', 'i.indkey')}, 'where', pg_get_expr(i.indpred, i.indrelid, true), 'include', ${included('i')},
  'nullsNotDistinct', ${field('i', 'indnullsnotdistinct')}, 'storage', x.reloptions, 'valid', i.indisvalid)::text
FROM relations c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
WHERE (c.oid IN (SELECT oid FROM tables) OR c.relkind = 'm')
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`

/** Tables, and what belongs to them. */
export const tablesQuery: readonly string[] = [tables, columns, constraints, indexes]
