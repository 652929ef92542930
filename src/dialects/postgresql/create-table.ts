import { LimbeckError } from '../../errors.js'
import { ownedEnumerations } from '../../schema/owned-enumerations.js'
import type { TableDefinition } from '../../schema/table.js'
import { tableParts } from '../table-sql.js'
import { column, isCounted } from './column.js'
import { comment } from './comment.js'
import { constraint } from './constraint.js'
import { createIndex } from './create-index.js'
import { createEnums } from './enumeration.js'
import { names } from './names.js'

/** A table, after the enumerations that it takes, and before its indexes and comments. Throws `invalid-operation`. */
export function createTable(definition: TableDefinition): readonly string[] {
  const { table, columns, options } = definition
  if (options.strict || options.withoutRowid) {
    throw new LimbeckError('invalid-operation', `'${table}': only SQLite has tables that are strict or without rowid.`)
  }
  const { constraints, indexes, key } = tableParts(definition)
  const referring = (name: string) =>
    constraints.some((each) => each.kind === 'foreignKey' && each.columns.includes(name))
  const lines = [
    ...columns.map((each) => {
      const isKey = key.includes(each.name)
      return column(each, isKey, isCounted(each, key) && (each.autoincrement === true || !referring(each.name)))
    }),
    ...constraints.map(constraint),
  ]
  const head = [
    options.unlogged ? 'CREATE UNLOGGED TABLE' : 'CREATE TABLE',
    ...(options.ifNotExists ? ['IF NOT EXISTS'] : []),
    names.qualified(table, options.schema),
  ].join(' ')
  const tail = options.partitionBy === undefined ? '' : ` PARTITION BY ${options.partitionBy}`
  const place = { table, schema: options.schema }
  return [
    ...createEnums(ownedEnumerations(columns.map(({ type }) => type)), options.ifNotExists),
    `${head} (\n    ${lines.join(',\n    ')}\n)${tail}`,
    ...indexes.map(createIndex),
    ...(options.comment ? comment(place, undefined, options.comment) : []),
    ...columns.flatMap((each) => (each.comment ? comment(place, each.name, each.comment) : [])),
  ]
}
