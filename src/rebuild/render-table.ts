import type { Dialect } from '../dialects/dialect.js'
import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import type { ColumnDefinition, KeyPart, TableConstraint } from '../dialects/sqlite/parse/table-definition.js'
import { columnConstraints } from '../dialects/table-sql.js'
import { LimbeckError } from '../errors.js'
import type { Column } from '../schema/column.js'
import type { Constraint } from '../schema/constraint.js'
import { type BodyItem, bodyItems, joinItems } from './body-items.js'
import type { CollectedChanges } from './collect-changes.js'
import { type ColumnState, isNew, newColumn, renamedColumns } from './column-state.js'
import { editColumn, removal } from './edit-column.js'
import { type Edit, textAt } from './edit-text.js'
import { foreignKeysOf, primaryKeyOf } from './foreign-keys.js'
import { conditionInOldNames } from './in-old-names.js'
import { goesWithColumns, keptParts } from './kept-constraints.js'
import { stopsRename } from './stops-rename.js'

/** What a table that a foreign key refers to is called for the time being. */
export type TableNames = (table: string) => string

/**
 * The SQL of a table after its changes, under a name: the old text, edited. The primary key changes its place where the
 * column that it is could not be renamed otherwise.
 */
export function renderTable(changes: CollectedChanges, dialect: Dialect, name: string, names: TableNames): string {
  const { table, columns, removed } = changes
  const kept = columns.flatMap(({ source, to }) => (source ? [{ source, to }] : []))
  const constraints = table.constraints.filter((one) => !removed.has(one) && !goesWithColumns(one, changes))
  const rename = ({ name, start, end }: { name: string; start: number; end: number }): Edit[] =>
    names(name) === name ? [] : [{ start, end, text: dialect.identifier(names(name)) }]
  const edits = [
    ...kept.flatMap(({ source, to }) => editColumn(table, source, to, dialect)),
    ...kept.flatMap(({ source }) =>
      source.constraints.filter((one) => removed.has(one)).map((one) => removal(table, one)),
    ),
    ...constraints.flatMap((one) => shortenKey(one, changes)),
    ...foreignKeysOf(table).flatMap(({ constraint, reference }) =>
      removed.has(constraint) ? [] : rename(reference.table),
    ),
  ]
  const { open, items, rest } = bodyItems(table, edits)
  const before = (at: number, until: number) => table.sql.slice(at, until)
  const own = name === table.table.name ? textAt(table.sql, table.table) : dialect.identifier(name)
  const head = before(0, table.table.start) + own
  const news = columns
    .filter(isNew)
    .flatMap((state) => columnConstraints({ ...newColumn(state), unique: false, name: state.name }))
  const entries = [
    ...constraints.map((one) => ({ kind: one.kind, item: items.get(one) as BodyItem })),
    ...[...news, ...changes.added].map((one) => {
      const text = constraintText(renameReference(one, names), columns, dialect)
      return { kind: one.kind, item: fresh(text) }
    }),
  ]
  const ordered = columns.map((state) =>
    isNew(state) ? fresh(newText(state, changes, dialect)) : (items.get(state.source as ColumnDefinition) as BodyItem),
  )
  const join = (all: typeof entries) =>
    joinItems(
      head + before(table.table.end, open),
      [...ordered, ...all.map(({ item }) => item)],
      storedAs(rest, changes),
      [...items.values()],
    )
  const text = join(entries)
  const renamed = renamedColumns(columns)
  if (renamed.length === 0) return text
  const next = parseTable(text)
  if (!renamed.some((name) => stopsRename(next, name))) return text
  const keys = entries.filter(({ kind }) => kind === 'primaryKey')
  const others = entries.filter(({ kind }) => kind !== 'primaryKey')
  return join(next.withoutRowid ? [...others, ...keys] : [...keys, ...others])
}

/** A constraint; the key of a column that counts up, and never gives a number twice, says so. */
function constraintText(one: Constraint, columns: readonly ColumnState[], dialect: Dialect): string {
  const text = dialect.constraint(one)
  const isCounted =
    one.kind === 'primaryKey' && columns.some(({ name, to }) => to.autoincrement && one.columns.includes(name))
  return isCounted ? text.replace(/\)(?= ON CONFLICT \w+$|$)/, ' AUTOINCREMENT)') : text
}

/** What follows the columns and constraints, with the words for how the table is stored. */
function storedAs(rest: string, { table, strict, withoutRowid }: CollectedChanges): string {
  if (strict === undefined && withoutRowid === undefined) return rest
  const isStrict = strict ?? table.strict
  const words = [isStrict ? 'STRICT' : [], (withoutRowid ?? table.withoutRowid) ? 'WITHOUT ROWID' : []]
    .flat()
    .join(', ')
  const close = rest.length - (table.sql.length - table.close)
  return `${rest.slice(0, close + 1)}${words === '' ? '' : ` ${words}`}`
}

const fresh = (text: string): BodyItem => ({ lead: '', text, tail: '', trail: '' })

function shortenKey(one: TableConstraint, changes: CollectedChanges): readonly Edit[] {
  if (one.kind !== 'primaryKey') return []
  const parts = keptParts(one, changes)
  if (parts.length === one.columns.length) return []
  const [first, last] = [one.columns[0] as KeyPart, one.columns.at(-1) as KeyPart]
  const text = parts.map(({ part }) => textAt(changes.table.sql, part)).join(', ')
  return [{ start: first.part.start, end: last.part.end, text }]
}

/** The text of a new column; its reference and its uniqueness stand apart. */
function newText(
  state: ColumnState & { readonly added: Column },
  { table, columns, added }: CollectedChanges,
  dialect: Dialect,
): string {
  const column = newColumn(state)
  const { check } = column
  const isKey =
    column.primaryKey && primaryKeyOf(table).length === 0 && !added.some(({ kind }) => kind === 'primaryKey')
  if (column.primaryKey && !isKey) {
    throw new LimbeckError(
      'invalid-operation',
      `Table '${table.table.name}' has a primary key: '${column.name}' cannot be one too.`,
    )
  }
  const checked =
    typeof check === 'string'
      ? { check: conditionInOldNames(check, columns) }
      : check && { check: { ...check, condition: conditionInOldNames(check.condition, columns) } }
  const text = dialect.column({ ...column, name: state.name, ...checked }, isKey)
  return isKey ? `${text} PRIMARY KEY${column.autoincrement ? ' AUTOINCREMENT' : ''}` : text
}

const renameReference = (one: Constraint, names: TableNames): Constraint =>
  one.kind === 'foreignKey' ? { ...one, table: names(one.table) } : one
