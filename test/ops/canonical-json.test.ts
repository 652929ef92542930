import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addColumn, column, integer } from 'limbeck/op'
import { canonicalJson } from '../../src/ops/canonical-json.js'

/** The same data with the keys of every object in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const back: Record<string, unknown> = Object.create(null)
  for (const [key, part] of Object.entries(value).reverse()) back[key] = reversed(part)
  return back
}

describe('canonicalJson', () => {
  it('says the same whatever the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(reversed(value)) === canonicalJson(value)))
  })

  it('is JSON of the same data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('keeps the order of lists', () => {
    assert.equal(canonicalJson([2, 1, { b: 1, a: 2 }]), '[2,1,{"a":2,"b":1}]')
  })

  it('tells a bigint from a number and bytes from a list', () => {
    assert.equal(canonicalJson([1n, 1]), '[{"bigint":"1"},1]')
    assert.equal(canonicalJson([new Uint8Array([1, 2]), [1, 2]]), '[{"bytes":[1,2]},[1,2]]')
  })

  it('says the same of the same bytes, whichever class holds them', () => {
    assert.equal(canonicalJson({ a: Buffer.from([1, 2]) }), canonicalJson({ a: new Uint8Array([1, 2]) }))
  })

  it('leaves out functions and what is undefined', () => {
    assert.equal(canonicalJson({ a: () => 1, b: undefined, c: 1 }), '{"c":1}')
    const added = addColumn('t', column('a', integer()))
    assert.equal(
      canonicalJson(added),
      '{"alteration":{"changes":[{"column":{"kind":"column","name":"a","type":{"type":"integer"}},"kind":"addColumn"}],"recreate":"auto","table":"t"},"kind":"addColumn"}',
    )
  })
})
