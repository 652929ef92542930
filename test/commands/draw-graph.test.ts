import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawGraph, mermaid } from 'limbeck/commands'
import { buildGraph } from '../../src/graph/build.js'
import { arrows } from '../graph/arrows.js'

const draw = (...drawn: readonly string[]) => {
  const graph = arrows(...drawn)
  return { ...graph, messages: graph.ids.map(() => '') }
}

describe('drawGraph', () => {
  for (const [what, picture, drawn] of [
    ['nothing', [], ''],
    ['a line', ['->a', 'a->b'], '*  b\n*  a'],
    ['a branch', ['->a', 'a->b', 'a->c'], '*  b\n| *  c\n|/\n*  a'],
    ['a merge', ['->a', 'a->b', 'a->c', 'b c->d'], '*  d\n|\\\n* |  b\n| *  c\n|/\n*  a'],
    ['two roots', ['->a', '->b'], '*  a\n*  b'],
    ['a merge of two roots', ['->a', '->b', 'a b->c'], '*  c\n|\\\n* |  a\n  *  b'],
  ] as const) {
    it(`draws ${what}`, () => assert.equal(drawGraph(draw(...picture)), drawn))
  }
})

describe('mermaid', () => {
  it('draws what follows, and what is needed, and hides what it would read as its own', () => {
    const base = { dependsOn: [], branchLabels: [] }
    const graph = buildGraph([
      { ...base, revision: 'a', downRevision: [], branchLabels: ['shop'] },
      { ...base, revision: 'b', downRevision: ['a'] },
      { ...base, revision: 'c', downRevision: [], dependsOn: ['a'] },
    ])
    const messages = ['say "hi" <b>', 'two\nlines', '']
    assert.equal(
      mermaid({ ...graph, messages }),
      'flowchart BT\n  r0["a (shop) say #34;hi#34; #60;b#62;"]\n  r1["b two"]\n  r2["c"]\n  r0 --> r1\n  r0 -.-> r2',
    )
  })
})
