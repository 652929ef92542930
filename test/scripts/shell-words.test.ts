import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { split } from 'shlex'
import { posixLine, shellWords } from '../../src/scripts/shell-words.js'

describe('the words of a command', () => {
  it('are quoted for the shell of Windows, where they need it', () => {
    const words = ['C:\\Program Files\\ed.cmd', '--wait', 'a "b".ts', 'C:\\m\\a1_x.ts']
    assert.deepEqual(shellWords(words, 'win32'), [
      '"C:\\Program Files\\ed.cmd"',
      '--wait',
      '"a ""b"".ts"',
      'C:\\m\\a1_x.ts',
    ])
    assert.deepEqual(shellWords(words, 'linux'), words)
  })
  it('keep the backslashes of Windows', () => {
    const line = '"C:\\Program Files\\ed.exe" -w C:\\x'
    assert.deepEqual(split(posixLine(line, 'win32')), ['C:\\Program Files\\ed.exe', '-w', 'C:\\x'])
    assert.equal(posixLine(line, 'linux'), line)
  })
})
