import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { checksum } from '../../src/runner/checksum.js'

describe('checksum', () => {
  // Journals on users' disks and released files hold these.
  it('is for ever what it was', () => {
    const frozen = {
      '': '811c9dc5c9dc5118',
      a: 'e40c292c3b71a72f',
      '[{"kind":"dropTable","table":"note"}]': '0060315e177a91d9',
      'ä€😀': '3702d130a8c0ea26',
    }
    for (const [text, sum] of Object.entries(frozen)) assert.equal(checksum(text), sum)
  })

  it('is 16 hexadecimal digits', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[0-9a-f]{16}$/.test(checksum(text))))
  })

  it('differs when one character is changed, added, left out or moved', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 2 }),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (text, place, unit) => {
          const at = place % text.length
          const changed = [
            text.slice(0, at) + unit + text.slice(at + 1),
            text.slice(0, at) + unit + text.slice(at),
            text.slice(0, at) + text.slice(at + 1),
            text.slice(1) + text.slice(0, 1),
          ]
          for (const other of changed) assert.equal(checksum(other) === checksum(text), other === text)
        },
      ),
    )
  })

  it('tells a hundred thousand similar texts apart, by all of its digits', () => {
    const sums = Array.from({ length: 100_000 }, (_, nth) => checksum(`CREATE TABLE t${nth} (id INTEGER)`))
    assert.equal(new Set(sums).size, sums.length)
    // Halves of 32 bits collide by chance about once in this many: more would mean that they are no hashes.
    for (const half of [0, 8]) {
      assert.ok(new Set(sums.map((sum) => sum.slice(half, half + 8))).size > 99_980)
    }
  })
})
