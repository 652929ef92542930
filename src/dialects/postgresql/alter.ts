import type { Column } from '../../schema/column.js'
import { nameOf } from '../../schema/naming.js'
import type { TableAlteration, TableChange } from '../../schema/table-change.js'
import { constraintSql } from '../constraint-sql.js'
import type { Place } from '../dialect.js'
import { columnConstraints, columnIndex } from '../table-sql.js'
import { alterColumn } from './alter-column.js'
import { column, isCounted } from './column.js'
import { comment } from './comment.js'
import { createIndex } from './create-index.js'
import { createEnums } from './create-table.js'
import { names } from './names.js'

/** Changes of a table, one ALTER TABLE after the other, https://www.postgresql.org/docs/current/sql-altertable.html. */
export function alter({ table, schema, changes }: TableAlteration): readonly string[] {
  return changes.flatMap((change) => alterOne({ table, schema }, change))
}

function alterOne(place: Place, change: TableChange): readonly string[] {
  const head = `ALTER TABLE ${names.qualified(place.table, place.schema)}`
  switch (change.kind) {
    case 'addColumn':
      return addColumn(head, place, change.column, change.ifNotExists ?? false)
    case 'dropColumn':
      return [`${head} DROP COLUMN ${change.ifExists ? 'IF EXISTS ' : ''}${names.identifier(change.column)}`]
    case 'alterColumn':
      return alterColumn(place, change.column, change.to, change.existing)
    case 'addConstraint':
      return [`${head} ADD ${constraintSql(names, change.constraint)}`]
    case 'dropConstraint': {
      const name = names.identifier(nameOf(change.name) ?? '')
      return [`${head} DROP CONSTRAINT ${change.ifExists ? 'IF EXISTS ' : ''}${name}`]
    }
  }
}

function addColumn(head: string, place: Place, added: Column, ifNotExists: boolean): readonly string[] {
  const counted = added.primaryKey === true && isCounted(added, [added.name])
  const definition = column(added, false, counted) + (added.primaryKey ? ' PRIMARY KEY' : '')
  return [
    ...createEnums([added.type]),
    `${head} ADD COLUMN ${ifNotExists ? 'IF NOT EXISTS ' : ''}${definition}`,
    ...columnConstraints(added).map((constraint) => `${head} ADD ${constraintSql(names, constraint)}`),
    ...columnIndex(place.table, place.schema, added).map(createIndex),
    ...(added.comment ? comment(place, added.name, added.comment) : []),
  ]
}
