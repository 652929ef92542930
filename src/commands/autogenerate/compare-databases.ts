import type { Engine, Queryable } from '../../adapter.js'
import { reflect, tableMemory } from '../../reflect/index.js'
import type { VersionTableOptions } from '../../runner/version-table.js'
import type { DatabaseSchema } from '../../schema/database.js'
import { lazyRevisions } from '../../scripts/load-migrations.js'
import type { EnvRun } from '../config.js'
import { invalid } from '../configuration/invalid.js'
import { eachDatabase } from '../each-database.js'
import type { Project } from '../project.js'
import { type OnDatabase, onDatabase, tableOf, throughEnv } from '../through-env.js'
import { engineOf } from '../write-sql.js'
import type { CompareSettings } from './compare-settings.js'
import { type ReusedScratch, reusedScratch } from './reused-scratch.js'
import type { SchemaSql } from './schema-sql.js'
import { liveSchema, shadowSchema } from './source-schema.js'
import { targetSchema } from './target.js'
import { inSameWords, type ReadSchema, type Written } from './written.js'

/** A database and its target, read. */
export interface Compared extends OnDatabase {
  readonly engine: Engine
  /** What is there: in the database itself, or what all revisions make. */
  readonly from: DatabaseSchema
  readonly to: DatabaseSchema
  /** What `from` is made with, word by word, where that is asked for and the database is SQLite. */
  readonly sql: SchemaSql | undefined
  readonly settings: CompareSettings
  readonly table: VersionTableOptions
  /** What stands in the way of comparing them. */
  readonly warnings: readonly string[]
}

/** How databases are compared. */
export interface CompareOptions {
  /** No database is opened: what all revisions make is compared. */
  readonly shadow?: boolean
  /** Databases without a target are passed over. */
  readonly optional?: boolean
  /** What makes the source is read too, for revisions that are SQL. */
  readonly withSql?: boolean
}

/**
 * Reads each of the project's databases and its target. Throws `not-at-head` for a database that lacks revisions,
 * `invalid-configuration` without a target, and as `targetSchema`.
 */
export async function compareDatabases(
  project: Project,
  { shadow = false, optional = false, withSql = false }: CompareOptions = {},
): Promise<readonly Compared[]> {
  if (!shadow) {
    const read = await eachDatabase(
      project,
      async (on): Promise<Omit<Compared, keyof OnDatabase> | object> => {
        const how = settled(project, on.given)
        if (optional && how.settings.target === undefined) return {}
        const from = await liveSchema(on, how.readSchema, withSql)
        return compareWith(project, on.adapter.engine, how, on.table, async () => from)
      },
      { readOnly: true },
    )
    return read.filter((one): one is Compared => 'from' in one)
  }
  const compared: Compared[] = []
  await throughEnv(project, true, async (given) => {
    const how = settled(project, given)
    const migrations = lazyRevisions(project.scripts().revisions, given.name)
    const read = (scratch: ReusedScratch) => shadowSchema(migrations, scratch, how.readSchema, withSql)
    const made = await compareWith(project, engineOf(project, given), how, tableOf(project, given), read)
    compared.push({ ...onDatabase(project, given), ...made })
  })
  return compared
}

/** Reads the source, and the target on a scratch database. */
async function compareWith(
  project: Project,
  engine: Engine,
  { settings, readSchema }: How,
  table: VersionTableOptions,
  readSource: (scratch: ReusedScratch) => Promise<Written>,
): Promise<Omit<Compared, keyof OnDatabase>> {
  const scratch = reusedScratch(engine, project.folder)
  try {
    const from = await readSource(scratch)
    const to = await readTarget(project, settings, engine, readSchema, scratch)
    return { engine, ...(await inSameWords(from, to, scratch, readSchema)), sql: from.sql, settings, table }
  } finally {
    await scratch.close()
  }
}

interface How {
  readonly settings: CompareSettings
  readonly readSchema: ReadSchema
}

/** What the configuration says of a comparison, and `env.ts` before it. */
function settled(project: Project, given: EnvRun): How {
  const settings: CompareSettings = { ...chosen(project.settings), ...chosen(given) }
  const own = tableOf(project, given)
  const { includeSchemas } = settings
  const memory = tableMemory()
  return {
    settings,
    async readSchema(adapter) {
      const schemas = adapter.engine === 'postgresql' ? await schemasOf(adapter, includeSchemas) : undefined
      return reflect(adapter, { ...own, memory, ...(schemas && { schemas }) })
    },
  }
}

/** The schemas that take part; undefined for the default one. */
async function schemasOf(
  database: Queryable,
  included: CompareSettings['includeSchemas'],
): Promise<readonly string[] | undefined> {
  if (typeof included === 'object') return included
  if (!included) return undefined
  const sql = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1"
  return (await database.query(sql)).map(({ nspname }) => String(nspname))
}

const keys: Readonly<Record<keyof CompareSettings, true>> = {
  autogeneratePlugins: true,
  comparators: true,
  compareServerDefault: true,
  compareType: true,
  includeName: true,
  includeObject: true,
  includeSchemas: true,
  namingConvention: true,
  processRevisionDirectives: true,
  renderers: true,
  renderItem: true,
  rewriter: true,
  target: true,
}

/** What of some settings is about comparing, as far as it is said. */
const chosen = (settings: CompareSettings): CompareSettings =>
  Object.fromEntries(Object.entries(settings).filter(([key, value]) => key in keys && value !== undefined))

function readTarget(
  { file, folder }: Project,
  { target, namingConvention }: CompareSettings,
  engine: Engine,
  readSchema: ReadSchema,
  scratch: ReusedScratch,
): Promise<Written> {
  if (target !== undefined) return targetSchema(target, { engine, folder, namingConvention, readSchema, scratch })
  const what = "there is no target to compare with: add target: 'schema.sql', or a module that exports tables"
  throw invalid(file ?? 'The settings', what)
}
