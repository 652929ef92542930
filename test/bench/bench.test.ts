import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { graphBench } from '../../bench/graph.js'
import { history, shapes } from '../../bench/histories.js'
import { exponent, interval, median } from '../../bench/statistics.js'
import { buildGraph } from '../../src/graph/build.js'
import { effectiveHeads } from '../../src/graph/identify.js'

type Line = Readonly<Record<string, unknown>>

async function lines(python: string): Promise<readonly Line[]> {
  const printed: Line[] = []
  await graphBench((line) => printed.push(JSON.parse(JSON.stringify(line))), {
    sizes: [30, 250],
    runs: 3,
    fitFrom: 30,
    peerLimit: 30,
    python,
  })
  return printed
}

const isInterval = (value: unknown) => {
  assert.ok(Array.isArray(value) && value.length === 2)
  const [low, high] = value
  assert.ok(Number.isFinite(low) && Number.isFinite(high) && low <= high)
}

describe('the bench of the graph', () => {
  it('prints a line for every shape and size, an exponent for every shape, and that there is no Alembic', async () => {
    const [skipped, ...rest] = await lines('no-such-python')
    assert.deepEqual(skipped, { bench: 'graph', peer: 'alembic', skipped: 'no-such-python cannot import alembic' })
    const fitted = rest.filter(({ exponent }) => exponent !== undefined)
    const measured = rest.filter((line) => !fitted.includes(line))
    assert.deepEqual(
      measured.map(({ bench, shape, revisions, runs }) => ({ bench, shape, revisions, runs })),
      shapes.flatMap((shape) => [30, 250].map((revisions) => ({ bench: 'graph', shape, revisions, runs: 3 }))),
    )
    for (const { build, plan, interval, ...line } of measured) {
      assert.ok(Number(build) > 0 && Number(plan) > 0)
      isInterval(interval)
      assert.deepEqual(Object.keys(line), ['bench', 'shape', 'revisions', 'runs'])
    }
    assert.deepEqual(
      fitted.map(({ bench, shape }) => ({ bench, shape })),
      shapes.map((shape) => ({ bench: 'graph', shape })),
    )
    for (const { exponent, interval } of fitted) {
      assert.ok(Number.isFinite(exponent))
      isInterval(interval)
    }
  })

  const python = process.env.PYTHON || 'python3'
  it('prints Alembic and the ratio for the sizes that it is given, or says that there is no Alembic', async () => {
    const printed = await lines(python)
    const without = printed.filter(({ skipped }) => skipped)
    if (without.length > 0)
      return assert.deepEqual(
        without.map(({ peer }) => peer),
        ['alembic'],
      )
    const peer = printed.filter((line) => line.peer === 'alembic')
    const ratios = printed.filter(({ ratio }) => ratio !== undefined)
    for (const found of [peer, ratios]) {
      assert.deepEqual(
        found.map(({ shape, revisions }) => ({ shape, revisions })),
        shapes.map((shape) => ({ shape, revisions: 30 })),
      )
      for (const { interval } of found) isInterval(interval)
    }
    for (const { version, build, plan, runs } of peer) {
      assert.match(String(version), /^\d/)
      assert.ok(Number(build) > 0 && Number(plan) > 0 && runs === 3)
    }
    for (const { ratio } of ratios) assert.ok(Number(ratio) > 0)
  })
})

describe('the histories', () => {
  it('are a line', () => {
    const revisions = history('linear', 1000)
    assert.deepEqual(
      revisions.map(({ downRevision }) => downRevision),
      [[], ...revisions.slice(0, -1).map(({ revision }) => [revision])],
    )
  })
  it('are 20 branches of 10 revisions and their merge, again and again', () => {
    const { down } = buildGraph(history('branchy', 403))
    assert.equal(down.filter((below) => below.length === 20).length, 2)
    for (const root of [0, 201]) {
      assert.equal(down.filter((below) => below.includes(root) && below.length === 1).length, 20)
      assert.deepEqual(
        down[root + 201],
        Array.from({ length: 20 }, (_, nth) => root + 10 * nth + 10),
      )
    }
    assert.deepEqual(effectiveHeads(buildGraph(history('branchy', 403))), [402])
  })
  it('have as many revisions as asked, each with an id of its own', () => {
    for (const shape of shapes) {
      assert.equal(new Set(history(shape, 100_000).map(({ revision }) => revision)).size, 100_000)
    }
  })
})

describe('the statistics', () => {
  it('take the middle', () => {
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([9, 1, 5, 6]), 5.5)
  })
  it("give the sign test's interval", () => {
    assert.deepEqual(interval([9, 8, 7, 6, 5, 4, 3, 2, 1]), [2, 8])
    assert.deepEqual(interval([3, 1, 2]), [1, 3])
    assert.deepEqual(interval([1, 2, 3, 4, 5, 6]), [1, 6])
    assert.deepEqual(interval(Array.from({ length: 15 }, (_, nth) => nth + 1)), [4, 12])
  })
  it('find the exponent', () => {
    const points = [10, 100, 1000].map((x) => [x, 3 * x ** 1.5] as const)
    assert.ok(Math.abs(exponent(points) - 1.5) < 1e-9)
  })
})
