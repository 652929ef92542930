import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dialectOf } from '../../src/dialects/index.js'

describe('dialectOf', () => {
  it('knows the SQL of SQLite and of what is made of it', () => {
    assert.deepEqual(
      ['sqlite', 'd1', 'durable-object'].map((engine) => dialectOf(engine).name),
      ['sqlite', 'd1', 'durable-object'],
    )
  })

  it('refuses an engine that it does not know', () => {
    assert.throws(() => dialectOf('oracle'), { code: 'unsupported-engine', message: /'oracle'/ })
  })
})
