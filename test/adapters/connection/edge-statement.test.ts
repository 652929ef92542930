import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Value } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { edgeStatement } from '../../../adapters/connection/edge-statement.js'
import { newDatabase } from '../../database.js'

const sqlite = sqlJs(newDatabase())
/** A value as SQLite's quote() writes it, by its type. */
const quoted = (value: Value): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex').toUpperCase()}'`
  return String(value)
}
const whole = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.maxSafeInteger(),
  fc.integer({ min: -9, max: 9 }),
)
const other = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 5 }).filter((text) => !text.includes('\0')),
  fc.constant(0.5),
  fc.uint8Array({ maxLength: 4 }),
)
/** Pieces of SQL that hold a question mark and no placeholder, as columns of a result. */
const decoys = ["'?'", "'it''s ?'", "'\"?'", "1 /* ? ' */", '1 -- ?"\n', '"?1"', '`?`', '[?]', '"a""?"'] as const
const names = ' FROM (SELECT 1 AS "?1", 2 AS "?", 3 AS "a""?")'
const placeholder = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 }))

describe('edgeStatement', () => {
  it('leaves a statement as it is where nothing is to be cast', () => {
    const bytes = new Uint8Array([1])
    assert.deepEqual(edgeStatement("SELECT '?'"), ["SELECT '?'"])
    assert.deepEqual(edgeStatement(['SELECT ?, ?2', 1.5, bytes]), ['SELECT ?, ?2', 1.5, bytes])
    assert.deepEqual(edgeStatement(['SELECT ?', 2 ** 60]), ['SELECT ?', 2 ** 60])
  })

  it('casts whole numbers where they stand, and hands bigints over as text', () => {
    assert.deepEqual(edgeStatement(["SELECT ?, '?', ?, ?", 'a', 2, 3n]), [
      "SELECT ?1, '?', +CAST(?2 AS INTEGER), +CAST(?3 AS INTEGER)",
      ...['a', 2, '3'],
    ])
    assert.deepEqual(edgeStatement(['SELECT ?2, ?, ?1', 1, 'b', 'c'])[0], 'SELECT ?2, ?3, +CAST(?1 AS INTEGER)')
  })

  it('binds every value as what it is, whatever else is in the statement', async () => {
    const values = fc.array(fc.oneof(whole, other), { minLength: 12, maxLength: 12 })
    const columns = fc.array(fc.oneof(fc.constantFrom(...decoys), placeholder), { minLength: 1, maxLength: 6 })
    const law = fc.asyncProperty(columns, values, async (columns, params) => {
      // By SQLite's rule: one without a number has the next after the highest so far.
      let highest = 0
      const places = columns.map((one) => {
        if (typeof one === 'string') return undefined
        highest = Math.max(highest, one || highest + 1)
        return one || highest
      })
      const list = columns.map((one, at) => `${typeof one === 'string' ? one : `quote(?${one || ''})`} AS c${at}`)
      const [text, ...bound] = edgeStatement([`SELECT ${list}${names}`, ...params.slice(0, highest)])
      assert.ok(bound.every((value) => typeof value !== 'bigint'))
      const [row] = await sqlite.query(text, bound)
      for (const [at, place] of places.entries()) {
        if (place !== undefined) assert.equal(row?.[`c${at}`], quoted(params[place - 1] as Value))
      }
    })
    await fc.assert(law, { numRuns: 500 })
  })
})
