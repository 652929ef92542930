import type { Dialect } from '../dialects/dialect.js'
import { type Facts, objectsOf } from './facts.js'
import { gate } from './gate.js'

/** The statements that fail when the schema is no longer what the facts say. */
export function schemaGate(facts: Facts, tables: readonly string[], dialect: Dialect): readonly string[] {
  const own = tables.flatMap((table) =>
    (['table', 'index', 'trigger'] as const).flatMap((type) => objectsOf(facts, table, type)),
  )
  // Tables that refer to none and indexes of others, such as those of the runner, may come and go.
  const others = facts.objects.filter(
    ({ type, sql }) => type === 'view' || type === 'trigger' || (type === 'table' && /references/i.test(sql ?? '')),
  )
  const length = others.reduce((sum, { sql }) => sum + [...(sql ?? '')].length, 0)
  const changed = (name: string) => dialect.literal(`the schema changed before the rebuild began: ${name}`)
  const where = `substr(tbl_name, 1, 4) <> '_cf_' AND (type IN ('view', 'trigger') OR type = 'table' AND sql LIKE '%references%')`
  return [
    gate(
      `SELECT CASE WHEN count(*) <> ${others.length} OR total(length(sql)) <> ${length} THEN ${changed(
        'a view, a trigger or a table with foreign keys',
      )} END AS wrong FROM sqlite_master WHERE ${where}`,
    ),
    gate(
      `SELECT CASE WHEN count(*) <> ${own.length} THEN ${changed(`what belongs to ${tables.join(', ')}`)} END AS wrong FROM sqlite_master WHERE tbl_name IN (${tables
        .map(dialect.literal)
        .join(', ')})`,
    ),
    ...own.flatMap(({ type, name, sql }) =>
      sql === null
        ? []
        : [
            gate(
              `SELECT ${changed(`${type} ${name}`)} AS wrong WHERE NOT EXISTS (SELECT 1 FROM sqlite_master WHERE type = ${dialect.literal(
                type,
              )} AND name = ${dialect.literal(name)} AND sql = ${dialect.literal(sql)})`,
            ),
          ],
    ),
  ]
}
