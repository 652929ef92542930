import { LimbeckError } from '../../errors.js'
import { effectiveHeads } from '../../graph/identify.js'
import { idsOf } from '../../graph/rows.js'
import { upgrade } from '../../runner/upgrade.js'
import { readRows, sameRows } from '../../runner/version-table.js'
import type { Database } from '../each-database.js'
import type { ReusedScratch } from './reused-scratch.js'
import { type ReadSchema, type Written, writtenIn } from './written.js'

/** The schema of a database that has every revision. Throws `not-at-head`, in Alembic's words. */
export async function liveSchema(on: Database, readSchema: ReadSchema, withSql: boolean): Promise<Written> {
  const { adapter, database, table, scripts } = on
  const rows = (await readRows(adapter, table)) ?? []
  const heads = idsOf(scripts.graph, effectiveHeads(scripts.graph))
  if (!sameRows(rows, heads)) {
    const where = `${database} is at ${rows.join(', ') || 'base'}, the heads are ${heads.join(', ') || 'none'}`
    throw new LimbeckError('not-at-head', `Target database is not up to date. ${where}.`)
  }
  return writtenIn(adapter, readSchema, withSql)
}

/**
 * The schema that all revisions make on a scratch database: no server is asked. Foreign keys are enforced there, as on the
 * databases that commands open, unless the revisions only run where they are not.
 */
export async function shadowSchema(
  migrations: Database['migrations'],
  scratch: ReusedScratch,
  readSchema: ReadSchema,
  withSql: boolean,
): Promise<Written> {
  const withKeys = (foreignKeys: boolean) =>
    scratch.whileEmpty(async (adapter) => {
      if (adapter.engine === 'sqlite') await adapter.run([`PRAGMA foreign_keys = ${foreignKeys ? 'ON' : 'OFF'}`])
      if (migrations.length > 0) await upgrade(adapter, migrations, 'heads')
      return writtenIn(adapter, readSchema, withSql)
    })
  try {
    return await withKeys(true)
  } catch (error) {
    // SQL that makes a table anew is written for one of the two settings, and refuses the other.
    if (!(error instanceof LimbeckError) || !/\bsetting foreign_keys\b/.test(error.message)) throw error
    return withKeys(false)
  }
}
