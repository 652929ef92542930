import type { Adapter } from '../../adapter.js'
import { renderSchema } from '../../reflect/index.js'
import type { DatabaseSchema, Routine, View } from '../../schema/database.js'
import type { ReusedScratch } from './reused-scratch.js'
import { type SchemaSql, schemaSql } from './schema-sql.js'

/** Reads the schema of a database, as the options of a comparison want it. */
export type ReadSchema = (adapter: Adapter) => Promise<DatabaseSchema>

/** A schema, and the version of PostgreSQL that wrote its views, conditions and defaults down. */
export interface Written {
  readonly schema: DatabaseSchema
  /** Undefined for SQLite, which keeps what was written. */
  readonly version: string | undefined
  /** What it is made with, where that is asked for and the database is SQLite. */
  readonly sql: SchemaSql | undefined
}

/** Reads a schema and who wrote it down. */
export async function writtenIn(adapter: Adapter, readSchema: ReadSchema, withSql = false): Promise<Written> {
  const schema = await readSchema(adapter)
  const sql = withSql ? await schemaSql(adapter, schema) : undefined
  return { schema, version: await versionOf(adapter), sql }
}

/** The major version of a PostgreSQL. */
async function versionOf(adapter: Adapter): Promise<string | undefined> {
  if (adapter.engine !== 'postgresql') return undefined
  const [row] = await adapter.query("SELECT split_part(current_setting('server_version'), '.', 1) AS version")
  return String(row?.version)
}

/** Two schemas that can be compared, and what stands in the way of that. */
export interface InSameWords {
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
  readonly warnings: readonly string[]
}

/**
 * Two schemas in the words of one PostgreSQL. Each version prints a view in its own way: 16 left table names out that 15
 * wrote, and the two would always differ. Where the scratch database cannot hold one of them, as with types of an extension,
 * they stay as they are, with a warning.
 */
export async function inSameWords(
  from: Written,
  to: Written,
  scratch: ReusedScratch,
  readSchema: ReadSchema,
): Promise<InSameWords> {
  const asTheyAre = { from: from.schema, to: to.schema, warnings: [] }
  if (from.version === to.version) return asTheyAre
  const said = ({ schema, version }: Written) =>
    scratch.whileEmpty(async (adapter) => {
      if (version === (await versionOf(adapter))) return schema
      await adapter.run(renderSchema(schema, 'postgresql'))
      return withGrants(await readSchema(adapter), schema)
    })
  try {
    return { from: await said(from), to: await said(to), warnings: [] }
  } catch (error) {
    const words = (error as Error).message.replace(/\.$/, '')
    const warning = `PostgreSQL ${from.version} and ${to.version} print the same view differently, and may seem to differ: ${words}.`
    return { ...asTheyAre, warnings: [warning] }
  }
}

/** A schema that was made of another one, with what nothing is made of: what cannot be said, and who may do what. */
function withGrants(made: DatabaseSchema, { views, routines, unreflected }: DatabaseSchema): DatabaseSchema {
  const key = (one: View | Routine) => JSON.stringify([one.schema, one.name, 'args' in one ? one.args : null])
  const granted = new Set([...views, ...routines].filter((one) => one.granted).map(key))
  const marked = <One extends View | Routine>(one: One): One =>
    granted.has(key(one)) ? { ...one, granted: true } : one
  return { ...made, views: made.views.map(marked), routines: made.routines.map(marked), unreflected }
}
