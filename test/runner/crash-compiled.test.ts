import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Adapter, type MigrationSet, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { recording } from 'limbeck/testing'
import type { Database } from 'sql.js'
import { batchAdapter } from '../batch-adapter.js'
import { compileModules } from '../compile-modules.js'
import { newDatabase, rows } from '../database.js'
import { setOf } from '../set-of.js'
import { foreign, revisions } from './drift.js'

const dump = (db: Database) =>
  JSON.stringify([
    rows(db, 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2'),
    ...(rows(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'limbeck_journal' ORDER BY 1").map(
      ([name]) => rows(db, `SELECT * FROM "${name}" ORDER BY 1`),
    ) ?? []),
  ])

const sets = {
  sqlite: setOf(await compileModules(() => revisions, 'sqlite'), revisions),
  d1: setOf(await compileModules(() => revisions, 'd1'), revisions),
}

/** Begins where each case begins. */
const starts: Readonly<Record<string, (adapter: Adapter, set: MigrationSet) => Promise<unknown>>> = {
  'a new database, which a baseline makes': async () => undefined,
  'a table that compiled statements make anew': (adapter, set) => upgrade(adapter, set, 'make'),
  async 'a table that others changed'(adapter, set) {
    await upgrade(adapter, set, 'make')
    await adapter.run(foreign)
  },
}

for (const [kind, adapterOf, engine] of [
  ['transactions', (db: Database): Adapter => sqlJs(db), 'sqlite'],
  ['batches', (db: Database): Adapter => batchAdapter(db), 'd1'],
] as const) {
  describe(`a compiled upgrade on ${kind} that is stopped at any event`, () => {
    for (const [start, begin] of Object.entries(starts)) {
      // A batch refuses what others changed: there is nothing to stop.
      if (kind === 'batches' && start.includes('others')) continue
      it(`leaves the database as it was, or as it is to be, and goes on: ${start}`, async () => {
        const set = sets[engine]
        const make = async () => {
          const db = newDatabase('PRAGMA foreign_keys = ON')
          await begin(adapterOf(db), set)
          return db
        }
        const whole = await make()
        const old = dump(whole)
        const recorded = recording(adapterOf(whole))
        await upgrade(recorded, set)
        const target = dump(whole)
        for (const how of ['failAt', 'killAt'] as const) {
          for (let nth = 1; nth <= recorded.events.length; nth++) {
            const db = await make()
            const failed = await upgrade(recording(adapterOf(db), { [how]: nth }), set).then(
              () => false,
              () => true,
            )
            // A connection that is lost takes its transaction with it, and its settings.
            if (how === 'killAt' && failed) {
              await sqlJs(db)
                .run(['ROLLBACK'])
                .catch(() => undefined)
              db.exec('PRAGMA legacy_alter_table = OFF')
            }
            assert.ok([old, target].includes(dump(db)), `${how} ${nth}`)
            await upgrade(adapterOf(db), set)
            assert.equal(dump(db), target, `${how} ${nth}, and once more`)
            assert.deepEqual(rows(db, 'PRAGMA legacy_alter_table'), [[0]], `${how} ${nth}`)
          }
        }
      })
    }
  })
}
