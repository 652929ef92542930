import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { downgrade, type SchemaDriftError, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Database } from 'sql.js'
import { batchAdapter } from '../batch-adapter.js'
import { compileModules } from '../compile-modules.js'
import { newDatabase, rows } from '../database.js'
import { setOf } from '../set-of.js'
import { revisions } from './drift.js'

/** What somebody may do to a database between two releases; each can be done alone, and in this order. */
const deeds = [
  'CREATE TABLE other (id INTEGER PRIMARY KEY, p REFERENCES p (id) ON DELETE CASCADE)',
  'INSERT INTO other VALUES (1, 1), (2, 2)',
  'CREATE TABLE synced (name TEXT, id INTEGER)',
  'CREATE INDEX by_hand ON p (a)',
  'CREATE UNIQUE INDEX "half ""of"" it" ON p (id) WHERE a IS NULL',
  'ALTER TABLE p ADD COLUMN extra TEXT DEFAULT 2',
  "CREATE TRIGGER seen_p AFTER INSERT ON p BEGIN SELECT 'it''s'; END",
  'CREATE VIEW both AS SELECT p.id, c.id AS c FROM p JOIN c ON c.p = p.id',
  'CREATE INDEX c_p ON c (p)',
  'ALTER TABLE c ADD COLUMN note TEXT',
  'CREATE TABLE apart (id INTEGER)',
  'UPDATE p SET a = id * 3',
  'DELETE FROM c WHERE id = 20',
]
// Rows for a table that was not made, say.
const needs: Readonly<Record<number, number>> = { 1: 0 }

const dump = (db: Database) => {
  const objects = rows(
    db,
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
  )
  const tables = objects.flatMap(([type, name]) =>
    type === 'table' && !String(name).startsWith('limbeck') ? [String(name)] : [],
  )
  return [
    objects,
    tables.map((name) => rows(db, `SELECT rowid, * FROM ${name} ORDER BY 1`)),
    rows(db, 'SELECT version_num FROM limbeck_version'),
    rows(db, 'PRAGMA foreign_key_check'),
  ]
}

const [forSqlite, forD1] = await Promise.all([
  compileModules(() => revisions, 'sqlite'),
  compileModules(() => revisions, 'd1'),
])
const done = fc
  .subarray([...deeds.keys()])
  .map((chosen) => chosen.filter((at) => needs[at] === undefined || chosen.includes(needs[at])))
  .map((chosen) => chosen.map((at) => deeds[at] as string))

describe('whatever was done to a database between two releases', () => {
  it('compiled revisions leave what revisions leave, up and down', async () => {
    await fc.assert(
      fc.asyncProperty(done, fc.boolean(), fc.constantFrom('run', 'revision'), async (all, enforced, transaction) => {
        const [one, other] = [true, false].map(() =>
          newDatabase(`PRAGMA foreign_keys = ${enforced ? 'ON' : 'OFF'}`),
        ) as [Database, Database]
        const set = setOf(forSqlite, revisions)
        for (const [db, migrations] of [
          [one, set],
          [other, revisions],
        ] as const) {
          await upgrade(sqlJs(db), migrations, 'make')
          for (const deed of all) db.exec(deed)
          await upgrade(sqlJs(db), migrations, 'head', { transaction })
        }
        assert.deepEqual(dump(one), dump(other))
        await downgrade(sqlJs(one), set, 'make', { transaction })
        await downgrade(sqlJs(other), revisions, 'make', { transaction })
        assert.deepEqual(dump(one), dump(other))
      }),
      { numRuns: 40 },
    )
  })

  it('a batch leaves what revisions leave, or nothing new, and then names what is in the way', async () => {
    const outcomes = { same: 0, stopped: 0 }
    await fc.assert(
      fc.asyncProperty(done, async (all) => {
        const [one, other] = [true, false].map(() => newDatabase('PRAGMA foreign_keys = ON')) as [Database, Database]
        const set = setOf(forD1, revisions)
        await upgrade(batchAdapter(one), set, 'make')
        await upgrade(batchAdapter(other), revisions, 'make')
        for (const deed of all) for (const db of [one, other]) db.exec(deed)
        const before = dump(one)
        try {
          await upgrade(batchAdapter(one), set)
        } catch (error) {
          const { code, objects } = error as SchemaDriftError
          assert.equal(code, 'schema-drift', String(error))
          assert.ok(objects.length > 0)
          assert.deepEqual(dump(one), before)
          outcomes.stopped++
          return
        }
        await upgrade(batchAdapter(other), revisions)
        assert.deepEqual(dump(one), dump(other))
        outcomes.same++
      }),
      { numRuns: 60, examples: [[[]], [['CREATE TABLE apart (id INTEGER)']]] },
    )
    assert.ok(outcomes.same > 0 && outcomes.stopped > 0, JSON.stringify(outcomes))
  })
})
