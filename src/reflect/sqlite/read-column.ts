import type { ColumnConstraint, ColumnDefinition, Span } from '../../dialects/sqlite/parse/table-definition.js'
import type { Column } from '../../schema/column.js'
import type { ConflictAction } from '../../schema/constraint.js'
import { given } from '../given.js'
import { collationOf } from './read-collation.js'
import { readDefault } from './read-default.js'
import { readType } from './read-type.js'

/** What a table says of one of its columns. */
export interface ColumnContext {
  /** The SQL of a place. */
  textAt(place: Span): string
  /** Whether it is the row id: a key of one INTEGER. */
  readonly isRowId: boolean
  /** Whether NULL can be in no column of the key. */
  readonly isWholeKey: boolean
  /** Whether it alone is a key, and not the row id. */
  readonly isOtherKey: boolean
  readonly autoincrement: boolean
}

/** A column with nothing implied; its constraints but NOT NULL are the table's. */
export function readColumn(definition: ColumnDefinition, context: ColumnContext): Column {
  const { column, type, constraints } = definition
  const { textAt, isRowId, isWholeKey, isOtherKey, autoincrement } = context
  const typed = readType(type ? textAt(type) : '')
  // The last one counts, of each kind.
  const last = <Kind extends ColumnConstraint['kind']>(kind: Kind) =>
    constraints.filter((one): one is ColumnConstraint & { readonly kind: Kind } => one.kind === kind).at(-1)
  const notNull = last('notNull')
  const value = last('default')
  const generated = last('generated')
  return {
    kind: 'column',
    name: column.name,
    type: typed,
    nullable: !(notNull || isRowId || isWholeKey),
    ...given({
      onNull: notNull?.onConflict as ConflictAction | undefined,
      autoincrement: autoincrement || (isOtherKey && isCountable(typed.type) ? false : undefined),
      default: value && readDefault(textAt(value.value), typed),
      collate: collationOf(definition),
      generated: generated && {
        as: textAt(generated.expression).trim(),
        ...(generated.stored ? { stored: true } : {}),
      },
    }),
  }
}

/** Where a key is called by these, `column()` would make the row id of it. */
const isCountable = (type: string): boolean => ['smallInteger', 'integer', 'bigInteger'].includes(type)
