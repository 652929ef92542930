import type { ColumnDefinition } from '../dialects/sqlite/parse/table-definition.js'
import type { Column } from '../schema/column.js'
import type { ColumnChange } from '../schema/table-change.js'

/** A column of the new table. */
export interface ColumnState {
  /** Where it is from; undefined for a new one. */
  readonly source: ColumnDefinition | undefined
  readonly added: Column | undefined
  /** The column that a new one was put after. */
  readonly after?: string | undefined
  /** Its name until all else is done: the one in the old table, or one that the old table has not. */
  readonly name: string
  readonly to: ColumnChange
}

/** The name that a column has in the end. */
export const finalName = ({ name, added, to }: ColumnState): string => to.newName ?? added?.name ?? name

/** The columns that get another name than they have in the old table. */
export const renamedColumns = (columns: readonly ColumnState[]): readonly string[] =>
  columns.flatMap(({ source, name, to }) => (source && to.newName !== undefined && to.newName !== name ? [name] : []))

/** A new column with all that was said of it after it was added. */
export function newColumn(state: ColumnState & { readonly added: Column }): Column {
  const { newName: _, using: __, fill: ___, ...to } = state.to
  const said = Object.entries({ ...state.added, ...to }).filter(([, value]) => value !== undefined && value !== null)
  const value = to.default === null ? { default: null } : {}
  return { ...Object.fromEntries(said), ...value, name: finalName(state) } as Column
}

/** Whether a column is new. */
export const isNew = (state: ColumnState): state is ColumnState & { readonly added: Column } =>
  state.added !== undefined
