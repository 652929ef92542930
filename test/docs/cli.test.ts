import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { commands, globalOptions } from '../../src/cli/commands.js'
import { hints } from '../../src/cli/hints.js'
import { manPage } from '../../src/cli/man-page.js'
import { reference } from './reference.js'

const page = readFileSync('docs/cli.md', 'utf8')

describe('the docs of the command line', () => {
  it('have the help of every command as it is printed; npm run reference writes it', () => {
    assert.ok(page.endsWith(reference()))
  })
  it('have the manual page of the same table; npm run reference writes it', () => {
    assert.equal(readFileSync('docs/limbeck.1', 'utf8'), manPage())
  })
  it('have every command, argument and option in the manual page', () => {
    const plain = manPage().replaceAll('\\-', '-')
    for (const { name, args = [], options = [] } of commands) {
      assert.match(plain, new RegExp(`^\\.SS ${name}( |$)`, 'm'))
      for (const arg of args) assert.ok(plain.includes(`.I ${arg.name}\n${arg.summary}\n`), `${name} ${arg.name}`)
      for (const { flags, summary } of options)
        assert.ok(plain.includes(`.B ${flags}\n${summary}\n`), `${name} ${flags}`)
    }
    for (const { flags } of globalOptions) assert.ok(plain.includes(`.B ${flags}\n`), flags)
    for (const part of ['CONFIGURATION', 'CAVEATS']) assert.ok(plain.includes(`\n.SH ${part}\n`))
  })
  it('have a manual page that man can show, where there is man', () => {
    const { error, stderr, status } = spawnSync('man', ['--warnings', '-l', 'docs/limbeck.1'], { encoding: 'utf8' })
    if (error) assert.equal((error as { code?: string }).code, 'ENOENT')
    else assert.deepEqual([stderr, status], ['', 0])
  })
  it('hint at commands that there are', () => {
    const names = commands.map(({ name }) => name)
    for (const hint of Object.values(hints)) {
      for (const [, name = ''] of hint.matchAll(/limbeck (\w+)/g)) assert.ok(names.includes(name), hint)
    }
  })
})
