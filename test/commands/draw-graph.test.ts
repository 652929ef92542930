import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { drawGraph, mermaid } from 'limbeck/commands'
import { buildGraph } from '../../src/graph/build.js'
import { arrows as draw } from '../graph/arrows.js'

describe('drawGraph', () => {
  for (const [what, arrows, drawn] of [
    ['nothing', [], ''],
    ['a line', ['->a', 'a->b'], '*  b\n*  a'],
    ['a branch', ['->a', 'a->b', 'a->c'], '*  b\n| *  c\n|/\n*  a'],
    ['a merge', ['->a', 'a->b', 'a->c', 'b c->d'], '*  d\n|\\\n* |  b\n| *  c\n|/\n*  a'],
    ['two roots', ['->a', '->b'], '*  a\n*  b'],
    ['a merge of two roots', ['->a', '->b', 'a b->c'], '*  c\n|\\\n* |  a\n  *  b'],
  ] as const) {
    it(`draws ${what}`, () => assert.equal(drawGraph(draw(...arrows)), drawn))
  }
})

describe('mermaid', () => {
  it('draws what follows, and what is needed, and hides what it would read as its own', () => {
    const base = { dependsOn: [], labels: [], message: '' }
    const graph = buildGraph([
      { ...base, id: 'a', down: [], labels: ['shop'], message: 'say "hi" <b>' },
      { ...base, id: 'b', down: ['a'], message: 'two\nlines' },
      { ...base, id: 'c', down: [], dependsOn: ['a'] },
    ])
    assert.equal(
      mermaid(graph),
      'flowchart BT\n  r0["a (shop) say #34;hi#34; #60;b#62;"]\n  r1["b two"]\n  r2["c"]\n  r0 --> r1\n  r0 -.-> r2',
    )
  })
})
