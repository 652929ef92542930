import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgradeTarget } from '../../src/graph/downgrade-target.js'
import { planDowngrade } from '../../src/graph/plan-downgrade.js'
import { planUpgrade } from '../../src/graph/plan-upgrade.js'
import { resolve, type Target } from '../../src/graph/resolve.js'
import type { Graph } from '../../src/graph/revision.js'
import { rowChanges } from '../../src/graph/row-changes.js'
import { arrows, revisions, rowsAfterEach } from './arrows.js'

const up = (graph: Graph, from: readonly string[], to: Target) => planUpgrade(graph, from, resolve(graph, to))
const down = (graph: Graph, from: readonly string[], to: Target) =>
  planDowngrade(graph, from, downgradeTarget(graph, from, to))

describe('a line', () => {
  const graph = arrows('-> a', 'a -> b', 'b -> c')

  it('is walked up from nothing', () => {
    const plan = up(graph, [], 'head')
    assert.equal(revisions(plan), 'a b c')
    assert.deepEqual(plan.steps.map(rowChanges), [
      [['insert', null, 'a']],
      [['update', 'a', 'b']],
      [['update', 'b', 'c']],
    ])
    assert.deepEqual(plan.to, ['c'])
  })
  it('is walked up from the middle, and not at all at its end', () => {
    assert.equal(revisions(up(graph, ['b'], 'head')), 'c')
    assert.equal(revisions(up(graph, ['c'], 'head')), '')
    assert.equal(revisions(up(graph, ['c'], 'a')), '')
  })
  it('is walked down to a revision, and to base', () => {
    assert.equal(revisions(down(graph, ['c'], 'a')), 'c b')
    assert.deepEqual(rowsAfterEach(down(graph, ['c'], 'base')), ['b', 'a', ''])
  })
  it('stays where it is on a downgrade to the row', () => {
    assert.equal(revisions(down(graph, ['b'], 'b')), '')
  })
  it('is not walked down to what is not applied', () => {
    assert.throws(() => down(graph, ['a'], 'c'), /c is no revision to go back to: the database is at a\./)
  })
  it('names rows that it does not know', () => {
    assert.throws(
      () => up(graph, ['zz', 'c'], 'head'),
      (error: { code?: string; revisions?: readonly string[] }) =>
        error.code === 'database-ahead' && error.revisions?.join() === 'zz',
    )
  })
})

describe('a diamond', () => {
  const graph = arrows('-> a', 'a -> b', 'b -> c1', 'c1 -> d1', 'b -> c2', 'c2 -> d2', 'd1 d2 -> e', 'e -> f')

  it('goes through one branch before the other', () => {
    assert.equal(revisions(up(graph, ['b'], 'head')), 'c2 d2 c1 d1 e f')
    assert.equal(revisions(down(graph, ['f'], 'b')), 'f e d1 c1 d2 c2')
  })
  it('has a row for each branch, and one after the merge', () => {
    assert.deepEqual(rowsAfterEach(up(graph, ['b'], 'head')), ['c2', 'd2', 'c1 d2', 'd1 d2', 'e', 'f'])
  })
  it('gives the rows back when it is unmerged', () => {
    assert.deepEqual(rowsAfterEach(down(graph, ['f'], 'b')), ['e', 'd1 d2', 'c1 d2', 'd2', 'c2', 'b'])
  })
})

describe('two merges of the same parents', () => {
  const graph = arrows(
    '-> a',
    'a -> b1',
    'a -> b2',
    'a -> b3',
    'b1 b2 b3 -> c1',
    'c1 -> d1',
    'b1 b2 b3 -> c2',
    'c2 -> d2',
  )
  it('insert a row when no parent has one', () => {
    const plan = up(graph, ['a'], 'heads')
    assert.deepEqual(plan.to, ['d1', 'd2'])
    const second = plan.steps.filter((step) => /^c[12]$/.test(step.revision)).map(rowChanges)[1]
    assert.deepEqual(second?.at(-1)?.[0], 'insert')
  })
})

describe('dependencies', () => {
  const graph = arrows('-> a1', 'a1 -> b1', 'b1 -> c1', 'c1 -> d1', 'd1 -> e1', '-> a2', 'a2 -> b2', 'b2 -> c2 (c1)')
  it('are applied before what needs them', () => {
    const order = revisions(up(graph, [], 'c2')).split(' ')
    assert.ok(order.indexOf('c1') < order.indexOf('c2'))
    assert.ok(!order.includes('d1'))
  })
  it('have no row while another row implies them', () => {
    assert.deepEqual(up(graph, [], 'c2').to, ['c2'])
    assert.deepEqual(down(graph, ['c2', 'd1'], 'c1').to, ['c2'])
  })
  it('take back what needs them', () => {
    assert.deepEqual(
      revisions(down(graph, ['c2', 'e1'], 'b1'))
        .split(' ')
        .sort(),
      ['c1', 'c2', 'd1', 'e1'],
    )
  })
  it('get their row again when nothing implies them any more', () => {
    const lines = arrows('-> a', '-> b', 'b -> c (a)')
    assert.deepEqual(down(lines, ['c'], 'b').to, ['a', 'b'])
  })
  it('on the revision that is followed make no merge', () => {
    const own = arrows('-> a1', 'a1 -> a2 (a1)')
    assert.deepEqual(up(own, [], 'head').steps.map(rowChanges)[1], [['update', 'a1', 'a2']])
    assert.deepEqual(down(own, ['a2'], 'a1').to, ['a1'])
  })
})

describe('rows that contain an ancestor of one another', () => {
  it('are planned from as if it were not there', () => {
    const graph = arrows('-> a', 'a -> b', 'b -> c')
    const plan = up(graph, ['b', 'a'], 'head')
    assert.equal(revisions(plan), 'c')
    assert.deepEqual(plan.to, ['c'])
  })
  it('are put right by the first step', () => {
    const graph = arrows('-> a', 'a -> b', 'b -> c', 'c -> d')
    assert.deepEqual(rowsAfterEach(up(graph, ['b', 'a'], 'head')), ['c', 'd'])
    assert.deepEqual(rowsAfterEach(down(graph, ['c', 'b', 'a'], 'a')), ['b', 'a'])
  })
})
