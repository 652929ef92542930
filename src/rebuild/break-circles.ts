import type { Dialect } from '../dialects/dialect.js'
import { parseIndex } from '../dialects/sqlite/parse/parse-index.js'
import type { ColumnDefinition, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { CollectedChanges } from './collect-changes.js'
import { textAt } from './edit-text.js'
import { type Facts, objectsOf } from './facts.js'
import { type ForeignKeyDefinition, foreignKeysOf, primaryKeyOf } from './foreign-keys.js'

interface Copied {
  readonly changes: CollectedChanges
  readonly name: string
  readonly copy: string
  readonly next: TableDefinition
}

/** What tables that refer to themselves, directly or by way of others, take beside the rest. */
export interface Circles {
  /** Before anything is copied. */
  readonly begin: readonly string[]
  /** Before a table's copy takes rows. */
  indexes(table: string): readonly string[]
  /** Before the first of the old tables in a circle goes. */
  readonly open: readonly string[]
  /** After they went. */
  readonly end: readonly string[]
  readonly dropIndexes: readonly string[]
  /** Whether a reference is gone when the old tables go. */
  isOpened(table: TableDefinition, key: ForeignKeyDefinition): boolean
}

/**
 * Tables in a circle cannot be copied parents first, nor dropped children first. So what is checked waits; triggers go
 * before the rows that a dropped table takes with it; rows no longer refer to others when the tables go, for deleting
 * them one by one in each other's wake is deeper than triggers may go (10 on Cloudflare), RESTRICT forbids it, and SET
 * NULL may not; and every foreign key has an index, without which each row would be looked for in all of them.
 */
export function breakCircles(
  copied: readonly Copied[],
  circular: ReadonlySet<string>,
  facts: Facts,
  dialect: Dialect,
): Circles {
  const id = dialect.identifier
  const tables = copied.filter(({ name }) => circular.has(fold(name)))
  const isIn = ({ reference }: ForeignKeyDefinition) =>
    tables.some(({ name, copy }) => sameName(reference.table.name, name) || sameName(reference.table.name, copy))
  const keys = (table: TableDefinition) => foreignKeysOf(table).filter(isIn)
  const list = (columns: readonly string[]) => columns.map(id).join(', ')
  const created = tables.flatMap(({ name, copy, next }) =>
    keys(next).map(({ columns }, nth) => ({ table: name, index: `_limbeck_key_${copy}_${nth}`, on: copy, columns })),
  )
  const old = tables.flatMap(({ name, changes }) =>
    keys(changes.table)
      .filter(({ columns }) => !isIndexed(facts, name, columns))
      .map(({ columns }, nth) => `CREATE INDEX ${id(`_limbeck_old_${name}_${nth}`)} ON ${id(name)} (${list(columns)})`),
  )
  // A row that a CHECK will not have so stays as it is.
  const apart = tables.flatMap(({ name, changes: { table } }) => {
    const columns = new Set(keys(table).flatMap((key) => openable(table, key) ?? []))
    return [...columns].map((one) => `UPDATE OR IGNORE ${id(name)} SET ${id(one.column.name)} = ${nothing(table, one)}`)
  })
  const isOn = tables.length > 0 && !facts.deferForeignKeys
  return {
    begin: [
      ...(isOn ? ['PRAGMA defer_foreign_keys=ON'] : []),
      ...tables.flatMap(({ name }) => objectsOf(facts, name, 'trigger').map((one) => `DROP TRIGGER ${id(one.name)}`)),
    ],
    indexes: (table) =>
      created.flatMap(({ table: of, index, on, columns }) =>
        of === table ? [`CREATE INDEX ${id(index)} ON ${id(on)} (${list(columns)})`] : [],
      ),
    open: [...old, ...apart],
    end: isOn ? ['PRAGMA defer_foreign_keys=OFF'] : [],
    dropIndexes: created.map(({ index }) => `DROP INDEX ${id(index)}`),
    isOpened: (table, key) => circular.has(fold(table.table.name)) && isIn(key) && openable(table, key) !== undefined,
  }
}

/** Whether an index begins with columns, in any order. */
const isIndexed = (facts: Facts, table: string, columns: readonly string[]): boolean =>
  objectsOf(facts, table, 'index').some(({ sql }) => {
    const index = sql === null ? undefined : parseIndex(sql)
    if (!index || index.partial) return false
    const first = index.keys().slice(0, columns.length)
    return columns.every((column) => first.some((key) => key !== undefined && sameName(key, column)))
  })

/** A column of a foreign key that can be made to refer to nothing: rather one that may be NULL. */
function openable(table: TableDefinition, { columns }: ForeignKeyDefinition): ColumnDefinition | undefined {
  const free = table.columns.filter(
    ({ column, constraints }) =>
      columns.some((name) => sameName(name, column.name)) &&
      !primaryKeyOf(table).some((key) => sameName(key, column.name)) &&
      constraints.every(({ kind }) => kind !== 'generated'),
  )
  return free.find((one) => !isNotNull(one)) ?? free[0]
}

const isNotNull = ({ constraints }: ColumnDefinition): boolean => constraints.some(({ kind }) => kind === 'notNull')

/** What a column holds that refers to nothing: NULL or, where it must not, what no row can have for a key by chance. */
function nothing(table: TableDefinition, column: ColumnDefinition): string {
  if (!isNotNull(column)) return 'NULL'
  const type = table.strict && column.type ? textAt(table.sql, column.type) : ''
  if (/^"?(int|integer|real)"?$/i.test(type)) return 'random()'
  return /^"?text"?$/i.test(type) ? 'hex(randomblob(16))' : 'randomblob(16)'
}
