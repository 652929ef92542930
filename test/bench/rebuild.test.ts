import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rebuildBench } from '../../bench/rebuild.js'

it('the bench of the rebuild prints a line for every way and size, and their ratio', async () => {
  const lines: Record<string, unknown>[] = []
  await rebuildBench((line) => lines.push({ ...line }), { sizes: [500], runs: 3 })
  assert.deepEqual(
    lines.map(({ bench, way, clock, rows, runs }) => ({ bench, what: way ?? clock, rows, runs })),
    ['floor', 'ours', 'wall', 'cpu'].map((what) => ({ bench: 'rebuild', what, rows: 500, runs: 3 })),
  )
  for (const { wall, cpu, memory, ratio, interval } of lines) {
    if (interval === undefined) {
      assert.ok(Number(wall) > 0 && Number(cpu) >= 0 && Number(memory) > 10)
      continue
    }
    const [low, high] = interval as readonly number[]
    assert.ok(Number(low) <= Number(ratio) && Number(ratio) <= Number(high))
  }
})
