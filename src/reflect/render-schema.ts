import type { Engine } from '../adapter.js'
import { dialectOf } from '../dialects/index.js'
import type { DatabaseSchema } from '../schema/database.js'

/**
 * The statements that make a schema in an empty database, in an order that works. Throws `invalid-operation` for what the
 * engine cannot hold.
 */
export function renderSchema(schema: DatabaseSchema, engine: Engine): readonly string[] {
  const dialect = dialectOf(engine)
  return [
    ...schema.tables.flatMap((table) => dialect.createTable(table)),
    ...schema.tables.flatMap(({ indexes }) => indexes.map(dialect.createIndex)),
    ...schema.virtualTables.map(({ sql }) => sql),
    ...schema.views.map(({ sql }) => sql),
    ...schema.triggers.map(({ sql }) => sql),
  ]
}
