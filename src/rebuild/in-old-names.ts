import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import { sameName, tokenize } from '../dialects/sqlite/parse/tokenize.js'
import type { Constraint } from '../schema/constraint.js'
import { type ColumnState, finalName } from './column-state.js'
import { editText } from './edit-text.js'

/** A new constraint of a table as it reads before the table's columns have the names that they have in the end. */
export function inOldNames(
  constraint: Constraint,
  table: string,
  columns: readonly ColumnState[],
  find: (name: string) => ColumnState,
): Constraint {
  if (constraint.kind === 'check') {
    return { ...constraint, condition: conditionInOldNames(constraint.condition, columns) }
  }
  if (constraint.kind === 'exclude') return constraint
  const old = (names: readonly string[]) => names.map((name) => find(name).name)
  if (constraint.kind !== 'foreignKey' || !sameName(constraint.table, table)) {
    return { ...constraint, columns: old(constraint.columns) }
  }
  return { ...constraint, columns: old(constraint.columns), references: old(constraint.references) }
}

/** An expression over a table's columns, as it reads before they are renamed. */
export function conditionInOldNames(condition: string, columns: readonly ColumnState[]): string {
  const renamed = columns.filter((one) => finalName(one) !== one.name)
  if (renamed.length === 0) return condition
  const edits = columnNames(tokenize(condition), { start: 0, end: condition.length }).flatMap(({ token, name }) => {
    const column = renamed.find((one) => sameName(finalName(one), name))
    return column ? [{ start: token.start, end: token.end, text: `"${column.name.replaceAll('"', '""')}"` }] : []
  })
  return editText(condition, edits)
}
