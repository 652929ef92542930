import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildGraph } from '../../src/graph/build.js'
import { sourcesOf } from '../compile-modules.js'
import { longHistory } from './long-history.js'
import { budget, weighSet } from './set-data.js'

describe('a compiled history of 1,000 revisions', async () => {
  const { graph, upgrades, downgrades } = await weighSet()

  it(`has a graph of at most ${budget.graph} bytes`, (test) => {
    test.diagnostic(`${graph} bytes`)
    assert.ok(graph <= budget.graph, `${graph} bytes, ${budget.graph} are allowed`)
  })

  for (const [name, { brotli, own }] of Object.entries({ upgrades, downgrades })) {
    it(`has ${name} of at most ${budget.statements} bytes for each byte of their statements`, (test) => {
      test.diagnostic(`${brotli} of ${own} bytes: ${(brotli / own).toFixed(3)}`)
      assert.ok(brotli <= own * budget.statements, `${brotli} bytes, of statements of ${own}`)
    })
  }

  it('is one as apps have: with merges, a branch that depends on others, and messages of its own', () => {
    const revisions = longHistory(budget.revisions)
    const { down, needs, branches } = buildGraph(sourcesOf(() => revisions))
    assert.ok(down.filter((below) => below.length > 1).length >= 15)
    assert.ok(needs.filter((needed) => needed.length > 0).length >= 10)
    assert.deepEqual(Object.keys(branches), ['search'])
    assert.ok(new Set(revisions.map(({ message }) => message)).size > 900)
    assert.equal(JSON.stringify(longHistory(budget.revisions)), JSON.stringify(revisions))
  })
})
