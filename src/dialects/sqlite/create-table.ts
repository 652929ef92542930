import { LimbeckError } from '../../errors.js'
import type { Column } from '../../schema/column.js'
import { integer } from '../../schema/column-type.js'
import type { Constraint } from '../../schema/constraint.js'
import type { TableDefinition } from '../../schema/table.js'
import { constraintSql, type Key, named } from '../constraint-sql.js'
import { tableParts } from '../table-sql.js'
import { column } from './column.js'
import { conflictSql } from './conflict.js'
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
  const rowId = options.withoutRowid ? undefined : rowIdOf(columns, key)
  const counter = columns.find(({ autoincrement }) => autoincrement === true)
  if (counter && counter !== rowId) {
    const why = options.withoutRowid ? 'only where there are row ids' : 'only a key of one whole number'
    throw new LimbeckError('invalid-operation', `'${table}.${counter.name}': SQLite counts up ${why}.`)
  }
  const lines = [
    ...columns.map((each) => {
      // Only by the name of INTEGER a key is the row id.
      const typed = each === rowId && each.type.type !== 'raw' ? { ...each, type: integer() } : each
      const words = column(typed, key.includes(each.name), options.strict)
      return each === counter ? `${words} ${counterKey(constraints)}` : words
    }),
    ...constraints.filter((each) => !(counter && each.kind === 'primaryKey')).map(constraint),
  ]
  const tail = [options.strict ? 'STRICT' : [], options.withoutRowid ? 'WITHOUT ROWID' : []].flat().join(', ')
  const head = `CREATE TABLE ${options.ifNotExists ? 'IF NOT EXISTS ' : ''}${names.qualified(table, options.schema)}`
  return [`${head} (\n    ${lines.join(',\n    ')}\n)${tail === '' ? '' : ` ${tail}`}`, ...indexes.map(createIndex)]
}

/** A constraint as CREATE TABLE defines it. */
export function constraint(constraint: Constraint): string {
  if (constraint.kind === 'exclude') {
    throw new LimbeckError('invalid-operation', 'SQLite has no exclusion constraints: write a trigger.')
  }
  const conflict = 'onConflict' in constraint ? conflictSql('onConflict', constraint.onConflict) : ''
  return constraintSql(localNames, constraint, keySql) + conflict
}

/** What a key is of, and what becomes of rows that break it. */
function keySql({ columns, collate = {}, order = {} }: Key): string {
  const parts = columns.map((column) => {
    const collation = Object.hasOwn(collate, column) ? collate[column] : undefined
    return [
      names.identifier(column),
      ...(collation === undefined ? [] : [`COLLATE ${names.identifier(collation)}`]),
      ...(Object.hasOwn(order, column) && order[column] === 'DESC' ? ['DESC'] : []),
    ].join(' ')
  })
  return `(${parts.join(', ')})`
}

/** A key that counts up stands with its column. */
function counterKey(constraints: readonly Constraint[]): string {
  const key = constraints.find((each) => each.kind === 'primaryKey')
  const conflict = key?.kind === 'primaryKey' ? conflictSql('onConflict', key.onConflict) : ''
  return `${named(names, key?.name)}PRIMARY KEY${conflict} AUTOINCREMENT`
}

/** The column that is to count up as the row id does: the only one of its key, unless it gets its values elsewhere. */
function rowIdOf(columns: readonly Column[], key: readonly string[]): Column | undefined {
  const [column] = key.length === 1 ? columns.filter(({ name }) => name === key[0]) : []
  if (!column || column.autoincrement === true) return column
  const { type, autoincrement, references, generated } = column
  const isCounted = autoincrement ?? !(references || generated || column.default !== undefined)
  return isCounted && ['smallInteger', 'integer', 'bigInteger'].includes(type.type) ? column : undefined
}
