import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rebuildBench } from '../../bench/rebuild.js'

it('the bench of the rebuild prints a line for every way and size, and their ratio', async () => {
  const lines: Record<string, unknown>[] = []
  await rebuildBench((line) => lines.push({ ...line }), { sizes: [500], runs: 3 })
  assert.deepEqual(
    lines.map(({ bench, way, rows, runs }) => ({ bench, way, rows, runs })),
    [
      { bench: 'rebuild', way: 'floor', rows: 500, runs: undefined },
      { bench: 'rebuild', way: 'ours', rows: 500, runs: undefined },
      { bench: 'rebuild', way: undefined, rows: 500, runs: 3 },
    ],
  )
  for (const { milliseconds, ratio, memory, interval } of lines) {
    assert.ok(Number(milliseconds ?? ratio) > 0 && (memory === undefined || Number(memory) > 10))
    const [low, high] = interval as readonly number[]
    assert.ok(Number(low) <= Number(high))
  }
})
