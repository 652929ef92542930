import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { LimbeckError } from '../../src/errors.js'
import { buildGraph } from '../../src/graph/build.js'
import { downgradeTarget } from '../../src/graph/downgrade-target.js'
import { history } from '../../src/graph/history.js'
import { planDowngrade } from '../../src/graph/plan-downgrade.js'
import { planLine } from '../../src/graph/plan-line.js'
import { planStamp } from '../../src/graph/plan-stamp.js'
import { planUpgrade } from '../../src/graph/plan-upgrade.js'
import { resolve } from '../../src/graph/resolve.js'
import type { Graph } from '../../src/graph/revision.js'
import { upgradeTargets } from '../../src/graph/upgrade-targets.js'
import { maximal, walk } from '../../src/graph/walk.js'
import { rowsAfterEach } from './arrows.js'

/** Random graphs: each revision follows, and depends on, some of the earlier ones. */
const graphs = fc.integer({ min: 1, max: 14 }).chain((size) =>
  fc
    .tuple(
      ...Array.from({ length: size }, (_, at) =>
        fc.record({
          down: fc.uniqueArray(fc.nat(Math.max(at - 1, 0)), { maxLength: at === 0 ? 0 : 2 }),
          dependsOn: fc.uniqueArray(fc.nat(Math.max(at - 1, 0)), { maxLength: at === 0 ? 0 : 2 }),
        }),
      ),
    )
    .map((edges): Graph => {
      const names = (list: readonly number[]) => list.map((at) => `r${at}`)
      return buildGraph(
        edges.map(({ down, dependsOn }, at) => ({
          revision: `r${at}`,
          downRevision: names(down),
          dependsOn: names(dependsOn),
          branchLabels: at % 4 === 1 ? [`l${at}`] : [],
        })),
      )
    }),
)

/** A graph, and the rows of some state that an upgrade leads to. */
const states = graphs.chain((graph) =>
  fc
    .uniqueArray(fc.nat(graph.ids.length - 1), { maxLength: 3 })
    .map((targets) => ({ graph, rows: planUpgrade(graph, [], targets).to })),
)

/** What each revision needs, by what it follows and what it depends on. */
const required = (graph: Graph) => graph.down.map((down, at) => [...down, ...(graph.needs[at] ?? [])])

const appliedBy = (graph: Graph, rows: readonly string[]) =>
  walk(
    rows.map((id) => graph.ids.indexOf(id)),
    required(graph),
  )

/** Anything that looks like a symbol, right or wrong. */
const symbols = fc
  .array(
    fc.constantFrom(
      'r0',
      'r1',
      'r5',
      'r',
      'l0',
      'l1',
      'l',
      'head',
      'heads',
      'base',
      'current',
      '@',
      '+',
      '-',
      ':',
      '1',
      '2',
      '0',
      ' ',
      '',
    ),
  )
  .map((parts) => parts.join(''))

describe('symbols on random graphs', () => {
  it('are answered or refused with a typed error, in every command', () => {
    fc.assert(
      fc.property(states, symbols, ({ graph, rows }, symbol) => {
        for (const command of [
          () => resolve(graph, symbol),
          () => planUpgrade(graph, rows, upgradeTargets(graph, rows, symbol)),
          () => planDowngrade(graph, rows, downgradeTarget(graph, rows, symbol)),
          () => planStamp(graph, rows, [symbol]),
          () => history(graph, symbol, rows),
          () => history(graph, `${symbol}:`, rows),
        ]) {
          try {
            command()
          } catch (error) {
            assert.ok(error instanceof LimbeckError, String(error))
            assert.ok(error.message.length > 10)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('stamps on random graphs', () => {
  it('leave rows that imply the targets and are no ancestors of one another', () => {
    fc.assert(
      fc.property(states, fc.uniqueArray(fc.nat(13), { minLength: 1, maxLength: 3 }), ({ graph, rows }, nths) => {
        const targets = nths.map((nth) => `r${nth % graph.ids.length}`)
        const to = planStamp(graph, rows, targets).to.map((id) => graph.ids.indexOf(id))
        const implied = walk(to, graph.parents)
        assert.ok(targets.every((id) => implied.has(graph.ids.indexOf(id))))
        assert.equal(maximal(implied, required(graph)).length, to.length)
      }),
    )
  })
})

describe('plans on random graphs', () => {
  it('go up in an order in which everything needed is there, and end at the heads', () => {
    fc.assert(
      fc.property(states, ({ graph, rows }) => {
        const plan = planUpgrade(graph, rows, resolve(graph, 'heads'))
        const applied = appliedBy(graph, rows)
        for (const { at } of plan.steps) {
          assert.ok(!applied.has(at))
          for (const needed of required(graph)[at] ?? []) assert.ok(applied.has(needed))
          applied.add(at)
        }
        assert.equal(applied.size, graph.ids.length)
      }),
    )
  })

  it('keep the rows those that no other applied revision needs, after every step', () => {
    fc.assert(
      fc.property(states, ({ graph, rows }) => {
        for (const plan of [
          planUpgrade(graph, rows, resolve(graph, 'heads')),
          planDowngrade(graph, rows, { kept: [], branch: undefined }),
        ]) {
          const applied = appliedBy(graph, rows)
          const after = rowsAfterEach(plan)
          plan.steps.forEach(({ at, direction }, nth) => {
            if (direction === 'upgrade') applied.add(at)
            else applied.delete(at)
            const heads = maximal(applied, required(graph)).map((head) => graph.ids[head] as string)
            assert.equal(after[nth], heads.sort().join(' '))
          })
        }
      }),
    )
  })

  it('are the same where a line is planned by itself', () => {
    fc.assert(
      fc.property(states, ({ graph, rows }) => {
        const heads = resolve(graph, 'heads')
        const line = planLine(graph, rows, heads)
        const whole = planUpgrade(graph, rows, heads)
        const [first, ...others] = whole.steps.map(({ at }) => at)
        const among = new Set([first, ...others])
        const isLine = others.every((at, nth) => {
          const missing = graph.parents[at]?.filter((parent) => among.has(parent))
          return missing?.length === 1 && missing[0] === (others[nth - 1] ?? first)
        })
        if (isLine || line) assert.deepEqual(line, whole)
      }),
    )
  })

  it('come back to the same rows after up and down', () => {
    fc.assert(
      fc.property(graphs, fc.nat(13), (graph, nth) => {
        const target = nth % graph.ids.length
        const there = planUpgrade(graph, [], [target]).to
        const top = planUpgrade(graph, there, resolve(graph, 'heads')).to
        const down = planDowngrade(graph, top, { kept: [], branch: undefined })
        assert.deepEqual(down.to, [])
        assert.equal(down.steps.length, graph.ids.length)
        assert.deepEqual(planUpgrade(graph, down.to, [target]).to, there)
      }),
    )
  })

  it('reach the same in two hops as in one', () => {
    fc.assert(
      fc.property(states, ({ graph, rows }) => {
        const heads = resolve(graph, 'heads')
        const one = planUpgrade(graph, [], heads)
        const two = planUpgrade(graph, rows, heads)
        assert.deepEqual([...two.to].sort(), [...one.to].sort())
        assert.equal(
          planUpgrade(
            graph,
            [],
            rows.map((id) => graph.ids.indexOf(id)),
          ).steps.length + two.steps.length,
          one.steps.length,
        )
      }),
    )
  })
})
