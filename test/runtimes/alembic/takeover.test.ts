import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Adapter, current, downgrade, type RevisionModule, upgrade } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { Client } from 'pg'
import initSqlJs from 'sql.js'
import { type Cluster, startCluster } from '../postgres/start-cluster.js'
import { type Alembic, type AlembicRevision, startAlembic } from './alembic.js'

const SQL = await initSqlJs()
const table = { versionTable: 'alembic_version' }

const made: readonly AlembicRevision[] = ['one', 'two', 'three'].map((id, at) => ({
  id,
  down: [null, 'one', 'two'][at] as string | null,
  up: `CREATE TABLE ${id} (n INTEGER)`,
  back: `DROP TABLE ${id}`,
}))

const revisions: readonly RevisionModule[] = made.map(({ id, down, up, back }) => ({
  revision: id,
  downRevision: down,
  upgrade: (op) => op.execute(up),
  downgrade: (op) => op.execute(back),
}))

/** A database that Alembic knows by its address, and Limbeck by an adapter. */
interface Shared {
  readonly url: string
  through<T>(work: (adapter: Adapter) => Promise<T>): Promise<T>
}

describe('a database of the real Alembic', () => {
  let alembic: Alembic
  let cluster: Cluster
  let folder: string
  before(async () => {
    alembic = startAlembic(made)
    cluster = await startCluster()
    folder = mkdtempSync(join(tmpdir(), 'limbeck-alembic-'))
  })
  after(async () => {
    alembic.remove()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const databases: Readonly<Record<string, (name: string) => Promise<Shared>>> = {
    async PostgreSQL() {
      const at = await cluster.database()
      return {
        url: `postgresql+psycopg2://${at.user}@/${at.database}?host=${at.host}&port=${at.port}`,
        async through(work) {
          const client = new Client(at)
          await client.connect()
          try {
            return await work(pg(client))
          } finally {
            await client.end()
          }
        },
      }
    },
    async SQLite(name) {
      const path = join(folder, name)
      return {
        url: `sqlite:///${path}`,
        async through(work) {
          const db = new SQL.Database(readFileSync(path, { flag: 'a+' }))
          const result = await work(sqlJs(db))
          writeFileSync(path, db.export())
          db.close()
          return result
        },
      }
    },
  }

  for (const [engine, open] of Object.entries(databases)) {
    it(`is taken over and handed back: ${engine}`, async () => {
      const { url, through } = await open('taken')
      await alembic.run(url, 'upgrade', 'two')
      assert.deepEqual(await through((adapter) => current(adapter, revisions, table)), ['two'])
      const { steps } = await through((adapter) => upgrade(adapter, revisions, 'head', table))
      assert.deepEqual(
        steps.map((step) => step.revision),
        ['three'],
      )
      assert.match(await alembic.run(url, 'current'), /^three \(head\)/)
      await through((adapter) => downgrade(adapter, revisions, 'one', table))
      assert.match(await alembic.run(url, 'current'), /^one\b/)
      await alembic.run(url, 'upgrade', 'head')
      await alembic.run(url, 'downgrade', 'base')
      assert.deepEqual(await through((adapter) => current(adapter, revisions, table)), [])
      await through((adapter) => upgrade(adapter, revisions, 'head', table))
      await through((adapter) => adapter.query('SELECT n FROM one UNION SELECT n FROM two UNION SELECT n FROM three'))
    })

    it(`is made by Limbeck, and taken over by Alembic: ${engine}`, async () => {
      const { url, through } = await open('made')
      await through((adapter) => upgrade(adapter, revisions, 'two', table))
      assert.match(await alembic.run(url, 'current'), /^two\b/)
      await alembic.run(url, 'upgrade', 'head')
      assert.deepEqual((await through((adapter) => upgrade(adapter, revisions, 'head', table))).steps, [])
    })
  }
})
