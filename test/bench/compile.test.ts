import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileBench } from '../../bench/compile.js'

describe('the bench of compiling', () => {
  it('prints a line for each size and database', async () => {
    const lines: Record<string, unknown>[] = []
    await compileBench((line) => lines.push(line as Record<string, unknown>), { sizes: [10, 20], runs: 1 })
    assert.deepEqual(
      lines.map(({ bench, engine, revisions, runs }) => [bench, engine, revisions, runs]),
      [10, 20].flatMap((size) => ['sqlite', 'd1'].map((engine) => ['compile', engine, size, 1])),
    )
    for (const { cpu, bytes, statements, files } of lines) {
      assert.equal(files, 1)
      assert.ok(Number(cpu) > 0 && Number(bytes) > Number(statements))
    }
  })
})
