import { LimbeckError } from '../../errors.js'
import type { Constraint } from '../../schema/constraint.js'
import type { TableDefinition } from '../../schema/table.js'
import { constraintSql } from '../constraint-sql.js'
import { tableParts } from '../table-sql.js'
import { column } from './column.js'
import { createIndex } from './create-index.js'
import { localNames, names, refuseReserved } from './names.js'

/** A table with its indexes. Throws `invalid-operation` for what SQLite could not make. */
export function createTable(definition: TableDefinition): readonly string[] {
  const { table, columns, options } = definition
  if (columns.length === 0) throw new LimbeckError('invalid-operation', `The table '${table}' has no column.`)
  refuseReserved(table)
  // SQLite folds ASCII alone.
  const folded = (name: string) => name.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase())
  const { constraints, indexes, key } = tableParts(definition, folded)
  const counter = columns.find((each) => each.autoincrement === true && key.includes(each.name))
  if (counter && key.length > 1) {
    const message = `'${table}.${counter.name}': SQLite counts only the one column of a key up: leave out autoincrement.`
    throw new LimbeckError('invalid-operation', message)
  }
  const lines = [
    ...columns.map(
      (each) =>
        column(each, key.includes(each.name), options.strict) + (each === counter ? ' PRIMARY KEY AUTOINCREMENT' : ''),
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
