import type { Dialect } from '../dialects/dialect.js'
import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, sameName } from '../dialects/sqlite/parse/tokenize.js'
import { type Facts, isVirtual, referringTables } from './facts.js'
import { type ForeignKeyDefinition, foreignKeysOf, primaryKeyOf } from './foreign-keys.js'
import { gate, referencesGate } from './gate.js'
import { collationOf, declaredKeys, indexedKeys, keyOf } from './unique-keys.js'

/** Statements that note something before tables are made anew, and others that fail when it is not so afterwards. */
export interface Kept {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

const none: Kept = { before: [], after: [] }

/** The tables that hold what is noted. */
export const noteTables = ['_limbeck_rows', '_limbeck_references'] as const
const [rowsNote, referencesNote] = noteTables

/** Notes how many rows tables have: what goes with a dropped table is seen only at the end. */
export function keepRows(tables: readonly string[], dialect: Dialect): Kept {
  const counts = tables.map((name) => `(${dialect.literal(name)}, (SELECT count(*) FROM ${dialect.identifier(name)}))`)
  return {
    before: note(rowsNote, counts),
    after: [
      ...tables.map((name) => {
        const was = `(SELECT number FROM ${rowsNote} WHERE name = ${dialect.literal(name)})`
        const now = `(SELECT count(*) FROM ${dialect.identifier(name)})`
        const words = `${dialect.literal(`'${name}' had `)} || was || ' rows and has ' || now`
        return gate(`SELECT CASE WHEN was <> now THEN ${words} END AS wrong FROM (SELECT ${was} AS was, ${now} AS now)`)
      }),
      `DROP TABLE ${rowsNote}`,
    ],
  }
}

/**
 * Sees to it that rows refer to rows that are there: all of them where foreign keys are enforced, and elsewhere not
 * fewer than before. `members` are the tables that are made anew.
 */
export function keepReferences(
  facts: Facts,
  table: TableDefinition,
  next: TableDefinition,
  members: ReadonlySet<string>,
  dialect: Dialect,
): Kept {
  const isTable = (name: string) => sameName(name, table.table.name)
  const others = referringTables(facts).filter(
    (one) =>
      !isTable(one.table.name) &&
      (members.has(fold(one.table.name)) || foreignKeysOf(one).some(({ reference }) => isTable(reference.table.name))),
  )
  const checked = [...(foreignKeysOf(next).length > 0 ? [next] : []), ...others]
  const names = checked.map((one) => one.table.name)
  if (facts.foreignKeys) return { before: [], after: names.map((name) => referencesGate(dialect, name)) }
  const whole = checked.filter((one) => foreignKeysOf(one).every((key) => isWhole(facts, key, table)))
  if (whole.length === 0) return none
  const had = (name: string) => isTable(name) && foreignKeysOf(table).length < foreignKeysOf(next).length
  const counts = whole.map(({ table: { name } }) => {
    const count = had(name) ? '0' : `(SELECT count(*) FROM pragma_foreign_key_check(${dialect.literal(name)}))`
    return `(${dialect.literal(name)}, ${count})`
  })
  return {
    before: note(referencesNote, counts),
    after: [
      ...whole.map(({ table: { name } }) =>
        referencesGate(dialect, name, `(SELECT number FROM ${referencesNote} WHERE name = ${dialect.literal(name)})`),
      ),
      `DROP TABLE ${referencesNote}`,
    ],
  }
}

const note = (name: string, rows: readonly string[]): readonly string[] => [
  `CREATE TABLE ${name} (name TEXT PRIMARY KEY, number INTEGER)`,
  `INSERT INTO ${name} VALUES ${rows.join(', ')}`,
]

/**
 * Whether a foreign key refers to a key of a table that is there, as SQLite looks for it (`sqlite3FkLocateIndex`): one
 * that compares as its columns do. Of any other SQLite cannot say what refers to nothing.
 */
function isWhole(facts: Facts, { columns, reference }: ForeignKeyDefinition, root: TableDefinition): boolean {
  const { name } = reference.table
  const found = facts.objects.find((one) => one.type === 'table' && sameName(one.name, name))
  if (!found?.sql || isVirtual(found.sql)) return false
  const parent = sameName(name, root.table.name) ? root : parseTable(found.sql)
  if (reference.columns.length === 0) return primaryKeyOf(parent).length === columns.length
  const own = new Map(parent.columns.map((one) => [fold(one.column.name), collationOf(parent, one)]))
  const wanted = keyOf(reference.columns.map((one) => one.name))
  return [...declaredKeys(parent), ...indexedKeys(facts, name)].some(
    (key) =>
      keyOf(key.map((one) => one.name)) === wanted &&
      key.every(({ name, collation = own.get(fold(name)) }) => collation === own.get(fold(name))),
  )
}
