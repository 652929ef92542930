import { nameOf } from '../../schema/naming.js'
import type { IndexDefinition } from '../../schema/table.js'
import type { DropIndexOptions } from '../dialect.js'
import { indexed } from '../table-sql.js'
import { names } from './names.js'

/** An index, https://www.postgresql.org/docs/current/sql-createindex.html. */
export function createIndex(index: IndexDefinition): string {
  const { options, table } = index
  const name = nameOf(index.name)
  const list = (columns: readonly string[]) => columns.map(names.identifier).join(', ')
  const storage = Object.entries(options.with ?? {}).map(([key, value]) => `${key} = ${value}`)
  return [
    options.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    ...(options.concurrently ? ['CONCURRENTLY'] : []),
    ...(options.ifNotExists ? ['IF NOT EXISTS'] : []),
    ...(name === undefined ? [] : [names.identifier(name)]),
    'ON',
    names.qualified(table, options.schema),
    ...(options.using === undefined ? [] : [`USING ${options.using}`]),
    `(${indexed(index, names.identifier, options.ops)})`,
    ...(options.include === undefined ? [] : [`INCLUDE (${list(options.include)})`]),
    ...(options.nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(storage.length === 0 ? [] : [`WITH (${storage.join(', ')})`]),
    ...(options.where === undefined ? [] : [`WHERE ${options.where}`]),
  ].join(' ')
}

/** How an index goes. */
export function dropIndex(name: string, { schema, ifExists, concurrently }: DropIndexOptions): string {
  const words = ['DROP INDEX', ...(concurrently ? ['CONCURRENTLY'] : []), ...(ifExists ? ['IF EXISTS'] : [])]
  return [...words, names.qualified(name, schema)].join(' ')
}
