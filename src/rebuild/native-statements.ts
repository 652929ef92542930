import type { Dialect } from '../dialects/dialect.js'
import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import type { ColumnDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { CollectedChanges } from './collect-changes.js'
import { type ColumnState, isNew, newColumn, renamedColumns } from './column-state.js'
import { constraintStatements } from './native-constraints.js'
import { renameColumns } from './rename-columns.js'
import { stopsRename } from './stops-rename.js'

/**
 * The changes as ALTER TABLE, where SQLite's rules allow it (https://sqlite.org/lang_altertable.html) in the version that
 * the dialect is for; undefined where the table has to be copied.
 */
export function nativeStatements(changes: CollectedChanges, dialect: Dialect): readonly string[] | undefined {
  const { table, columns, dropped, strict, withoutRowid } = changes
  if (strict !== undefined || withoutRowid !== undefined) return undefined
  const kept = columns.filter(({ source }) => source)
  const news = columns.filter(({ source }) => !source)
  const old = table.columns.filter((column) => !dropped.includes(column))
  const inOrder = [...old, ...news].every((one, nth) => one === columns[nth]?.source || one === columns[nth])
  if (!inOrder || !dropped.every((column) => isDroppable(column, changes))) return undefined
  if (renamedColumns(kept).some((name) => stopsRename(table, name))) return undefined
  const constrained = constraintStatements(changes, dialect)
  const fresh = news.map((state) => addColumn(changes, state, dialect))
  if (!constrained || !fresh.every((some) => some !== undefined)) return undefined
  const alter = `ALTER TABLE ${dialect.identifier(table.table.name)}`
  return [
    ...changes.droppedIndexes.map((name) => `DROP INDEX ${dialect.identifier(name)}`),
    ...dropped.map(({ column }) => `${alter} DROP COLUMN ${dialect.identifier(column.name)}`),
    ...constrained,
    ...renameColumns(table.table.name, kept, dialect),
    ...fresh.flat(),
  ]
}

/** A new column at the end, with its index, as ALTER TABLE; undefined where that does not do. */
function addColumn({ table }: CollectedChanges, state: ColumnState, dialect: Dialect): readonly string[] | undefined {
  if (!isNew(state) || state.to.using !== undefined || state.to.fill !== undefined) return undefined
  const change = { kind: 'addColumn', column: newColumn(state), strict: table.strict } as const
  return dialect.alter({ table: table.table.name, changes: [change], recreate: 'auto' }) as
    | readonly string[]
    | undefined
}

/** No key, no unique column, and none that a constraint of the table names. */
function isDroppable({ column, constraints }: ColumnDefinition, { table }: CollectedChanges): boolean {
  if (constraints.some(({ kind }) => ['primaryKey', 'unique', 'foreignKey', 'check'].includes(kind))) return false
  return table.constraints.every(
    (one) =>
      one.kind === 'nothing' ||
      !(one.kind === 'check' ? columnNames(table.tokens, one.expression) : one.columns).some(({ name }) =>
        sameName(name, column.name),
      ),
  )
}
