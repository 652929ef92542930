import { LimbeckError } from '../../errors.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import { nameOf } from '../../schema/naming.js'
import { ownedEnumerations } from '../../schema/owned-enumerations.js'
import type { TableAlteration, TableChange } from '../../schema/table-change.js'
import { named, referencesSql } from '../constraint-sql.js'
import type { Place } from '../dialect.js'
import { columnConstraints, columnIndex } from '../table-sql.js'
import { alterColumn } from './alter-column.js'
import { column, isCounted } from './column.js'
import { comment } from './comment.js'
import { constraint } from './constraint.js'
import { createIndex } from './create-index.js'
import { createEnums, dropEnums } from './enumeration.js'
import { names } from './names.js'

/** Changes of a table, one ALTER TABLE after the other, https://www.postgresql.org/docs/current/sql-altertable.html. */
export function alter({ table, schema, changes, strict, withoutRowid }: TableAlteration): readonly string[] {
  if (strict || withoutRowid) {
    throw new LimbeckError('invalid-operation', `'${table}': only SQLite has tables that are strict or without rowid.`)
  }
  return changes.flatMap((change) => alterOne({ table, schema }, change))
}

function alterOne(place: Place, change: TableChange): readonly string[] {
  const head = `ALTER TABLE ${names.qualified(place.table, place.schema)}`
  switch (change.kind) {
    case 'addColumn':
      return addColumn(head, place, change.column, change.ifNotExists ?? false)
    case 'dropColumn': {
      const { existing, ifExists } = change
      return [
        `${head} DROP COLUMN ${ifExists ? 'IF EXISTS ' : ''}${names.identifier(change.column)}`,
        ...(existing ? dropEnums(ownedEnumerations([existing.type]), ifExists) : []),
      ]
    }
    case 'alterColumn':
      return alterColumn(place, change.column, change.to, change.existing)
    case 'addConstraint':
      return [`${head} ADD ${constraint(change.constraint)}`]
    case 'dropConstraint': {
      const name = names.identifier(nameOf(change.name) ?? '')
      return [`${head} DROP CONSTRAINT ${change.ifExists ? 'IF EXISTS ' : ''}${name}`]
    }
  }
}

function addColumn(head: string, place: Place, added: Column, ifNotExists: boolean): readonly string[] {
  const counted = isCounted(added, added.primaryKey ? [added.name] : [])
  const definition = column(added, false, counted) + (added.primaryKey ? ' PRIMARY KEY' : '')
  const constraints = columnConstraints(added)
  const indexes = columnIndex(place.table, place.schema, added)
  return [
    ...createEnums(ownedEnumerations([added.type]), ifNotExists),
    ...(ifNotExists
      ? [`${head} ADD COLUMN IF NOT EXISTS ${[definition, ...constraints.map(inline)].join(' ')}`]
      : [`${head} ADD COLUMN ${definition}`, ...constraints.map((each) => `${head} ADD ${constraint(each)}`)]),
    ...indexes.map((index) =>
      createIndex(ifNotExists ? { ...index, options: { ...index.options, ifNotExists } } : index),
    ),
    ...(added.comment ? comment(place, added.name, added.comment) : []),
  ]
}

/** A constraint of one column as its definition has it: where the column is there already, it is passed over with it. */
function inline(constraint: Constraint): string {
  const words =
    constraint.kind === 'foreignKey'
      ? referencesSql(names, constraint.table, constraint.references, constraint)
      : 'UNIQUE'
  return named(names, constraint.name) + words
}
