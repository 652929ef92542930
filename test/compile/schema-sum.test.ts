import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Statement } from 'limbeck'
import { resolveOn, takenBack } from '../../src/compile/resolve-variant.js'
import { sumAfter, sumOf } from '../../src/compile/schema-sum.js'
import { standIn } from '../../src/compile/stand-in.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { alterTable } from '../../src/ops/alter-table.js'
import { factsQuery, readFacts } from '../../src/rebuild/facts.js'
import { openScratch } from '../../src/scratch/open-scratch.js'
import { generate } from '../rebuild/generate.js'

// More of them: REBUILD_SEEDS=2000 node --import tsx --test test/compile/schema-sum.test.ts
const seeds = Number(process.env.REBUILD_SEEDS ?? 120)

/** A schema's number before some statements, after them, and what is told without running them there. */
async function sums(script: readonly string[], made: readonly Statement[] | ReturnType<typeof generate>['alteration']) {
  const { adapter, close } = await openScratch('d1')
  const small = standIn(() => openScratch('d1'))
  const facts = async (tx: Pick<typeof adapter, 'query'> = adapter) => readFacts(await tx.query(factsQuery))
  try {
    await adapter.run(script)
    const operations = 'table' in made ? [alterTable('batchAlterTable', made)] : []
    const statements = 'table' in made ? (await resolveOn(adapter, operations, sqlite)).statements : made
    const before = await facts()
    const told = await sumAfter(before, { statements }, small)
    const after = await takenBack(adapter, async (tx) => {
      await tx.run(statements)
      return sumOf((await facts(tx)).objects)
    })
    return { before: sumOf(before.objects), told, after }
  } finally {
    await small.close()
    await close()
  }
}

describe("a schema's number after a step", () => {
  it(`is that of the schema which the step leaves, or is not told: ${seeds}`, async () => {
    let [told, all, changed] = [0, 0, 0]
    for (let seed = 0; seed < seeds; seed++) {
      const { script, alteration } = generate(seed, undefined)
      const got = await sums(script, alteration).catch(() => undefined)
      if (!got) continue
      all++
      if (got.after !== got.before) changed++
      if (got.told === undefined) continue
      told++
      assert.equal(got.told, got.after, `seed ${seed}`)
    }
    assert.ok(
      all > seeds / 4 && told > all / 3 && changed > all / 2,
      `only ${told} of ${all} were told, ${changed} changed`,
    )
  })

  it('is what it was where a step takes back what was done, and never missed where quotes may change', async () => {
    const script = ['CREATE TABLE t (a, b)', 'CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT)']
    const there = await sums(script, ['CREATE TABLE u (a)', 'DROP TABLE u'])
    assert.equal(there.told, there.before)
    const counted = await sums([...script, 'CREATE TABLE m (id INTEGER PRIMARY KEY AUTOINCREMENT)'], ['DROP TABLE m'])
    assert.equal(counted.told, counted.after)
    const view = 'CREATE VIEW v AS SELECT "id" FROM n'
    assert.equal((await sums([...script, view], ['ALTER TABLE t DROP COLUMN b'])).told, undefined)
    const added = await sums([...script, view], ['ALTER TABLE t ADD COLUMN "add"'])
    assert.equal(added.told, added.after)
  })
})
