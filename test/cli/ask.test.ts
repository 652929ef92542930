import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, it } from 'node:test'
import { ask } from '../../src/cli/ask.js'
import { coded } from '../database.js'

describe('a question', () => {
  it('is written, and answered by a line', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    input.write('yes\nmore\n')
    assert.equal(await ask('Is it? ', input, output), 'yes')
    assert.equal(output.read().toString(), 'Is it? ')
  })
  it('that is left without an answer is an error, not an answer', async () => {
    const input = new PassThrough()
    input.end()
    await assert.rejects(ask('Is it? ', input, new PassThrough()), coded('rename-undecided', /was not answered/))
  })
})
