import type { Engine } from '../adapter.js'
import { dialectOf } from '../dialects/index.js'
import type { DatabaseSchema } from '../schema/database.js'
import { renderPostgresql } from './postgresql/render-postgresql.js'
import { renderSqlite } from './sqlite/render-sqlite.js'

/**
 * The statements that make a schema in an empty database, in an order that works. Throws `invalid-operation` for what the
 * engine cannot hold.
 */
export const renderSchema = (schema: DatabaseSchema, engine: Engine): readonly string[] =>
  (engine === 'postgresql' ? renderPostgresql : renderSqlite)(schema, dialectOf(engine))
