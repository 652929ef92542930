import type { Dialect } from '../dialects/dialect.js'
import { type Facts, objectsOf } from './facts.js'
import { gate } from './gate.js'

/** The statements that fail when the schema is no longer what the facts say. */
export function schemaGate(facts: Facts, tables: readonly string[], dialect: Dialect): readonly string[] {
  const own = tables.flatMap((table) =>
    (['table', 'index', 'trigger'] as const).flatMap((type) => objectsOf(facts, table, type)),
  )
  const length = facts.objects.reduce((sum, { sql }) => sum + [...(sql ?? '')].length, 0)
  const changed = (name: string) => dialect.literal(`the schema changed before the rebuild began: ${name}`)
  return [
    gate(
      `SELECT CASE WHEN count(*) <> ${facts.objects.length} OR total(length(sql)) <> ${length} THEN ${changed(
        'other objects',
      )} END AS wrong FROM sqlite_master WHERE substr(tbl_name, 1, 4) <> '_cf_'`,
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
