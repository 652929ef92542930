import type { Adapter } from '../../adapter.js'
import { LimbeckError } from '../../errors.js'
import { effectiveHeads } from '../../graph/identify.js'
import { idsOf } from '../../graph/rows.js'
import { upgrade } from '../../runner/upgrade.js'
import { readRows, sameRows } from '../../runner/version-table.js'
import type { DatabaseSchema } from '../../schema/database.js'
import { openScratch } from '../../scratch/open-scratch.js'
import type { Database } from '../each-database.js'

/** Reads the schema of a database, as the options of a comparison want it. */
export type ReadSchema = (adapter: Adapter) => Promise<DatabaseSchema>

/** The schema of a database that has every revision. Throws `not-at-head`, in Alembic's words. */
export async function liveSchema(on: Database, readSchema: ReadSchema): Promise<DatabaseSchema> {
  const { adapter, database, table, scripts } = on
  const rows = (await readRows(adapter, table)) ?? []
  const heads = idsOf(scripts.graph, effectiveHeads(scripts.graph))
  if (!sameRows(rows, heads)) {
    const where = `${database} is at ${rows.join(', ') || 'base'}, the heads are ${heads.join(', ') || 'none'}`
    throw new LimbeckError('not-at-head', `Target database is not up to date. ${where}.`)
  }
  return readSchema(adapter)
}

/** The schema that all revisions make on a scratch database: no server is asked. */
export async function shadowSchema(
  migrations: Database['migrations'],
  engine: Adapter['engine'],
  folder: string,
  readSchema: ReadSchema,
): Promise<DatabaseSchema> {
  const { adapter, close } = await openScratch(engine, folder)
  try {
    if (migrations.length > 0) await upgrade(adapter, migrations, 'heads')
    return await readSchema(adapter)
  } finally {
    await close()
  }
}
