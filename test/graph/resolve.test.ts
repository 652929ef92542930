import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { resolve } from '../../src/graph/resolve.js'
import { arrows } from './arrows.js'

const graph = arrows('-> aaaa1', 'aaaa1 -> bbbb2', 'bbbb2 -> cccc3 [left]', 'bbbb2 -> dddd4 [right]', 'dddd4 -> dddd5')
const ids = (target: string | readonly string[]) => resolve(graph, target).map((at) => graph.ids[at])

describe('resolve', () => {
  for (const [target, expected] of [
    ['base', []],
    ['heads', ['cccc3', 'dddd5']],
    ['bbbb2', ['bbbb2']],
    ['bb', ['bbbb2']],
    ['left', ['cccc3']],
    ['lef', ['cccc3']],
    ['left@head', ['cccc3']],
    ['right@head', ['dddd5']],
    ['right@heads', ['dddd5']],
    ['right@base', []],
    ['right@dddd4', ['dddd4']],
    ['cccc3@head', ['cccc3']],
    [
      ['left', 'dddd5', 'left'],
      ['cccc3', 'dddd5'],
    ],
  ] as const) {
    it(`${JSON.stringify(target)} is ${expected.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(ids(target), expected)
    })
  }

  it('prefers an exact id to one that begins with it', () => {
    const short = arrows('-> abcd', 'abcd -> abcd2')
    assert.deepEqual(resolve(short, 'abcd'), [0])
  })

  for (const [target, code, words] of [
    ['head', 'multiple-heads', /cccc3, dddd5/],
    ['bbbb2@head', 'multiple-heads', /2 revisions/],
    ['dddd', 'ambiguous-revision', /dddd4, dddd5/],
    ['nosuch', 'unknown-revision', /'nosuch'/],
    ['left@dddd5', 'unknown-revision', /dddd5 is not on the branch 'left'/],
    ['nosuch@head', 'unknown-revision', /'nosuch'/],
    ['', 'unknown-revision', /''/],
  ] as const) {
    it(`refuses '${target}'`, () => {
      assert.throws(
        () => resolve(graph, target),
        (error: { code?: string; message: string }) => error.code === code && words.test(error.message),
      )
    })
  }

  it("takes as 'heads' what nothing needs, and as 'head' what nothing follows", () => {
    const depended = arrows('-> a', '-> b (a)')
    assert.deepEqual(resolve(depended, 'heads'), [1])
    assert.throws(() => resolve(depended, 'head'), /2 revisions/)
  })

  it('finds nothing in an empty graph', () => {
    assert.deepEqual(resolve(arrows(), 'head'), [])
    assert.deepEqual(resolve(arrows(), 'heads'), [])
  })
})
