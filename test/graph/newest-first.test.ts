import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { newestFirst } from '../../src/graph/newest-first.js'
import { maximal, walk } from '../../src/graph/walk.js'

type Edges = readonly (readonly number[])[]

/** Edges between positions in any order: what comes later in a random permutation may need what comes before. */
const graphs: fc.Arbitrary<Edges> = fc
  .integer({ min: 1, max: 24 })
  .chain((size) =>
    fc.tuple(
      fc.shuffledSubarray([...Array(size).keys()], { minLength: size }),
      fc.array(fc.uniqueArray(fc.nat(), { maxLength: 3 }), { minLength: size, maxLength: size }),
    ),
  )
  .map(([order, picks]) => {
    const edges: (readonly number[])[] = order.map(() => [])
    order.forEach((at, nth) => {
      edges[at] = nth === 0 ? [] : [...new Set(picks[nth]?.map((pick) => order[pick % nth] as number))]
    })
    return edges
  })

/** The rule as it is told, with all the ancestors of every branch at hand. */
function asTold(among: ReadonlySet<number>, edges: Edges): readonly number[] {
  const left = new Set(among)
  const seen = new Set<number>()
  const branches = [...maximal(among, edges)].sort((a, b) => a - b)
  const order: number[] = []
  let branch = 0
  while (branches.length > 0) {
    const at = branches[branch] as number
    const leading = branches.findIndex((other) => other !== at && walk([other], edges).has(at))
    if (leading >= 0) {
      branch = leading
      continue
    }
    order.push(at)
    left.delete(at)
    const next = (edges[at] ?? []).filter((parent) => left.has(parent) && !seen.has(parent))
    for (const parent of next) seen.add(parent)
    branches.splice(branch, 1, ...next.slice(0, 1))
    branches.push(...next.slice(1))
    if (next.length === 0) branch = Math.max(branch - 1, 0)
  }
  return order
}

describe('newestFirst', () => {
  it('goes down branch by branch, as the rule is told', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        const all = new Set(edges.keys())
        assert.deepEqual(newestFirst(new Set(all), edges), asTold(all, edges))
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps to what it is given: some revisions and all that need them', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (edges, pick) => {
        const below = walk([pick % edges.length], edges)
        const above = new Set([...edges.keys()].filter((at) => !below.has(at)))
        assert.deepEqual(newestFirst(new Set(above), edges), asTold(above, edges))
      }),
    )
  })

  it('holds no ancestors: a trunk with a leaf on each of its 40,000 revisions is done at once', () => {
    const length = 40_000
    const edges = [...Array(2 * length).keys()].map((at) => (at < length ? (at ? [at - 1] : []) : [at - length]))
    const order = newestFirst(new Set(edges.keys()), edges)
    assert.equal(new Set(order).size, 2 * length)
    assert.equal(order[0], length)
  })
})
