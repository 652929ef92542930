import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { colorsFor, revisionBlock, revisionLine } from '../../src/cli/format.js'
import type { RevisionEntry } from '../../src/commands/revision-entry.js'

const entry: RevisionEntry = {
  revision: 'b2',
  message: 'join',
  doc: 'join\n\nwith care',
  file: '/m/b2.ts',
  downRevision: ['a1', 'a2'],
  dependsOn: ['x'],
  branchLabels: [],
  labels: ['shop', 'till'],
  next: ['c1', 'c2'],
  isHead: false,
  isEffectiveHead: false,
  isBranchPoint: true,
  isMergePoint: true,
  isCurrent: true,
}
const everything = { parents: true, labels: true, message: true }

describe('a revision in a line', () => {
  it("has Alembic's words in Alembic's order", () => {
    const line = 'a1, a2 (x) -> b2 (shop, till) (current) (branchpoint) (mergepoint), join'
    assert.equal(revisionLine(entry, colorsFor(false), everything), line)
    assert.equal(revisionLine(entry, colorsFor(false), { tree: false }), 'b2 (current)')
    const head = { ...entry, isHead: true, downRevision: [], dependsOn: [], isCurrent: false }
    assert.match(revisionLine(head, colorsFor(false), everything), /^<base> -> b2 \(shop, till\) \(effective head\) /)
    assert.match(revisionLine({ ...head, isEffectiveHead: true }, colorsFor(false)), /^b2 \(head\) /)
  })
  it('has colours where they are wanted, and says the same without them', () => {
    const [colored, plain] = [true, false].map((on) => revisionLine(entry, colorsFor(on), everything)) as [
      string,
      string,
    ]
    const sequence = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
    assert.match(colored, sequence)
    assert.equal(colored.replace(sequence, ''), plain)
  })
})

describe('a revision in full', () => {
  it("has Alembic's fields", () => {
    assert.equal(
      revisionBlock(entry, colorsFor(false)),
      `Rev: b2 (branchpoint) (mergepoint) (current)
Merges: a1, a2
Also depends on: x
Branches into: c1, c2
Branch names: shop, till
Path: /m/b2.ts

    join
    \n    with care
`,
    )
  })
})
