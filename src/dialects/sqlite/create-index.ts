import { LimbeckError } from '../../errors.js'
import { nameOf } from '../../schema/naming.js'
import type { IndexDefinition } from '../../schema/table.js'
import { indexed } from '../table-sql.js'
import { names, refuseReserved } from './names.js'

/** An index; what only PostgreSQL's indexes have is left out. Throws `invalid-operation` for one without a name. */
export function createIndex(index: IndexDefinition): string {
  const { options, table } = index
  const name = nameOf(index.name)
  if (name === undefined) throw new LimbeckError('invalid-operation', `An index of '${table}' has no name.`)
  refuseReserved(name)
  return [
    options.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    ...(options.ifNotExists ? ['IF NOT EXISTS'] : []),
    names.qualified(name, options.schema),
    'ON',
    names.identifier(table),
    `(${indexed(index, names.identifier)})`,
    ...(options.where === undefined ? [] : [`WHERE ${options.where}`]),
  ].join(' ')
}
