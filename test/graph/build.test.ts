import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildGraph } from '../../src/graph/build.js'
import { arrows, revision } from './arrows.js'

const code = (expected: string, words: RegExp) => (error: { code?: string; message: string }) => {
  assert.equal(error.code, expected)
  assert.match(error.message, words)
  return true
}

describe('buildGraph', () => {
  it('links what revisions follow and depend on, labels resolved', () => {
    const graph = arrows('-> a', 'a -> b [line]', '-> x (line)')
    assert.deepEqual(graph.ids, ['a', 'b', 'x'])
    assert.deepEqual(graph.down, [[], [0], []])
    assert.deepEqual(graph.needs, [[], [], [1]])
    assert.deepEqual(graph.branches, { line: 1 })
  })

  it('takes revisions in any order', () => {
    assert.deepEqual(arrows('b -> c', '-> a', 'a -> b').down, [[2], [], [1]])
  })

  it('leaves a dependency out of the parents when an ancestor declares it already', () => {
    const graph = arrows('-> a1', 'a1 -> a2', 'a2 -> a3', '-> b1', 'b1 -> b2 (a3)', 'b2 -> b3', 'b3 -> b4 (a3)')
    assert.deepEqual(graph.parents[6], [5])
    assert.deepEqual(graph.parents[4], [3, 2])
  })

  it('keeps a dependency on the revision that is followed', () => {
    assert.deepEqual(arrows('-> a1', 'a1 -> a2 (a1)').parents, [[], [0]])
  })

  for (const [name, drawn, error, words] of [
    ['a duplicate id', ['-> a', '-> a'], 'duplicate-revision', /id a\b/],
    ['a label that is an id', ['-> a', 'a -> b [a]'], 'duplicate-revision', /'a' of b/],
    ['a label used twice', ['-> a [one]', 'a -> b [one]'], 'duplicate-revision', /'one' of b is already used by a/],
    ['a missing parent', ['lost -> b'], 'missing-revision', /b follows lost/],
    ['a missing dependency', ['-> b (lost)'], 'missing-revision', /b depends on lost/],
    ['a label as parent', ['-> a [one]', 'one -> b'], 'missing-revision', /b follows one/],
    ['a revision that follows itself', ['a -> a'], 'cycle', /a -> a/],
    ['a cycle above a base', ['-> z', 'z c -> a', 'a -> b', 'b -> c'], 'cycle', /a -> c -> b -> a/],
    ['a cycle through a dependency', ['-> a (b)', 'a -> b'], 'cycle', /a -> b -> a/],
    ['an id of 33 characters', [`-> ${'x'.repeat(33)}`], 'invalid-revision', /1 to 32/],
    ['an id that is a symbol', ['-> heads'], 'invalid-revision', /'heads'/],
    ['an id that reads as a step', ['-> +2'], 'invalid-revision', /'\+2'/],
    ['an id with a colon', ['-> a:b'], 'invalid-revision', /'a:b'/],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.throws(() => arrows(...drawn), code(error, words))
    })
  }

  it('names the files of the revisions in question, where they are known', () => {
    const inFile = (id: string, file: string) => ({ ...revision(`-> ${id}`), file })
    assert.throws(() => buildGraph([inFile('a', 'one.ts'), inFile('a', 'two.ts')]), {
      code: 'duplicate-revision',
      revisions: ['a', 'a'],
      files: ['one.ts', 'two.ts'],
    })
  })

  it('builds ten thousand revisions in a line without recursion', () => {
    const line = Array.from({ length: 10_000 }, (_, at) => (at === 0 ? '-> r0' : `r${at - 1} -> r${at}`))
    assert.equal(arrows(...line).ids.length, 10_000)
  })
})
