import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import initSqlJs from 'sql.js'
import { openWasmSqlite } from '../../../src/commands/database/wasm-sqlite.js'
import { coded } from '../../database.js'
import { folderWith } from '../../folder.js'

const SQL = await initSqlJs()

/** A database file with a table, made by another build of SQLite. */
function fileWith(change: (bytes: Uint8Array) => void = () => undefined): string {
  const db = new SQL.Database()
  db.run('CREATE TABLE t (x)')
  const bytes = db.export()
  change(bytes)
  const file = join(folderWith(), 'app.db')
  writeFileSync(file, bytes)
  return file
}

describe('openWasmSqlite', () => {
  it('reads and writes every kind of value, in a file that other programs read', async () => {
    const file = fileWith()
    const { adapter, close } = await openWasmSqlite(file)
    const values = [null, 'é', 1.5, 7, 2n ** 60n, new Uint8Array([0, 255])]
    await adapter.run(values.map((value) => ['INSERT INTO t VALUES (?)', value]))
    assert.deepEqual(
      (await adapter.query('SELECT x FROM t')).map(({ x }) => x),
      values,
    )
    await close()
    assert.deepEqual(readdirSync(join(file, '..')), ['app.db'])
    const [{ values: rows } = { values: [] }] = new SQL.Database(
      await import('node:fs').then(({ readFileSync }) => readFileSync(file)),
    ).exec('SELECT count(*) FROM t')
    assert.deepEqual(rows, [[6]])
  })
  it('commits, and rolls back', async () => {
    const { adapter, close } = await openWasmSqlite(fileWith())
    assert.ok(adapter.atomic === 'transaction')
    await adapter.transaction((tx) => tx.run(['INSERT INTO t VALUES (1)']))
    await assert.rejects(
      adapter.transaction(async (tx) => {
        await tx.run(['INSERT INTO t VALUES (2)', 'CREATE TABLE u (x)'])
        throw Error('no')
      }),
    )
    assert.deepEqual(await adapter.query('SELECT x FROM t'), [{ x: 1 }])
    await close()
  })
  it('opens a database in memory, under no lock', async () => {
    const [one, two] = [await openWasmSqlite(':memory:'), await openWasmSqlite(':memory:')]
    await one.adapter.run(['CREATE TABLE a (x)'])
    assert.deepEqual(await two.adapter.query('SELECT name FROM sqlite_master'), [])
    await Promise.all([one.close(), two.close()])
  })
  for (const [what, prepare, words] of [
    [
      'a write-ahead log',
      (file: string) => writeFileSync(`${file}-wal`, 'log'),
      /write-ahead log that is not empty; N/,
    ],
    [
      "another program's transaction",
      (file: string) => writeFileSync(`${file}-journal`, 'j'),
      /being written by anoth/,
    ],
  ] as const) {
    it(`refuses ${what}, and leaves it`, async () => {
      const file = fileWith()
      prepare(file)
      await assert.rejects(openWasmSqlite(file), coded('unsafe-database', words))
      assert.equal(existsSync(`${file}.limbeck-lock`), false)
      assert.equal(readdirSync(join(file, '..')).length, 2)
    })
  }
  it('refuses a file in WAL mode, and says how to change it', async () => {
    const file = fileWith((bytes) => bytes.fill(2, 18, 20))
    await assert.rejects(openWasmSqlite(file), coded('unsafe-database', /is in WAL mode.*PRAGMA journal_mode=DELETE/))
  })
  it('names the folder that is not there', async () => {
    const file = join(folderWith(), 'no/app.db')
    await assert.rejects(
      openWasmSqlite(file),
      coded('database-unreachable', /There is no folder .*no for the database/),
    )
  })
  it('does not commit over what another program wrote meanwhile', async () => {
    const file = fileWith()
    const { adapter, close } = await openWasmSqlite(file)
    assert.ok(adapter.atomic === 'transaction')
    const run = adapter.transaction(async (tx) => {
      await tx.run(['CREATE TABLE mine (x)'])
      appendFileSync(file, new Uint8Array(4096))
    })
    await assert.rejects(run, coded('unsafe-database', /Another program wrote .*app\.db during the run/))
    await close()
    assert.equal(statSync(file).size % 4096, 0)
  })
  it('takes a large transaction for its own, not for another program', async () => {
    const { adapter, close } = await openWasmSqlite(fileWith())
    assert.ok(adapter.atomic === 'transaction')
    await adapter.transaction((tx) =>
      tx.run(Array.from({ length: 400 }, () => 'INSERT INTO t VALUES (randomblob(20000))')),
    )
    assert.deepEqual(await adapter.query('SELECT count(*) AS n FROM t'), [{ n: 400 }])
    await close()
  })

  const child = (file: string, work: string) => [
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    `import { openWasmSqlite } from '${resolve('src/commands/database/wasm-sqlite.ts')}'
     const { adapter, close } = await openWasmSqlite('${file}')
     ${work}`,
  ]
  it('loses no work of two processes that write at once', async () => {
    const file = fileWith()
    const work = `for (let n = 0; n < 20; n++) await adapter.transaction(async (tx) => {
      const [{ m }] = await tx.query('SELECT coalesce(max(x), 0) AS m FROM t')
      await tx.run([['INSERT INTO t VALUES (?)', m + 1]])
    }); close()`
    await Promise.all([1, 2].map(() => once(spawn(process.execPath, child(file, work), { stdio: 'inherit' }), 'exit')))
    const { adapter, close } = await openWasmSqlite(file)
    assert.deepEqual(await adapter.query('SELECT count(*) AS n, max(x) AS m FROM t'), [{ n: 40, m: 40 }])
    await close()
  })
  it('rolls back what a killed process of ours left, and goes on', async () => {
    const file = fileWith()
    // The cache may spill here, so that the file is half written when the process dies.
    const work = `await adapter.run(['PRAGMA cache_spill = 1', 'PRAGMA cache_size = 1', 'INSERT INTO t VALUES (7)'])
      await adapter.run(Array.from({ length: 9 }, () => 'INSERT INTO t VALUES (zeroblob(20000))'))
      await adapter.transaction(async (tx) => {
        await tx.run(['UPDATE t SET x = randomblob(20000) WHERE x <> 7', 'CREATE TABLE u (x)'])
        await tx.run(Array.from({ length: 200 }, () => 'INSERT INTO u VALUES (randomblob(9000))'))
        process.kill(process.pid, 'SIGKILL')
      })`
    assert.throws(() => execFileSync(process.execPath, child(file, work), { stdio: 'pipe' }))
    assert.ok(existsSync(`${file}-journal`) && existsSync(`${file}.lock`) && existsSync(`${file}.limbeck-lock`))
    const { adapter, close } = await openWasmSqlite(file)
    assert.deepEqual(await adapter.query('SELECT count(*) AS n, sum(length(x)) AS l FROM t'), [{ n: 10, l: 180_001 }])
    assert.deepEqual(await adapter.query('SELECT count(*) AS n FROM t WHERE x = zeroblob(20000)'), [{ n: 9 }])
    assert.deepEqual(await adapter.query('PRAGMA integrity_check'), [{ integrity_check: 'ok' }])
    assert.deepEqual(await adapter.query('SELECT name FROM sqlite_master'), [{ name: 't' }])
    await close()
    assert.deepEqual(readdirSync(join(file, '..')), ['app.db'])
  })
})
