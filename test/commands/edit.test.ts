import assert from 'node:assert/strict'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { edit, openProject } from 'limbeck/commands'
import { coded } from '../database.js'
import { folderWith, put, revisionText } from '../folder.js'

const open = () =>
  openProject({
    cwd: folderWith({ 'm/versions/a.js': revisionText('aaaa'), 'm/versions/b.js': revisionText('bbbb') }),
    settings: { script: 'm', url: 'sqlite:app.db' },
  })

/** An editor that notes what it was given. */
function editor(folder: string, name = 'ed'): string {
  const path = join(folder, name)
  put(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/given"\n`)
  chmodSync(path, 0o755)
  return path
}

describe('edit', () => {
  it('opens every file in the editor, with its arguments', async () => {
    const project = await open()
    const program = editor(project.folder, 'my ed')
    const files = ['a', 'b'].map((name) => join(project.folder, `m/versions/${name}.js`))
    assert.deepEqual(await edit(project, 'heads', { variables: { EDITOR: `"${program}" --wait -x` } }), files)
    assert.deepEqual(readFileSync(join(project.folder, 'given'), 'utf8').trim().split('\n'), ['--wait', '-x', ...files])
  })
  it('takes VISUAL first, and else what is installed', async () => {
    const project = await open()
    const bin = join(project.folder, 'bin')
    editor(bin, 'nano')
    await edit(project, 'aaaa', { variables: { PATH: bin } })
    assert.match(readFileSync(join(bin, 'given'), 'utf8'), /a\.js/)
    await edit(project, 'bbbb', { variables: { VISUAL: editor(project.folder), EDITOR: 'no-such-editor' } })
    assert.match(readFileSync(join(project.folder, 'given'), 'utf8'), /b\.js/)
  })
  for (const [what, target, variables, code, words] of [
    ['no editor', 'aaaa', { PATH: '/no/such' }, 'no-editor', /No editor was found: set \$EDITOR/],
    ['one that is missing', 'aaaa', { EDITOR: 'no-such-editor' }, 'no-editor', /no-such-editor cannot be run/],
    ['one that fails', 'aaaa', { EDITOR: 'false' }, 'no-editor', /false ended with code 1/],
    ['no revision', 'base', { EDITOR: 'true' }, 'invalid-argument', /'base' names no revision/],
    ['a database without any', 'current', { EDITOR: 'true' }, 'invalid-argument', /'current' names no revision/],
    ['an unknown one', 'nosuch', { EDITOR: 'true' }, 'unknown-revision', /nosuch/],
  ] as const) {
    it(`says that there is ${what}`, async () => {
      await assert.rejects(edit(await open(), target, { variables }), coded(code, words))
    })
  }
})
