import type { Dialect } from '../dialects/dialect.js'
import type { Constraint } from '../schema/constraint.js'
import { nameOf } from '../schema/naming.js'

/** What a failed gate's words begin with, in the database's own error. */
export const gateMark = 'limbeck gate: '

/**
 * A statement that fails with words of its own when a query gives any: a column called `wrong`, one row, null when all
 * is well. It needs nothing to be read by us, so that it works within a batch. SQLite has no RAISE outside of triggers: a
 * JSON path that is none is quoted in the error.
 */
export const gate = (query: string): string =>
  `SELECT json_extract('{}', '${gateMark}' || wrong) FROM (${query}) WHERE wrong IS NOT NULL`

/** What the gate that failed said; undefined when an error is from none. */
export function gateWords(error: unknown): string | undefined {
  const message = String((error as Error | undefined)?.message ?? error)
  const at = message.indexOf(gateMark)
  if (at < 0) return undefined
  const [words] = /^(?:[^']|'')*/.exec(message.slice(at + gateMark.length)) ?? ['']
  return words.replaceAll("''", "'")
}

/** Fails when a table has rows for which an expression is null. */
export const nullGate = (dialect: Dialect, table: string, expression: string, words: string): string =>
  gate(
    `SELECT CASE WHEN count(*) > 0 THEN ${dialect.literal(`${words}: `)} || count(*) || ' rows of ' || ${dialect.literal(
      `'${table}'`,
    )} || ' have NULL' END AS wrong FROM ${dialect.identifier(table)} WHERE (${expression}\n) IS NULL`,
  )

/** Fails when rows do not meet a condition that a table is to have. */
export const conditionGate = (
  dialect: Dialect,
  table: string,
  check: Constraint & { readonly kind: 'check' },
): string =>
  gate(
    `SELECT CASE WHEN count(*) > 0 THEN count(*) || ${dialect.literal(
      ` rows of '${table}' do not meet ${nameOf(check.name) ?? check.condition}`,
    )} END AS wrong FROM ${dialect.identifier(table)} WHERE NOT (${check.condition}\n)`,
  )

/** Fails when a table has rows. */
export const emptyGate = (dialect: Dialect, table: string, words: string): string =>
  gate(`SELECT ${dialect.literal(words)} AS wrong FROM ${dialect.identifier(table)} LIMIT 1`)

/** Fails when the statement before it, which copied a table, did not copy as many rows as the table has. */
export function copyGate(dialect: Dialect, table: string): string {
  const words = `${dialect.literal(`of '${table}' `)} || copied || ' rows were copied, of ' || was`
  const counts = `SELECT changes() AS copied, (SELECT count(*) FROM ${dialect.identifier(table)}) AS was`
  return gate(`SELECT CASE WHEN was <> copied THEN ${words} END AS wrong FROM (${counts})`)
}

/** Fails when one of the objects is not there. */
export function objectsGate(
  dialect: Dialect,
  objects: readonly { readonly type: string; readonly name: string }[],
): string {
  const list = objects.map(({ type, name }) => `(${dialect.literal(type)}, ${dialect.literal(name)})`).join(', ')
  return gate(
    `WITH wanted(type, name) AS (VALUES ${list}) SELECT 'the rebuild lost ' || group_concat(type || ' ' || name, ', ') AS wrong FROM wanted WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS m WHERE m.type = wanted.type AND m.name = wanted.name)`,
  )
}

/** Fails when rows of a table refer to rows that there are not: more of them than `allowed`, an expression. */
export const referencesGate = (dialect: Dialect, table: string, allowed = '0'): string =>
  gate(
    `SELECT CASE WHEN count(*) > ${allowed} THEN ${dialect.literal(`rows of '${table}' refer to rows that are not there: `)} || count(*) || coalesce(', rowid ' || (SELECT group_concat("rowid", ', ') FROM (SELECT "rowid" FROM pragma_foreign_key_check(${dialect.literal(
      table,
    )}) LIMIT 5)), '') END AS wrong FROM pragma_foreign_key_check(${dialect.literal(table)})`,
  )
