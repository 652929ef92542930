import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
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
})
