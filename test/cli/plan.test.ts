import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { folderWith, revisionText } from '../folder.js'
import { runCli } from './run-cli.js'

const project = () =>
  folderWith({
    'limbeck.config.json': '{ "script": "m", "url": "sqlite:app.db" }',
    'm/versions/aaaa.js': `/** make notes */\n${revisionText('aaaa')}
export const upgrade = (op) => {
  op.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, weight TEXT)")
  op.execute("INSERT INTO note (weight) VALUES ('1'), ('2')")
}`,
    'm/versions/bbbb.js': `/** weigh notes */\nimport { integer } from 'limbeck/op'\n${revisionText('bbbb', 'aaaa')}
export const upgrade = (op) => op.alterColumn('note', 'weight', { type: integer() })`,
    'm/versions/cccc.js': `/** think */\n${revisionText('cccc', 'bbbb')}
export const upgrade = async (op) => { await op.query('SELECT 1') }`,
  })

describe('limbeck plan', () => {
  it('shows which tables are copied, and about how many rows', async () => {
    const folder = project()
    assert.equal((await runCli(folder, 'upgrade', 'aaaa')).code, 0)
    assert.deepEqual(await runCli(folder, 'plan'), {
      code: 0,
      out: 'upgrade bbbb, weigh notes\n    copies note, about 2 rows\nupgrade cccc, think\n    which tables are copied cannot be told: it is a program\n',
      err: '',
    })
    const [{ steps }] = JSON.parse((await runCli(folder, 'plan', '--json')).out) as [
      { readonly steps: readonly { readonly copies?: unknown; readonly unseen?: string }[] },
    ]
    assert.deepEqual(
      steps.map(({ copies, unseen }) => copies ?? unseen),
      [[{ table: 'note', rows: 2 }], 'it is a program'],
    )
  })
})
