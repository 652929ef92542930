import type { Dialect } from '../dialects/dialect.js'
import type { SchemaObject } from './facts.js'
import { noteTables } from './kept-counts.js'
import { asciiLower, mentionsQuery } from './mentions.js'
import type { Relevant } from './relevant.js'

/** What a drift query compares. */
export interface Drift extends Relevant {
  /** The tables that nothing may belong to but what is known. */
  readonly tables: readonly string[]
  /** Those of them whose rows are copied. */
  readonly copies: readonly string[]
  /** How the connection must be set, by the names of pragmas; nothing of it matters when not given. */
  readonly settings?: Readonly<Partial<Record<'foreign_keys' | 'legacy_alter_table' | 'defer_foreign_keys', boolean>>>
}

/**
 * A query that gives a row `{ type, name }` for whatever is not as it was: objects that are gone or have another text,
 * new ones that belong to the tables or may refer to them, and settings. It gives none when all is as it was.
 */
export function driftQuery(drift: Drift, dialect: Dialect): string {
  const known = knownOf(drift)
  const parts = [
    ...(known.length > 0
      ? [changed, newQuery(drift, 'SELECT type, name FROM was', dialect)]
      : [newQuery(drift, '', dialect)]),
    ...(drift.settings ? [settingsQuery(drift.settings)] : []),
  ]
  return `${known.length > 0 ? was(known, dialect) : ''}${parts.join('\nUNION ALL ')}`
}

/** The same but for settings as several queries, each with about as many characters of SQL as it may compare; one object at least. */
export function driftQueries(drift: Drift, dialect: Dialect, size: number): readonly string[] {
  const known = knownOf(drift)
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
  const names = known.map(({ type, name }) => `(${dialect.literal(type)}, ${dialect.literal(name)})`)
  return [
    ...groups.map((group) => `${was(group, dialect)}${changed}`),
    newQuery(drift, names.length > 0 ? `VALUES ${names.join(', ')}` : '', dialect),
  ]
}

const knownOf = ({ objects }: Drift): readonly SchemaObject[] => objects.filter(({ sql }) => sql !== null)

const was = (objects: readonly SchemaObject[], { literal }: Dialect): string =>
  `WITH was(type, name, sql) AS (VALUES ${objects
    .map(({ type, name, sql }) => `(${literal(type)}, ${literal(name)}, ${literal(sql)})`)
    .join(', ')})\n`

const changed =
  'SELECT type, name FROM was WHERE NOT EXISTS (SELECT 1 FROM sqlite_master AS m WHERE m.type = was.type AND m.name = was.name AND m.sql = was.sql)'

/** What is near the tables and not among those that `known` gives. */
function newQuery({ tables, copies, names }: Drift, known: string, { literal }: Dialect): string {
  const list = (values: readonly string[]) => values.map(literal).join(', ')
  const refers =
    "(type IN ('view', 'trigger') OR type = 'table' AND (instr(lower(sql), 'references') OR sql GLOB 'CREATE VIRTUAL *'))"
  // What an interrupted change by hand may have left.
  const temporary = [...noteTables, ...copies.map((name) => `_limbeck_new_${name}`)]
  const near = [
    `lower(tbl_name) IN (${list(tables.map(asciiLower))})`,
    ...(copies.length > 0 ? [`name IN (${list(temporary)})`] : []),
    `${refers} AND ${mentionsQuery(names, literal)}`,
  ]
  const others = known === '' ? '' : ` AND (type, name) NOT IN (${known})`
  return `SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND substr(tbl_name, 1, 4) <> '_cf_' AND (${near.join(
    ' OR ',
  )})${others}`
}

function settingsQuery(settings: NonNullable<Drift['settings']>): string {
  const all = Object.entries(settings).map(
    ([name, isOn]) => `SELECT '${name}' AS name FROM pragma_${name} WHERE ${name} <> ${Number(isOn)}`,
  )
  return `SELECT 'setting', name FROM (${all.join(' UNION ALL ')})`
}
