import type { Dialect } from '../dialects/dialect.js'
import { castTo } from '../dialects/sqlite/affinity.js'
import type { ColumnDefinition, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import { isSql } from '../schema/sql.js'
import type { Encodable } from '../schema/value.js'
import type { CollectedChanges } from './collect-changes.js'
import { type ColumnState, finalName, isNew, newColumn } from './column-state.js'
import { currentType, typeText } from './edit-column.js'
import { textAt } from './edit-text.js'
import { primaryKeyOf } from './foreign-keys.js'
import { emptyGate, nullGate } from './gate.js'

/** What fills a column of the copy. */
interface Filled {
  readonly name: string
  readonly expression: string
}

/** The statement that copies a table's rows into the table that is to take its place; `next` is that one's definition. */
export function copyRows(changes: CollectedChanges, next: TableDefinition, dialect: Dialect): string {
  const { table } = changes
  const id = dialect.identifier
  const filled = changes.columns.flatMap((state) => expressionFor(state, table, dialect) ?? [])
  const into = `INSERT OR ABORT INTO ${id(next.table.name)}`
  const from = `FROM ${id(table.table.name)}`
  const same =
    filled.length === table.columns.length &&
    filled.length === next.columns.length &&
    filled.every(
      ({ name, expression }, nth) => id(name) === expression && sameName(name, table.columns[nth]?.column.name ?? ''),
    )
  const rowid = rowidOf(table, next, filled.length, dialect)
  // Where nothing is named SQLite copies rows as they are stored (xferOptimization in its insert.c).
  if (same && rowid === undefined) return `${into} SELECT * ${from}`
  const all = [...(rowid === undefined ? [] : [{ name: rowid, expression: rowid }]), ...filled]
  const list = (texts: readonly string[]) => texts.join(', ')
  return `${into} (${list(all.map(({ name }) => (name === rowid ? name : id(name))))}) SELECT ${list(
    all.map(({ expression }) => expression),
  )} ${from} NOT INDEXED`
}

/** The statements that fail before anything is copied, where rows could not be: they count what is in the way. */
export function copyGates({ table, columns }: CollectedChanges, dialect: Dialect): readonly string[] {
  const name = table.table.name
  return columns.flatMap((state): readonly string[] => {
    const { source, to } = state
    const column = `column '${finalName(state)}' cannot be NOT NULL`
    if (source) {
      const isNotNull = source.constraints.some(({ kind }) => kind === 'notNull')
      const expression = expressionFor(state, table, dialect)?.expression ?? dialect.identifier(source.column.name)
      const must = to.nullable === false && to.fill === undefined && (!isNotNull || to.using !== undefined)
      return must ? [nullGate(dialect, name, expression, `${column} without a fill`)] : []
    }
    if (!isNew(state)) return []
    const made = newColumn(state)
    const nullable = made.nullable ?? true
    const isFilled =
      (made.default !== undefined && made.default !== null) || expressionFor(state, table, dialect) !== undefined
    const words = `${column} without a default: '${name}' has rows`
    return nullable || isFilled || made.generated ? [] : [emptyGate(dialect, name, words)]
  })
}

/** What fills a column; undefined for one that SQLite fills: it is generated, or new and has its default. */
function expressionFor(state: ColumnState, table: TableDefinition, dialect: Dialect): Filled | undefined {
  const { source, name, to } = state
  const isGenerated = source?.constraints.some(({ kind }) => kind === 'generated')
  if (to.generated || (isGenerated && to.generated === undefined)) return undefined
  const value = to.using === undefined ? source && castColumn(source, state, table, dialect) : `(${to.using}\n)`
  const fill = to.fill === undefined ? undefined : fillText(to.fill, dialect)
  if (value === undefined) return fill === undefined ? undefined : { name, expression: fill }
  return { name, expression: fill === undefined ? value : `coalesce(${value}, ${fill})` }
}

function castColumn(source: ColumnDefinition, { to }: ColumnState, table: TableDefinition, dialect: Dialect): string {
  const name = dialect.identifier(source.column.name)
  const type = typeText(to, dialect)
  const cast = type === undefined ? undefined : castTo(currentType(table, source), type)
  return cast === undefined ? name : `CAST(${name} AS ${cast})`
}

const fillText = (
  fill: Encodable | { readonly kind: 'sql'; readonly parts: readonly string[] },
  dialect: Dialect,
): string => (isSql(fill) ? `(${fill.parts.join('')}\n)` : dialect.literal(fill as Encodable))

/**
 * By what name a table's row ids are copied: rows keep them, also where no column is one. But not where that would be a
 * column more than the database takes: those that no column holds are SQLite's to change, as VACUUM does.
 */
function rowidOf(
  table: TableDefinition,
  next: TableDefinition,
  count: number,
  { maxColumns = Number.POSITIVE_INFINITY }: Dialect,
): string | undefined {
  if (count >= maxColumns) return undefined
  if (table.withoutRowid || next.withoutRowid || rowidColumn(next) !== undefined) return undefined
  const taken = [...table.columns, ...next.columns].map(({ column }) => column.name)
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.some((other) => sameName(name, other)))
}

/** The column that is another name of the row id (https://sqlite.org/lang_createtable.html#rowid). */
export function rowidColumn(table: TableDefinition): string | undefined {
  const [name, ...others] = primaryKeyOf(table)
  if (name === undefined || others.length > 0 || table.withoutRowid) return undefined
  const column = table.columns.find((one) => sameName(one.column.name, name))
  const type = column?.type ? textAt(table.sql, column.type) : ''
  const descending = column?.constraints.some((one) => one.kind === 'primaryKey' && one.descending)
  return /^"?integer"?$/i.test(type) && !descending ? name : undefined
}
