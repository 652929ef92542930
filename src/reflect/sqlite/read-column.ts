import type { ColumnConstraint, ColumnDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { textAt } from '../../dialects/sqlite/parse/text-at.js'
import type { Column } from '../../schema/column.js'
import type { ConflictAction } from '../../schema/constraint.js'
import { given } from '../given.js'
import { collationOf } from './read-collation.js'
import { readDefault } from './read-default.js'
import { readType } from './read-type.js'

/** What a table says of one of its columns. */
export interface ColumnContext {
  /** The table's. */
  readonly sql: string
  /** Whether it is the row id: a key of one INTEGER. */
  readonly isRowId: boolean
  /** Whether NULL can be in no column of the key. */
  readonly isWholeKey: boolean
  /** Whether it alone is a key, and not the row id. */
  readonly isOtherKey: boolean
  readonly autoincrement: boolean
}

/** Constraints by their kinds. */
type Last = {
  readonly [Kind in 'notNull' | 'default' | 'generated' | 'collate']?: ColumnConstraint & { readonly kind: Kind }
}

/** A column with nothing implied; its constraints but NOT NULL are the table's. */
export function readColumn(definition: ColumnDefinition, context: ColumnContext): Column {
  const { column, type, constraints } = definition
  const { sql, isRowId, isWholeKey, isOtherKey, autoincrement } = context
  const typed = readType(type ? textAt(sql, type) : '')
  // The last one counts, of each kind.
  const last: Record<string, ColumnConstraint> = {}
  for (const one of constraints) last[one.kind] = one
  const { notNull, default: value, generated, collate } = last as Last
  return {
    kind: 'column',
    name: column.name,
    type: typed,
    nullable: !(notNull || isRowId || isWholeKey),
    ...given({
      onNull: notNull?.onConflict as ConflictAction | undefined,
      autoincrement: autoincrement || (isOtherKey && isCountable(typed.type) ? false : undefined),
      default: value && readDefault(textAt(sql, value.value), typed),
      collate: collate && collationOf(definition),
      generated: generated && {
        as: textAt(sql, generated.expression).trim(),
        ...(generated.stored ? { stored: true } : {}),
      },
    }),
  }
}

/** Where a key is called by these, `column()` would make the row id of it. */
const isCountable = (type: string): boolean => ['smallInteger', 'integer', 'bigInteger'].includes(type)
