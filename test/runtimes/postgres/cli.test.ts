import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { runCli } from '../../cli/run-cli.js'
import { replay } from '../../cli/transcript.js'
import { folderWith, revisionText } from '../../folder.js'
import { type Cluster, startCluster } from './start-cluster.js'

describe('the command line on PostgreSQL', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())
  const url = async (user = 'postgres') => {
    const { host, database } = await cluster.database()
    return `postgresql://${user}@localhost/${database}?host=${host}`
  }

  it('prints the session of README.md', async () => replay(folderWith(), await url()))

  it('makes the version table, and reads it', async () => {
    const folder = folderWith({
      'limbeck.config.json': JSON.stringify({ script: 'm', url: await url() }),
      'm/versions/a.js': revisionText('aaaa'),
    })
    assert.match((await runCli(folder, 'ensure_version', '--json')).out, /"created": true/)
    assert.equal((await runCli(folder, 'stamp', 'head')).err, 'Running stamp_revision  -> aaaa\n')
    assert.equal((await runCli(folder, 'current')).out, 'aaaa (head)\n')
  })
  it('says in a sentence what the server refuses, and hides the password', async () => {
    const folder = folderWith({ 'm/versions/a.js': revisionText('aaaa'), 'limbeck.config.json': '{ "script": "m" }' })
    const current = async (address: string) => (await runCli(folder, '--url', address, 'current')).err
    assert.match(
      await current(await url('nobody:secret')),
      /^FAILED: postgresql:\/\/nobody:\*\*\*@.* cannot be reached: role/,
    )
    const gone = (await url()).replace(/test_\d+/, 'gone')
    assert.match(await current(gone), /cannot be reached: database "gone" does not exist\.\n$/)
  })
  it('says whom it waits for: another run, or whoever has read a table that is to be changed', async () => {
    const at = await cluster.database()
    const folder = folderWith({
      'limbeck.config.json': JSON.stringify({
        script: 'm',
        url: `postgresql://postgres@localhost/${at.database}?host=${at.host}`,
      }),
      'm/versions/a.js': revisionText(
        'aaaa',
        null,
        "export const upgrade = (op) => op.execute('CREATE TABLE t (x int)')",
      ),
      'm/versions/b.js': revisionText(
        'bbbb',
        'aaaa',
        "export const upgrade = (op) => op.execute('ALTER TABLE t ADD y int')",
      ),
    })
    const holder = new Client({ ...at, application_name: 'a report' })
    await holder.connect()
    try {
      const { rows } = await holder.query('SELECT pg_backend_pid() AS pid')
      for (const [holds, target] of [
        ['SELECT pg_advisory_xact_lock(7810763213424913259)', 'aaaa'],
        ['SELECT * FROM t', 'bbbb'],
      ] as const) {
        await holder.query('BEGIN')
        await holder.query(holds)
        const given = setTimeout(2500).then(() => holder.query('COMMIT'))
        const { err, code } = await runCli(folder, 'upgrade', target)
        await given
        const who = `process ${rows[0].pid} \\(a report, user postgres, idle in transaction for 1 s\\)`
        assert.match(err, new RegExp(`(^|\n)Waiting for ${who} at postgresql:.*, for 1 s \\.\\.\\.\n`))
        assert.equal(code, 0)
      }
    } finally {
      await holder.end()
    }
  })
})
