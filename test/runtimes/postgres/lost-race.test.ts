import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { upgrade } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import { type Cluster, startCluster } from './start-cluster.js'

const revisions = [
  {
    revision: 'a',
    downRevision: null,
    upgrade: (op: { execute(sql: string): void }) => op.execute('CREATE TABLE a ()'),
  },
]

describe('an upgrade whose tables another session makes at the same moment', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  for (const table of ['limbeck_version (version_num VARCHAR(32) NOT NULL)', 'limbeck_journal (id BIGSERIAL)']) {
    it(`begins once more, or says what is wrong: ${table}`, async () => {
      const at = await cluster.database()
      const [other, own] = [new Client(at), new Client(at)]
      await other.connect()
      await own.connect()
      await other.query(`BEGIN; CREATE TABLE ${table}`)
      const run = upgrade(pg(own), revisions).then(
        ({ to }) => to,
        (error) => error,
      )
      // It has read that there is no version table, and waits for the one that is not committed.
      while ((await other.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).rows.length === 0) {
        await setTimeout(5)
      }
      await other.query('COMMIT')
      const end = await run
      if (table.startsWith('limbeck_version')) assert.deepEqual(end, ['a'])
      else assert.match(String(end), /column "format"/)
      await other.end()
      await own.end()
    })
  }
})
