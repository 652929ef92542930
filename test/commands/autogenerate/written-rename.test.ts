import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { renameFlag } from '../../../src/commands/autogenerate/written-rename.js'

describe('renameFlag', () => {
  const column = { kind: 'column', table: 'note', from: 'body', to: 'text', score: 1 } as const

  it('says a rename as a command line takes it', () => {
    assert.equal(renameFlag(column), '--rename note.body:text')
    assert.equal(
      renameFlag({ kind: 'table', schema: 'app', from: 'größe', to: 'x-1', score: 1 }),
      '--rename app.größe:x-1',
    )
  })

  it('quotes what a shell would read otherwise', () => {
    assert.equal(renameFlag({ ...column, to: 'Boss Of' }), "--rename 'note.body:Boss Of'")
    assert.equal(renameFlag({ ...column, from: 'it\'s "$HOME"' }), `--rename 'note.it'\\''s "$HOME":text'`)
  })
})
