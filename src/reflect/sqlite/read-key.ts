import type { KeyPart, TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { textAt } from '../../dialects/sqlite/parse/text-at.js'
import type { ConflictAction, Constraint } from '../../schema/constraint.js'
import { given } from '../given.js'
import { ownName } from './names.js'
import { otherCollation } from './read-collation.js'

type Part = Pick<KeyPart, 'name' | 'collation' | 'descending'>

/** The primary key of a table, however it is written. */
export interface PrimaryKey {
  readonly name: string | undefined
  readonly columns: readonly Part[]
  readonly onConflict: string | undefined
  readonly autoincrement: boolean
  /** Whether it is the row id: https://sqlite.org/lang_createtable.html#rowid */
  readonly isRowId: boolean
  /** Whether it would be the row id, were it not for a `DESC` after the column's own PRIMARY KEY. */
  readonly isNoRowId: boolean
}

export function primaryKeyOf(table: TableDefinition): PrimaryKey | undefined {
  for (const one of table.constraints) {
    if (one.kind === 'primaryKey') return keyOf(table, one, one.columns, false)
  }
  for (const { column, constraints } of table.columns) {
    const one = constraints.find((each) => each.kind === 'primaryKey')
    if (one?.kind !== 'primaryKey') continue
    const part = { name: column.name, collation: undefined, descending: one.descending }
    return keyOf(table, one, [part], one.descending)
  }
  return undefined
}

type Written = Pick<PrimaryKey, 'name' | 'onConflict' | 'autoincrement'>

function keyOf(
  table: TableDefinition,
  { name, onConflict, autoincrement }: Written,
  columns: readonly Part[],
  isDescending: boolean,
): PrimaryKey {
  const [part] = columns.length === 1 && !table.withoutRowid ? columns : []
  const column = part && table.columns.find((one) => one.column.name === ownName(table, part.name))
  const isInteger = column?.type !== undefined && /^integer$/i.test(textAt(table.sql, column.type))
  const isRowId = isInteger && !isDescending
  return { name, columns, onConflict, autoincrement, isRowId, isNoRowId: isInteger && isDescending }
}

/** A key as a constraint. What the index of a row id would be like means nothing: it has none. */
export function keyConstraint(
  kind: 'primaryKey' | 'unique',
  table: TableDefinition,
  key: Pick<PrimaryKey, 'name' | 'columns' | 'onConflict'> & { readonly isRowId?: boolean },
): Constraint {
  const parts = key.isRowId ? [] : key.columns
  const record = <Value>(value: (part: Part) => Value | undefined) => {
    const entries = parts.flatMap((part) => {
      const found = value(part)
      return found === undefined ? [] : [[ownName(table, part.name), found] as const]
    })
    return entries.length === 0 ? undefined : Object.fromEntries(entries)
  }
  return {
    kind,
    columns: key.columns.map((part) => ownName(table, part.name)),
    ...given({
      name: key.name,
      onConflict: key.onConflict as ConflictAction | undefined,
      collate: record((part) => otherCollation(table, part.name, part.collation)),
      order: record(({ descending }) => (descending ? ('DESC' as const) : undefined)),
    }),
  }
}
