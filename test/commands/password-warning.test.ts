import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { openProject } from 'limbeck/commands'
import { passwordWarning } from '../../src/commands/password-warning.js'
import { folderWith } from '../folder.js'

const variables = { DB: 'postgresql://u:secret@h/d' }
const warningOf = async (text: string, tracked: boolean) => {
  const cwd = folderWith({ 'limbeck.config.json': text })
  if (tracked) {
    execFileSync('git', ['init', '-q'], { cwd })
    execFileSync('git', ['add', '.'], { cwd })
  }
  return passwordWarning(await openProject({ cwd, variables }))
}
const secret = '{ "script": "m", "url": "postgresql://u:secret@h/d" }'

describe('the warning of passwords', () => {
  it('is there when git keeps the file, and does not say the password', async () => {
    const warning = await warningOf(secret, true)
    assert.match(warning ?? '', /limbeck\.config\.json holds a password, and git keeps that file: use a variable/)
    assert.doesNotMatch(warning ?? '', /secret/)
  })
  for (const [what, text, tracked] of [
    ['git does not keep the file', secret, false],
    ['there is no password', '{ "url": "postgresql://u@h/d" }', true],
    ['the password is a variable', `{ "url": "\${DB}" }`, true],
  ] as const) {
    it(`is not there when ${what}`, async () => assert.equal(await warningOf(text, tracked), undefined))
  }
})
