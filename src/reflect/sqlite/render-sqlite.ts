import type { Dialect } from '../../dialects/dialect.js'
import type { DatabaseSchema } from '../../schema/database.js'

/** Foreign keys and views may name what is made later, triggers may not. */
export const renderSqlite = (schema: DatabaseSchema, dialect: Dialect): readonly string[] => [
  ...schema.tables.flatMap((table) => dialect.createTable(table)),
  ...schema.tables.flatMap(({ indexes }) => indexes.map(dialect.createIndex)),
  ...schema.virtualTables.map(({ sql }) => sql),
  ...schema.views.map(({ sql }) => sql),
  ...schema.triggers.map(({ sql }) => sql),
]
