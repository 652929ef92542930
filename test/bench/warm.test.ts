import assert from 'node:assert/strict'
import { it } from 'node:test'
import { warmBench } from '../../bench/warm.js'

it('the bench of a warm Worker tells requests per second, with ensureHead and without', async () => {
  const lines: object[] = []
  await warmBench((line) => lines.push(line), { runs: 2, requests: 10 })
  assert.equal(lines.length, 2)
  for (const line of lines as { without: number; ensureHead: number; interval: readonly number[] }[]) {
    assert.ok(line.without > 0 && line.ensureHead > 0 && line.interval.length === 2)
  }
})
