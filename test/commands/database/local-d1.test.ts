import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openDatabase } from '../../../src/commands/database/open-database.js'
import { runCli } from '../../cli/run-cli.js'
import { coded } from '../../database.js'
import { folderWith, revisionText } from '../../folder.js'

const wrangler = `name = "app"
compatibility_date = "2026-04-01"

[[d1_databases]]
binding = "DB"
database_name = "app"
database_id = "00000000-0000-0000-0000-000000000000"
`

describe('the local database of wrangler', () => {
  it('is upgraded, and is where wrangler looks for it', async () => {
    const folder = folderWith({
      'wrangler.toml': wrangler,
      'limbeck.config.json': '{ "script": "limbeck", "url": "d1:DB" }',
      'limbeck/versions/a.js': revisionText(
        'aaaa',
        null,
        "export const upgrade = (op) => op.execute('CREATE TABLE t (x)')\n",
      ),
    })
    assert.deepEqual(await runCli(folder, 'upgrade', 'head'), { code: 0, out: '', err: 'Running upgrade  -> aaaa, \n' })
    assert.equal((await runCli(folder, 'current')).out, 'aaaa (head)\n')
    assert.ok(existsSync(join(folder, '.wrangler/state/v3/d1')))
  })
  it('is a binding that must be there', async () => {
    const open = (files: Readonly<Record<string, string>>) => openDatabase('d1:NOTES', folderWith(files))
    await assert.rejects(
      open({ 'wrangler.toml': wrangler }),
      coded('invalid-configuration', /no D1 binding 'NOTES'; it has DB\./),
    )
    await assert.rejects(
      open({}),
      coded('invalid-configuration', /has none of wrangler\.json, wrangler\.jsonc, wrangler\.toml/),
    )
  })
})
