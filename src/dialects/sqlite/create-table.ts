import { LimbeckError } from '../../errors.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import type { TableDefinition } from '../../schema/table.js'
import { constraintSql } from '../constraint-sql.js'
import { tableParts } from '../table-sql.js'
import { column } from './column.js'
import { createIndex } from './create-index.js'
import { localNames, names } from './names.js'

/** A table with its indexes. Throws `invalid-operation` for what SQLite could not make. */
export function createTable(definition: TableDefinition): readonly string[] {
  const { table, columns, options } = definition
  if (columns.length === 0) throw new LimbeckError('invalid-operation', `The table '${table}' has no column.`)
  if (/^sqlite_/i.test(table)) {
    throw new LimbeckError('invalid-operation', `'${table}': SQLite keeps names that begin with sqlite_ to itself.`)
  }
  const { constraints, indexes, key } = tableParts(definition)
  const counter = counted(columns, key)
  const lines = [
    ...columns.map(
      (each) => column(each, key.includes(each.name)) + (each === counter ? ' PRIMARY KEY AUTOINCREMENT' : ''),
    ),
    ...constraints.filter((each) => !(counter && each.kind === 'primaryKey')).map(constraint),
  ]
  const tail = [options.strict ? 'STRICT' : [], options.withoutRowid ? 'WITHOUT ROWID' : []].flat().join(', ')
  const head = `CREATE TABLE ${options.ifNotExists ? 'IF NOT EXISTS ' : ''}${names.qualified(table, options.schema)}`
  return [`${head} (\n    ${lines.join(',\n    ')}\n)${tail === '' ? '' : ` ${tail}`}`, ...indexes.map(createIndex)]
}

/** A constraint as CREATE TABLE defines it. */
export function constraint(constraint: Constraint): string {
  if (constraint.kind !== 'exclude') return constraintSql(localNames, constraint)
  throw new LimbeckError('invalid-operation', 'SQLite has no exclusion constraints: write a trigger.')
}

/** The column that AUTOINCREMENT stands at: the only one of its key. */
const counted = (columns: readonly Column[], key: readonly string[]): Column | undefined =>
  key.length === 1 ? columns.find((column) => column.name === key[0] && column.autoincrement === true) : undefined
