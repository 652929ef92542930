import type { Engine, Queryable } from '../adapter.js'
import type { DatabaseSchema } from '../schema/database.js'
import { reflectPostgresql } from './postgresql/reflect-postgresql.js'
import { reflectSqlite } from './sqlite/reflect-sqlite.js'
import type { TableMemory } from './sqlite/table-memory.js'

/** What of a database is read, and what is left out as Limbeck's own. */
export interface ReflectOptions {
  /** PostgreSQL: the schemas to look at; the one that tables are made in when not given. */
  readonly schemas?: readonly string[]
  /** The table of the version rows; `limbeck_version` when not given. */
  readonly versionTable?: string
  /** PostgreSQL: the schema that it is in, where it is not the one that tables are made in. */
  readonly versionTableSchema?: string
  /**
   * SQLite: what was read of tables, by their SQL. Calls that are given the same one read a table that several databases
   * have in the same words once, and give the same object for it.
   */
  readonly memory?: TableMemory
}

/**
 * The schema of a database as data, in one query, on every adapter and in transactions. Tables have nothing implied:
 * constraints stand apart from columns, however they are written, and `nullable` is always said; so what is alike to the
 * database is alike as data. What no field can hold is named in `unreflected`.
 */
export function reflect(
  database: Queryable & { readonly engine: Engine },
  options: ReflectOptions = {},
): Promise<DatabaseSchema> {
  const own = new Set([options.versionTable ?? 'limbeck_version', 'limbeck_journal'])
  if (database.engine !== 'postgresql') return reflectSqlite(database, own, options.memory)
  return reflectPostgresql(database, { schemas: options.schemas ?? [], own, ownSchema: options.versionTableSchema })
}
