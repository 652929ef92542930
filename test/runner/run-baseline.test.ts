import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Adapter,
  downgrade,
  type MigrationFailedError,
  type Progress,
  plan,
  type RevisionModule,
  stamp,
  upgrade,
} from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { recording } from 'limbeck/testing'
import type { Database } from 'sql.js'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, objects, rows, values } from '../database.js'
import { compiledSet } from './compiled-set.js'

const names = Array.from({ length: 8 }, (_, at) => `r${at}`)
const revisions: readonly RevisionModule[] = names.map((revision, at) => ({
  revision,
  downRevision: names[at - 1] ?? null,
  message: `make ${revision}`,
  upgrade: (op: Operations) => op.execute(`CREATE TABLE ${revision} (id INTEGER PRIMARY KEY AUTOINCREMENT)`),
  downgrade: (op: Operations) => op.execute(`DROP TABLE ${revision}`),
}))
const baseline = names.map((name) => `CREATE TABLE ${name} (id INTEGER PRIMARY KEY AUTOINCREMENT)`)
const both = [
  ['transactions', 'sqlite', (db: Database): Adapter => sqlJs(db)],
  ['batches', 'd1', (db: Database): Adapter => batchAdapter(db)],
] as const
const schema = (db: Database) => rows(db, 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2')
const journal = (db: Database) =>
  rows(db, 'SELECT format, revision, direction, parents, checksum, downgrade FROM limbeck_journal ORDER BY id')

for (const [name, engine, adapterOf] of both) {
  const make = () => compiledSet(revisions, { engine, baseline })
  const head = (db: Database) => values(db, 'SELECT version_num FROM limbeck_version')

  describe(`a new database, on ${name}`, () => {
    it('is made by the baseline, and is what all revisions make', async () => {
      const set = await make()
      const [db, other] = [newDatabase(), newDatabase()]
      const result = await upgrade(adapterOf(db), set)
      await upgrade(adapterOf(other), await compiledSet(revisions, { engine }))
      assert.deepEqual(schema(db), schema(other))
      assert.deepEqual([head(db), head(other)], [['r7'], ['r7']])
      assert.deepEqual([result.from, result.to, result.steps.map(({ revision }) => revision)], [[], ['r7'], names])
      // The newest five, with what takes them back; the chunks before them are never asked for.
      assert.deepEqual(journal(db), journal(other).slice(-5))
      assert.ok(!set.asked.includes('chunk 0') && set.asked.includes('baseline'))
      assert.deepEqual((await upgrade(adapterOf(db), set)).steps, [])
    })

    it('is told by the plan, and the replay where there is something in it', async () => {
      const [db, full] = [newDatabase(), newDatabase('CREATE TABLE mine (id)')]
      assert.deepEqual([(await plan(adapterOf(db), await make())).baseline, objects(db)], [true, []])
      assert.equal((await plan(adapterOf(db), await make(), 'r6')).baseline, false)
      assert.equal((await plan(adapterOf(full), await make())).baseline, false)
      await upgrade(adapterOf(db), await make())
      assert.equal((await plan(adapterOf(db), await make())).baseline, false)
    })

    it('is one step for whoever listens', async () => {
      const told: Progress[] = []
      await upgrade(adapterOf(newDatabase()), await make(), 'heads', { onProgress: (one) => void told.push(one) })
      assert.deepEqual(told, [
        { revision: 'r7', message: 'make r7', direction: 'upgrade', step: 1, of: 1, safePoint: true },
      ])
    })

    for (const downgrades of [0, 2, 100]) {
      it(`keeps ${downgrades} downgrades, where so many are to be kept`, async () => {
        const [db, other] = [newDatabase(), newDatabase()]
        await upgrade(adapterOf(db), await make(), 'head', { journal: { downgrades } })
        await upgrade(adapterOf(other), await compiledSet(revisions, { engine }), 'head', { journal: { downgrades } })
        assert.deepEqual(journal(db), downgrades ? journal(other).slice(-downgrades) : [])
        assert.deepEqual(head(db), ['r7'])
        await downgrade(adapterOf(db), await make(), 'base')
        assert.deepEqual(objects(db), ['limbeck_journal', 'limbeck_version'])
        await upgrade(adapterOf(db), await make())
        assert.deepEqual(head(db), ['r7'])
      })
    }

    it('is made by the revisions where there is something in it, whatever that is', async () => {
      for (const thing of [
        'CREATE TABLE mine (id)',
        'CREATE VIEW mine AS SELECT 1',
        'CREATE TABLE "limbeck_version of mine" (id)',
        'CREATE TABLE alembic_version (version_num)',
      ]) {
        const set = await make()
        const db = newDatabase(thing)
        const result = await upgrade(adapterOf(db), set)
        assert.ok(set.asked.includes('chunk 0'), thing)
        assert.deepEqual([head(db), result.steps.length, journal(db).length], [['r7'], 8, 8])
      }
    })

    it('is new also where our own tables are there, by other names, or a counter of SQLite', async () => {
      const set = await make()
      const db = newDatabase('CREATE TABLE gone (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE gone')
      await upgrade(adapterOf(db), set, 'head', { versionTable: 'Alembic_Version' })
      assert.ok(!set.asked.includes('chunk 0'))
      assert.deepEqual(values(db, 'SELECT version_num FROM alembic_version'), ['r7'])
    })

    it('is made by the revisions on the way to another target than head', async () => {
      const set = await make()
      const db = newDatabase()
      await upgrade(adapterOf(db), set, 'r6')
      assert.ok(!set.asked.includes('baseline'))
      assert.deepEqual(head(db), ['r6'])
    })

    it('is not made by a stamp', async () => {
      const db = newDatabase()
      await stamp(adapterOf(db), await make(), 'head')
      assert.deepEqual([head(db), objects(db)], [['r7'], ['limbeck_journal', 'limbeck_version']])
    })

    it('is left empty by a baseline that fails, and the error says so', async () => {
      const db = newDatabase()
      const broken = await compiledSet(revisions, { engine, baseline: [...baseline, 'CREATE TABLE r0 (id)'] })
      await assert.rejects(upgrade(adapterOf(db), broken), (error: MigrationFailedError) => {
        assert.match(error.message, /table r0 already exists/)
        assert.deepEqual(
          [error.code, error.revision, error.rows, error.applied],
          ['migration-failed', undefined, [], []],
        )
        return true
      })
      assert.deepEqual(objects(db), [])
    })

    it('is made once by two that come at the same time', async () => {
      const db = newDatabase()
      const sets = await Promise.all([make(), make(), make()])
      const adapters = sets.map(() => inTurn(adapterOf(db)))
      const results = await Promise.all(sets.map((set, at) => upgrade(adapters[at] as Adapter, set)))
      assert.deepEqual(results.map(({ steps }) => steps.length).sort(), [0, 0, 8])
      assert.ok(results.every(({ to }) => to[0] === 'r7'))
      assert.deepEqual([head(db), journal(db).length], [['r7'], 5])
      assert.ok(sets.every((set) => !set.asked.includes('chunk 0')))
    })
  })
}

it('a new database takes two round trips where batches are all there is', async () => {
  const recorded = recording(batchAdapter(newDatabase()))
  await upgrade(recorded, await compiledSet(revisions, { engine: 'd1', baseline }))
  assert.equal(recorded.roundTrips, 2)
})

let last: Promise<unknown> = Promise.resolve()

/** A connection of its own to the same database: its transactions and batches wait for those of the others. */
function inTurn(adapter: Adapter): Adapter {
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
  return adapter.atomic === 'batch'
    ? {
        ...adapter,
        query: (...all) => queue(() => adapter.query(...all)),
        batch: (all) => queue(() => adapter.batch(all)),
      }
    : {
        ...adapter,
        query: (...all) => queue(() => adapter.query(...all)),
        transaction: (work, options) => queue(() => adapter.transaction(work, options)),
      }
}
