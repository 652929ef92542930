import { LimbeckError } from '../errors.js'
import { conventionalName, type Name } from '../schema/naming.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import type { Sql } from '../schema/sql.js'
import type { IndexDefinition, IndexOptions } from '../schema/table.js'
import { dropIndex } from './drop-index.js'
import { type Operation, refuseNoName } from './operation.js'

export interface CreateIndex extends Operation, IndexDefinition {
  readonly kind: 'createIndex'
}

/** Makes an index of columns, or of expressions made with `sql`. A name of null is given by the naming convention. */
export function createIndex(
  name: Name | null,
  table: string,
  columns: readonly (string | Sql)[],
  options: IndexOptions = {},
): CreateIndex {
  refuseNoName('op.createIndex', table)
  if (!Array.isArray(columns)) {
    throw new LimbeckError('invalid-operation', `op.createIndex of '${table}' takes its columns as a list: ['id'].`)
  }
  if (columns.length === 0) throw new LimbeckError('invalid-operation', `op.createIndex of '${table}' has no column.`)
  refuseUnknown('op.createIndex', options, known)
  const definition: IndexDefinition = {
    name: name ?? indexName(name, table, columns, options),
    table,
    columns,
    options,
  }
  const { schema, concurrently, ifNotExists } = options
  const operation: CreateIndex = {
    kind: 'createIndex',
    ...definition,
    ...(options.concurrently ? { outside: true as const } : {}),
    toSql: (dialect) => [dialect.createIndex(definition)],
    named: (convention) => createIndex(indexName(name, table, columns, options, convention), table, columns, options),
    reverse: () => [
      dropIndex(definition.name, {
        ...(schema === undefined ? {} : { schema }),
        ...(concurrently ? { concurrently } : {}),
        ...(ifNotExists ? { ifExists: true } : {}),
        existing: operation,
      }),
    ],
  }
  return operation
}

function indexName(
  name: Name | null,
  table: string,
  columns: readonly (string | Sql)[],
  { schema }: IndexOptions,
  convention?: Parameters<typeof conventionalName>[2],
): Name {
  const named = columns.filter((column) => typeof column === 'string')
  const made = conventionalName('ix', { table, schema, columns: named, name }, convention)
  if (made === undefined) throw new LimbeckError('invalid-operation', `An index of '${table}' has no name.`)
  return made
}

const known: Known<IndexOptions> = {
  schema: true,
  unique: true,
  ifNotExists: true,
  where: true,
  using: true,
  include: true,
  ops: true,
  with: true,
  concurrently: true,
  nullsNotDistinct: true,
}
