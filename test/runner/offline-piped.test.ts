import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { downgrade, downgradeSql, type RevisionModule, upgrade, upgradeSql } from 'limbeck'
import { pg } from 'limbeck/adapters/pg'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { boolean, column, type Encodable, integer, json, numeric, type Operations, sql, text } from 'limbeck/op'
import { Pool } from 'pg'
import initSqlJs, { type Database } from 'sql.js'
import { aptInstall } from '../runtimes/apt-install.mjs'
import { type Address, type Cluster, startCluster } from '../runtimes/postgres/start-cluster.js'

const SQL = await initSqlJs()

/** One random change, and the way back. */
interface Change {
  readonly up: (op: Operations) => void
  readonly down: (op: Operations) => void
}

const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !/\0|\p{Surrogate}/u.test(value))
const stored: fc.Arbitrary<Encodable> = fc.oneof(
  word,
  fc.constant(null),
  fc.constantFrom("it's", 'a\\b', '--', 'x;y', '$1 ?', '\n'),
)

/** A history: the first revision makes a table, those after it change it; every third begins a branch of its own. */
const histories = fc
  .array(fc.record({ kind: fc.nat(4), value: stored, number: fc.integer(), flag: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((changes) =>
    changes.flatMap(({ kind, value, number, flag }, at): readonly RevisionModule[] => {
      const base: RevisionModule = {
        revision: `r${at}`,
        downRevision: at === 0 ? null : `r${at - (at % 3 === 2 ? 2 : 1)}`,
        upgrade(op) {
          op.createTable(
            `t${at}`,
            column('id', integer(), { primaryKey: true }),
            column('body', text(), { default: typeof value === 'string' ? value : 'none' }),
            column('ok', boolean(), { nullable: false, default: flag }),
            column('price', numeric(10, 2), { default: sql`1.5` }),
            column('extra', json()),
          )
          op.bulkInsert(`t${at}`, [
            { id: 1, body: value, ok: flag, extra: { number, value: value as string } },
            { id: 2, body: 'b', ok: !flag, extra: null },
          ])
          const { up } = change(at, kind, value)
          up(op)
        },
        downgrade(op) {
          change(at, kind, value).down(op)
          op.dropTable(`t${at}`)
        },
      }
      return [base]
    }),
  )

function change(at: number, kind: number, value: Encodable): Change {
  const table = `t${at}`
  return [
    {
      up: (op: Operations) => op.createIndex(`ix_${at}`, table, ['body']),
      down: (op: Operations) => op.dropIndex(`ix_${at}`),
    },
    {
      up: (op: Operations) => op.addColumn(table, column('note', text(), { default: value })),
      down: (op: Operations) => op.execute(`UPDATE ${table} SET note = NULL`),
    },
    { up: (op: Operations) => op.execute(`UPDATE ${table} SET body = 'x''y' -- ;`), down: () => undefined },
    {
      up: (op: Operations) => op.alterColumn(table, 'body', { newName: 'words' }),
      down: (op: Operations) => op.alterColumn(table, 'words', { newName: 'body' }),
    },
    {
      up: (op: Operations) => op.renameTable(table, `${table}_new`),
      down: (op: Operations) => op.renameTable(`${table}_new`, table),
    },
  ][kind] as Change
}

/** Everything that a SQLite database holds, but for the moments of the journal. */
function content(db: Database): unknown {
  const objects =
    db.exec("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 2")[0]?.values ?? []
  const tables = objects.filter(([type]) => type === 'table').map(([, name]) => String(name))
  return [
    objects,
    tables.map((name) => {
      const { columns = [], values = [] } = db.exec(`SELECT * FROM "${name}" ORDER BY 1`)[0] ?? {}
      const timed = columns.map((each) => /^(applied_at|duration_ms)$/.test(each))
      return [columns, values.map((row) => row.map((value, at) => (timed[at] ? 0 : value)))]
    }),
  ]
}

describe('a script that is piped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-offline-'))
  let cluster: Cluster
  before(async () => {
    if (spawnSync('sqlite3', ['--version']).status !== 0) aptInstall('sqlite3')
    cluster = await startCluster()
  })
  after(async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  let made = 0
  /** What sqlite3 makes of scripts, one after the other. */
  function piped(...scripts: readonly string[]): unknown {
    const file = join(folder, `${++made}.db`)
    for (const script of scripts)
      execFileSync('sqlite3', ['-bail', file], { input: script, stdio: ['pipe', 'ignore', 'pipe'] })
    const db = new SQL.Database(readFileSync(file))
    const found = content(db)
    db.close()
    return found
  }

  const psql = ({ host, port, user, database }: Address, script: string) =>
    spawnSync('psql', ['-X', '-q', '-h', host, '-p', String(port), '-U', user, '-v', 'ON_ERROR_STOP=1', database], {
      input: script,
      encoding: 'utf8',
      env: { ...process.env, PGOPTIONS: '-c client_min_messages=warning' },
    })

  const dump = ({ host, port, user, database }: Address) =>
    execFileSync('pg_dump', ['--inserts', '-h', host, '-p', String(port), '-U', user, database], { encoding: 'utf8' })
      .replaceAll(/'\d{4}-\d\d-\d\dT[^']*', \d+/g, "'then', 0")
      .replaceAll(/^\\(un)?restrict .*$/gm, '')
      .split('\n')
      .sort()
      .join('\n')

  it('into sqlite3 leaves what the run leaves, up and down', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const db = new SQL.Database()
        await upgrade(sqlJs(db), history, 'heads')
        const up = await upgradeSql(history, 'heads', { engine: 'sqlite' })
        assert.deepEqual(piped(up), content(db))
        await downgrade(sqlJs(db), history, 'base')
        const down = await downgradeSql(history, 'heads:base', { engine: 'sqlite' })
        assert.deepEqual(piped(up, down), content(db))
        db.close()
      }),
      { numRuns: 12 },
    )
  })

  it('into psql leaves what the run leaves, up and down', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const [online, offline] = [await cluster.database(), await cluster.database()]
        const pool = new Pool(online)
        await upgrade(pg(pool), history, 'heads')
        const up = await upgradeSql(history, 'heads', { engine: 'postgresql' })
        assert.equal(psql(offline, up).stderr, '')
        assert.equal(dump(offline), dump(online))
        await downgrade(pg(pool), history, 'base')
        await pool.end()
        assert.equal(psql(offline, await downgradeSql(history, 'heads:base', { engine: 'postgresql' })).stderr, '')
        assert.equal(dump(offline), dump(online))
      }),
      { numRuns: 3 },
    )
  })

  it('fails on a database that is not where it starts, and changes nothing', async () => {
    const history: readonly RevisionModule[] = [
      { revision: 'a', downRevision: null, upgrade: (op) => op.execute('CREATE TABLE a (id INTEGER)') },
      { revision: 'b', downRevision: 'a', upgrade: (op) => op.execute('CREATE TABLE b (id INTEGER)') },
    ]
    const at = await cluster.database()
    const first = await upgradeSql(history, 'a', { engine: 'postgresql' })
    assert.equal(psql(at, first).stderr, '')
    const again = psql(at, first)
    assert.match(again.stderr, /null value in column/)
    assert.notEqual(again.status, 0)
    const file = join(folder, 'twice.db')
    const script = await upgradeSql(history, 'a', { engine: 'sqlite' })
    const run = () => spawnSync('sqlite3', ['-bail', file], { input: script, encoding: 'utf8' })
    assert.equal(run().status, 0)
    assert.match(run().stderr, /NOT NULL constraint failed/)
  })
})
