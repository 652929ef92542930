import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Resolved, resolveOn } from '../../src/compile/resolve-variant.js'
import { standIn } from '../../src/compile/stand-in.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { alterTable } from '../../src/ops/alter-table.js'
import { execute } from '../../src/ops/execute.js'
import type { Operation } from '../../src/ops/operation.js'
import { factsQuery, readFacts } from '../../src/rebuild/facts.js'
import { openScratch } from '../../src/scratch/open-scratch.js'
import { generate } from '../rebuild/generate.js'

// More of them: REBUILD_SEEDS=2000 node --import tsx --test test/compile/stand-in.test.ts
const seeds = Number(process.env.REBUILD_SEEDS ?? 120)

/** What operations are on a database of some statements, by itself and by what stands in for it. */
async function both(script: readonly string[], operations: readonly Operation[], keys: 'ON' | 'OFF') {
  const { adapter, close } = await openScratch('sqlite')
  const small = standIn(() => openScratch('sqlite'))
  try {
    await adapter.run([`PRAGMA foreign_keys = ${keys}`, ...script])
    const facts = readFacts(await adapter.query(factsQuery))
    const sooner = await small.resolve(adapter, facts, operations, sqlite)
    const whole = await resolveOn(adapter, operations, sqlite).catch(() => undefined)
    assert.deepEqual(readFacts(await adapter.query(factsQuery)).objects, facts.objects)
    return { sooner, whole }
  } finally {
    await small.close()
    await close()
  }
}

const told = (one: Resolved | undefined) => one && { ...one, facts: undefined }

describe('what stands in for a database', () => {
  for (const keys of ['ON', 'OFF'] as const) {
    it(`tells what the database does, or nothing, with foreign keys ${keys}: ${seeds}`, async () => {
      let [same, worked] = [0, 0]
      for (let seed = 0; seed < seeds; seed++) {
        const { script, alteration } = generate(seed, seed % 2 === 0 ? 'fts5' : undefined)
        const empty = script.filter((sql) => !/^\s*INSERT/i.test(sql))
        const { sooner, whole } = await both(empty, [alterTable('batchAlterTable', alteration)], keys)
        if (whole) worked++
        if (!sooner) continue
        same++
        assert.deepEqual(told(sooner), told(whole), `seed ${seed}`)
      }
      assert.ok(worked > seeds / 3 && same > worked * 0.8, `only ${same} of ${worked} were told sooner`)
    })
  }

  const schema = ['CREATE TABLE t1 (a, b)', 'CREATE TABLE t10 (a, b)', 'CREATE VIEW v AS SELECT a FROM t1']
  const drop = alterTable('batchAlterTable', {
    table: 't1',
    changes: [{ kind: 'dropColumn', column: 'b' }],
    recreate: 'auto',
  })

  it('tells nothing where there are rows, a failure, or a question about the schema', async () => {
    const sooner = async (more: readonly string[], ...operations: readonly Operation[]) =>
      (await both([...schema, ...more], operations, 'OFF')).sooner !== undefined
    assert.equal(await sooner([], drop), true)
    assert.equal(await sooner(['INSERT INTO t10 VALUES (1, 2)'], drop), true)
    assert.equal(await sooner(['INSERT INTO t1 VALUES (1, 2)'], drop), false)
    assert.equal(await sooner(['CREATE VIEW w AS SELECT b FROM t1'], drop), false)
    assert.equal(await sooner(['CREATE VIEW w AS SELECT * FROM t1, missing'], drop), false)
    assert.equal(await sooner([], drop, execute('SELECT count(*) FROM sqlite_master')), false)
    assert.equal(await sooner([], drop, execute('CREATE TABLE t10 (a)')), false)
  })

  it('follows what directives before it rename', async () => {
    const { sooner, whole } = await both(
      schema,
      [
        execute('ALTER TABLE t10 RENAME TO t2'),
        alterTable('batchAlterTable', {
          table: 't2',
          changes: [{ kind: 'dropColumn', column: 'b' }],
          recreate: 'always',
        }),
      ],
      'ON',
    )
    assert.ok(sooner)
    assert.deepEqual(told(sooner), told(whole))
    assert.deepEqual(
      sooner.drift.objects.map(({ name }) => name),
      ['t10'],
    )
  })
})
