import type { Dialect } from '../dialects/dialect.js'
import type { SchemaObject } from './facts.js'
import { noteTables } from './kept-counts.js'
import { asciiLower, type Relevant, spellings } from './relevant.js'

/** What a drift query compares. */
export interface Drift extends Relevant {
  /** The tables that nothing may belong to but what is known. */
  readonly tables: readonly string[]
  /** How the connection must be set, by the names of pragmas; nothing of it matters when not given. */
  readonly settings?: Readonly<Partial<Record<'foreign_keys' | 'legacy_alter_table' | 'defer_foreign_keys', boolean>>>
}

/**
 * A query that gives a row `{ type, name }` for whatever is not as it was: objects that are gone or have another text,
 * new ones that belong to the tables or may refer to them, and settings. It gives none when all is as it was.
 */
export const driftQuery = (drift: Drift, dialect: Dialect): string =>
  driftQueries(drift, dialect, Number.POSITIVE_INFINITY).join('\nUNION ALL ')

/** The same as several queries, each with about as many characters of SQL as it may compare; one object at least. */
export function driftQueries(drift: Drift, dialect: Dialect, size: number): readonly string[] {
  const known = drift.objects.filter(({ sql }) => sql !== null)
  const groups: SchemaObject[][] = []
  let room = 0
  for (const one of known) {
    const length = (one.sql as string).length
    if (room < length) {
      groups.push([])
      room = size
    }
    groups.at(-1)?.push(one)
    room -= length
  }
  return [
    ...groups.map((group) => changedQuery(group, dialect)),
    newQuery(drift, known, dialect),
    ...(drift.settings ? [settingsQuery(drift.settings)] : []),
  ]
}

function changedQuery(objects: readonly SchemaObject[], { literal }: Dialect): string {
  const rows = objects.map(({ type, name, sql }) => `(${literal(type)}, ${literal(name)}, ${literal(sql)})`)
  const was = `SELECT column1 AS type, column2 AS name, column3 AS sql FROM (VALUES ${rows.join(', ')})`
  const same = 'm.type = was.type AND m.name = was.name AND m.sql = was.sql'
  return `SELECT type, name FROM (${was}) AS was WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS m WHERE ${same})`
}

function newQuery({ tables, names }: Drift, known: readonly SchemaObject[], { literal }: Dialect): string {
  const list = (values: readonly string[]) => values.map(literal).join(', ')
  // A list, and not one OR after another: an expression may be 100 deep on Cloudflare.
  const rows = names.flatMap(spellings).map((name) => `(${literal(name)})`)
  const mentioned = `EXISTS (SELECT 1 FROM (VALUES ${rows.join(', ')}) WHERE instr(lower(sql), column1))`
  const refers = `(type IN ('view', 'trigger') OR type = 'table' AND instr(lower(sql), 'references'))`
  // What an interrupted change by hand may have left.
  const temporary = [...noteTables, ...tables.map((name) => `_limbeck_new_${name}`)]
  const near = [
    `lower(tbl_name) IN (${list(tables.map(asciiLower))})`,
    `name IN (${list(temporary)})`,
    `${refers} AND ${mentioned}`,
  ]
  const old = list(known.map(({ type, name }) => `${type} ${name}`))
  return `SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND substr(tbl_name, 1, 4) <> '_cf_' AND (${near.join(
    ' OR ',
  )}) AND type || ' ' || name NOT IN (${old})`
}

function settingsQuery(settings: NonNullable<Drift['settings']>): string {
  const all = Object.entries(settings).map(
    ([name, isOn]) => `SELECT '${name}' AS name FROM pragma_${name} WHERE ${name} <> ${Number(isOn)}`,
  )
  return `SELECT 'setting', name FROM (${all.join(' UNION ALL ')})`
}
