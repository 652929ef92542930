import type { Dialect } from '../dialects/dialect.js'
import { parseIndex } from '../dialects/sqlite/parse/parse-index.js'
import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, sameName } from '../dialects/sqlite/parse/tokenize.js'
import { type Facts, objectsOf, referringTables, tableNamed } from './facts.js'
import { type ForeignKeyDefinition, foreignKeysOf, primaryKeyOf } from './foreign-keys.js'
import { gate, referencesGate } from './gate.js'

/** Statements that note something before tables are made anew, and others that fail when it is not so afterwards. */
export interface Kept {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

const none: Kept = { before: [], after: [] }

/** Notes how many rows tables have: what goes with a dropped table is seen only at the end. */
export function keepRows(tables: readonly string[], dialect: Dialect): Kept {
  const counts = tables.map((name) => `(${dialect.literal(name)}, (SELECT count(*) FROM ${dialect.identifier(name)}))`)
  return {
    before: note('_limbeck_rows', counts),
    after: [
      ...tables.map((name) => {
        const was = `(SELECT number FROM _limbeck_rows WHERE name = ${dialect.literal(name)})`
        const now = `(SELECT count(*) FROM ${dialect.identifier(name)})`
        const words = `${dialect.literal(`'${name}' had `)} || was || ' rows and has ' || now`
        return gate(`SELECT CASE WHEN was <> now THEN ${words} END AS wrong FROM (SELECT ${was} AS was, ${now} AS now)`)
      }),
      'DROP TABLE _limbeck_rows',
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
    before: note('_limbeck_references', counts),
    after: [
      ...whole.map(({ table: { name } }) =>
        referencesGate(dialect, name, `(SELECT number FROM _limbeck_references WHERE name = ${dialect.literal(name)})`),
      ),
      'DROP TABLE _limbeck_references',
    ],
  }
}

const note = (name: string, rows: readonly string[]): readonly string[] => [
  `CREATE TABLE ${name} (name TEXT PRIMARY KEY, number INTEGER)`,
  `INSERT INTO ${name} VALUES ${rows.join(', ')}`,
]

/** Whether a foreign key refers to a key of a table that is there; SQLite cannot check another. */
function isWhole(facts: Facts, { columns, reference }: ForeignKeyDefinition, root: TableDefinition): boolean {
  const { name } = reference.table
  const found = facts.objects.find((one) => one.type === 'table' && sameName(one.name, name))
  if (!found) return false
  const parent = sameName(name, root.table.name) ? root : tableNamed(facts, name)
  if (!parent) return false
  const wanted = keyOf(reference.columns.map((one) => one.name))
  if (reference.columns.length === 0) return primaryKeyOf(parent).length === columns.length
  const keys = [
    primaryKeyOf(parent),
    ...parent.columns.flatMap((one) =>
      one.constraints.some(({ kind }) => kind === 'unique') ? [[one.column.name]] : [],
    ),
    ...parent.constraints.flatMap((one) => (one.kind === 'unique' ? [one.columns.map((part) => part.name)] : [])),
    ...objectsOf(facts, name, 'index').flatMap(({ sql }) => {
      const index = sql === null ? undefined : parseIndex(sql)
      const keys = index?.keys.flatMap((key) => key ?? [])
      return index?.unique && !index.partial && keys?.length === index.keys.length ? [keys] : []
    }),
  ]
  return keys.some((key) => keyOf(key) === wanted)
}

const keyOf = (columns: readonly string[]): string => JSON.stringify(columns.map(fold).sort())
