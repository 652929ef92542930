import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { RevisionModule } from 'limbeck'
import { orderGraph } from '../../src/compile/order-graph.js'
import { writeGraph } from '../../src/compile/write-graph.js'
import { buildGraph } from '../../src/graph/build.js'
import { effectiveHeads } from '../../src/graph/identify.js'
import { planUpgrade } from '../../src/graph/plan-upgrade.js'
import { compileModules } from '../compile-modules.js'

/** Any graph: each revision follows and needs some of those before it, in an order of files that says nothing. */
const graphs = fc
  .array(fc.tuple(fc.array(fc.nat(), { maxLength: 2 }), fc.array(fc.nat(), { maxLength: 1 })), { maxLength: 12 })
  .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })))
  .map(([all, order]) =>
    order.map((at) => {
      const [down, needs] = all[at] as (typeof all)[0]
      const before = (some: readonly number[]) => [
        ...new Set(some.flatMap((one) => (at === 0 ? [] : [`r${one % at}`]))),
      ]
      return {
        revision: `r${at}`,
        downRevision: before(down),
        dependsOn: before(needs),
        branchLabels: at % 4 === 1 ? [`l${at}`] : [],
      }
    }),
  )

const idsOf = ({ ids }: { readonly ids: readonly string[] }, edges: readonly number[]) => edges.map((at) => ids[at])

describe('the order of a compiled graph', () => {
  it('changes nothing but the order, has what is needed after what needs it, and plans the same', () => {
    fc.assert(
      fc.property(graphs, (revisions) => {
        const given = buildGraph(revisions)
        const { graph, from } = orderGraph(given)
        for (const [at, old] of from.entries()) {
          assert.equal(graph.ids[at], given.ids[old])
          assert.deepEqual(graph.labels[at], given.labels[old])
          for (const key of ['down', 'needs', 'parents'] as const)
            assert.deepEqual(idsOf(graph, graph[key][at] ?? []), idsOf(given, given[key][old] ?? []))
          assert.ok(graph.parents[at]?.every((one) => one > at))
        }
        const plan = (one: typeof given) =>
          planUpgrade(one, [], effectiveHeads(one)).steps.map(({ revision }) => revision)
        assert.deepEqual(plan(graph), plan(given))
      }),
    )
  })
})

describe('a graph that was written down', () => {
  it('is what it was', () => {
    fc.assert(
      fc.property(graphs, fc.boolean(), (revisions, isOrdered) => {
        const given = buildGraph(revisions)
        const { graph } = isOrdered ? orderGraph(given) : { graph: given }
        const whole = {
          ...graph,
          upgradeChunks: graph.ids.map((_, at) => (at % 5) - 1),
          downgradeChunks: graph.ids.map(() => -1),
          checksums: ['0123456789abcdef'],
          checksum: 'ff',
        }
        assert.deepEqual(new Function(`${writeGraph(whole)}return graph`)(), whole)
      }),
    )
  })
})

describe('chunks', () => {
  const line = (count: number, statement = 'SELECT 1') =>
    Array.from(
      { length: count },
      (_, at): RevisionModule => ({
        revision: `r${at}`,
        downRevision: at === 0 ? null : `r${at - 1}`,
        upgrade: (op) => op.execute(`${statement} -- ${'x'.repeat(90)} ${at}`),
        downgrade: (op) => op.execute(`SELECT 2 -- ${at}`),
      }),
    )

  it('stay as they are when a revision comes, but for the last in each direction', async () => {
    const chunksOf = async (count: number) =>
      (await compileModules(() => line(count), 'd1', { chunkSize: 400, baseline: false })).chunks
    const before = await chunksOf(50)
    for (const direction of ['upgrade', 'downgrade']) {
      const old = before.filter((chunk) => chunk.direction === direction)
      assert.ok(old.length > 3)
      for (const count of [51, 60]) {
        const now = (await chunksOf(count)).filter((chunk) => chunk.direction === direction)
        assert.deepEqual(now.slice(0, old.length - 1), old.slice(0, -1))
      }
    }
  })

  it('are named by what is in them', async () => {
    const [one, same, other] = await Promise.all(
      ['SELECT 1', 'SELECT 1', 'SELECT 3'].map((sql) => compileModules(() => line(5, sql), 'd1', { baseline: false })),
    )
    const names = (some: typeof one) => some?.chunks.map(({ checksum }) => checksum)
    assert.deepEqual(names(same), names(one))
    assert.notDeepEqual(names(other)?.[0], names(one)?.[0])
    assert.deepEqual(names(other)?.[1], names(one)?.[1])
    assert.notEqual(other?.graph.checksum, one?.graph.checksum)
  })
})
