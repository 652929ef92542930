import type { Column } from '../../schema/column.js'
import { nameOf } from '../../schema/naming.js'
import type { IndexDefinition } from '../../schema/table.js'
import type { TableAlteration, TableChange } from '../../schema/table-change.js'
import { named, referencesSql } from '../constraint-sql.js'
import { columnConstraints, columnIndex } from '../table-sql.js'
import { column, isConstant } from './column.js'
import { createIndex } from './create-index.js'
import { localNames, names } from './names.js'

/**
 * Changes that ALTER TABLE can make on every table (https://sqlite.org/lang_altertable.html): a column renamed, or one
 * added that asks nothing of the rows there are. Undefined for everything else, which takes a look at the table; to drop
 * a column is tried all the same when nobody can look.
 */
export function alter(alteration: TableAlteration, unseen = false): string[] | undefined {
  const { table, schema, changes, recreate, strict, withoutRowid } = alteration
  if (recreate === 'always' || strict !== undefined || withoutRowid !== undefined) return undefined
  // An attached database is not looked at: its tables are not made anew.
  const attached = schema !== undefined && schema.toLowerCase() !== 'main'
  const blind = unseen || attached || recreate === 'never'
  const statements = changes.map((change) => native(table, schema, change, blind))
  return statements.every((some) => some !== undefined) ? statements.flat() : undefined
}

function native(
  table: string,
  schema: string | undefined,
  change: TableChange,
  unseen: boolean,
): readonly string[] | undefined {
  const head = `ALTER TABLE ${names.qualified(table, schema)}`
  if (change.kind === 'addColumn' && change.before === undefined && change.after === undefined && !change.ifNotExists) {
    return addColumn(head, table, schema, change.column, change.strict)
  }
  if (change.kind === 'dropColumn' && unseen && !change.ifExists) {
    const { existing } = change
    const indexes = existing ? madeIndexes(table, schema, existing) : []
    return [
      ...indexes.map(({ name }) => `DROP INDEX ${names.qualified(nameOf(name) ?? '', schema)}`),
      `${head} DROP COLUMN ${names.identifier(change.column)}`,
    ]
  }
  if (change.kind !== 'alterColumn') return undefined
  const { newName, comment: _, ...rest } = change.to
  if (Object.values(rest).some((value) => value !== undefined)) return undefined
  return newName === undefined || newName === change.column
    ? []
    : [`${head} RENAME COLUMN ${names.identifier(change.column)} TO ${names.identifier(newName)}`]
}

// A NOT NULL column without a default would pass on an empty table, and fail on the users'.
function addColumn(
  head: string,
  table: string,
  schema: string | undefined,
  added: Column,
  strict: boolean | undefined,
): readonly string[] | undefined {
  const { nullable = true, references, generated } = added
  const value = added.default ?? null
  if (added.primaryKey || generated?.stored || !isConstant(value)) return undefined
  if (!generated && !nullable && value === null) return undefined
  if (references && value !== null) return undefined
  const [reference] = columnConstraints({ ...added, unique: false })
  const inline =
    reference?.kind === 'foreignKey'
      ? ` ${named(localNames, reference.name)}${referencesSql(localNames, reference.table, reference.references, reference)}`
      : ''
  return [
    `${head} ADD COLUMN ${column(added, false, strict)}${inline}`,
    ...madeIndexes(table, schema, added).map(createIndex),
  ]
}

/** The indexes that a column comes with. ADD COLUMN takes no UNIQUE; an index does the same. */
export function madeIndexes(table: string, schema: string | undefined, column: Column): readonly IndexDefinition[] {
  const { unique, index, name } = column
  if (!unique || index) return columnIndex(table, schema, column)
  const given = typeof unique === 'object' ? unique.name : undefined
  return columnIndex(table, schema, { ...column, index: { name: given ?? `uq_${table}_${name}` } })
}
