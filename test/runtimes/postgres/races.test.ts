import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { type RunResult, upgrade } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import { Client } from 'pg'
import { type Cluster, startCluster } from './start-cluster.js'

const revisions = ['a', 'b', 'c'].map((revision, at) => ({
  revision,
  downRevision: at === 0 ? null : 'abc'.charAt(at - 1),
  upgrade: (op: { execute(sql: string): void }) =>
    op.execute(`CREATE TABLE ${revision} (n integer); INSERT INTO ${revision} VALUES (1)`),
}))

const rounds = 50

type Race = (client: Client) => Promise<RunResult>

const races: Readonly<Record<string, Race>> = {
  'each with a transaction of its own': (client) => upgrade(pg(client), revisions),
  'each in a transaction of its caller, without an advisory lock': async (client) => {
    await client.query('BEGIN')
    const result = await upgrade(pg(client, { external: true }), revisions)
    await client.query('COMMIT')
    return result
  },
}

describe('two sessions that upgrade the same database at once', () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  for (const [name, race] of Object.entries(races)) {
    it(`apply every revision once, in each of ${rounds} rounds, ${name}`, async () => {
      const at = await cluster.database()
      const sessions = [new Client(at), new Client(at)] as const
      const [one] = sessions
      for (const session of sessions) await session.connect()
      for (let round = 0; round < rounds; round++) {
        await one.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
        // Now together, now one a little after the other; now from nothing, now from a revision before head.
        if (round % 2) await upgrade(pg(one), revisions, 'a')
        const results = await Promise.all(
          sessions.map(async (session, nth) => {
            await setTimeout((round + nth) % 3)
            return race(session)
          }),
        )
        const steps = results.map((result) => result.steps.length).sort()
        assert.deepEqual(steps, [0, round % 2 ? 2 : 3], `round ${round}`)
        const { rows } = await one.query(
          `SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM b) + (SELECT count(*) FROM c) AS n,
            (SELECT string_agg(revision, ' ' ORDER BY id) FROM limbeck_journal) AS journal`,
        )
        assert.deepEqual(rows, [{ n: '3', journal: 'a b c' }], `round ${round}`)
      }
      for (const session of sessions) await session.end()
    })
  }
})
