import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { knownSchema } from '../../src/compile/known-schema.js'
import { factsQuery, readFacts } from '../../src/rebuild/facts.js'
import { openScratch } from '../../src/scratch/open-scratch.js'
import { randomOf } from '../rebuild/random-numbers.js'

const seeds = Number(process.env.REBUILD_SEEDS ?? 40)

/** Statements of every kind that changes a schema; most of them fail some of the time. */
const statements = [
  'CREATE TABLE @ (a PRIMARY KEY, b)',
  'CREATE TABLE @ (id INTEGER PRIMARY KEY AUTOINCREMENT, a REFERENCES #)',
  'CREATE TABLE IF NOT EXISTS @ (a, b)',
  'CREATE TABLE @ AS SELECT * FROM #',
  'CREATE VIRTUAL TABLE @ USING fts5(a)',
  'CREATE TEMP TABLE @ (a)',
  'CREATE INDEX i@ ON # (a)',
  'CREATE VIEW v@ AS SELECT a, "b", "no column" FROM #',
  'CREATE TRIGGER r@ AFTER INSERT ON # BEGIN DELETE FROM @; END',
  'ALTER TABLE # ADD COLUMN c@ DEFAULT 1',
  'alter table "#" add c@',
  'ALTER TABLE # DROP COLUMN b',
  'ALTER TABLE # RENAME TO @',
  'ALTER TABLE # RENAME COLUMN a TO aa',
  'DROP TABLE #',
  'DROP VIEW v#',
  'DROP INDEX IF EXISTS i#',
  'INSERT INTO # DEFAULT VALUES',
  'ANALYZE',
  'PRAGMA foreign_keys = ON',
]

describe('a schema that is known', () => {
  it(`is what the database holds, after whatever ran, and was taken back: ${seeds}`, async () => {
    for (let seed = 0; seed < seeds; seed++) {
      const random = randomOf(seed)
      const { adapter: database, close } = await openScratch('sqlite')
      const { adapter, facts } = knownSchema(database)
      const same = async () =>
        assert.deepEqual(await facts(), readFacts(await database.query(factsQuery)), `seed ${seed}`)
      const some = () => {
        const name = () => `t${random.below(9)}`
        return random.one(statements).replaceAll('@', name).replaceAll('#', name)
      }
      for (let nth = 0; nth < 60; nth++) {
        if (random.below(4) > 0) await adapter.run([some()]).catch(() => undefined)
        else {
          await adapter
            .transaction(
              async (tx) => {
                await tx.run([some()]).catch(() => undefined)
                if (random.below(2) === 0) await same()
                await tx.query(some()).catch(() => undefined)
                if (random.below(2) === 0) throw new Error('taken back')
              },
              { first: ['CREATE TABLE IF NOT EXISTS first (a)'] },
            )
            .catch(() => undefined)
        }
        if (random.below(3) === 0) await same()
      }
      await same()
      await close()
    }
  })

  it('has the same objects where nothing has changed', async () => {
    const { adapter: database, close } = await openScratch('sqlite')
    const { adapter, facts } = knownSchema(database)
    await adapter.run(Array.from({ length: 50 }, (_, at) => `CREATE TABLE t${at} (a)`))
    const before = (await facts()).objects
    await adapter.run(['INSERT INTO t7 VALUES (1)', 'SELECT 1'])
    assert.equal((await facts()).objects, before)
    await adapter.run(['CREATE INDEX i ON t7 (a)', 'ALTER TABLE t3 ADD COLUMN b'])
    const after = (await facts()).objects
    assert.equal(after.length, 51)
    assert.deepEqual(
      after.flatMap((one, at) => (one === before[at] ? [] : [one.name])),
      ['t3', 'i'],
    )
    await close()
  })
})
