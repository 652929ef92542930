import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { D1Database, D1DatabaseSession } from '@cloudflare/workers-types'
import { type Statement, StatementError, upgrade, type Value } from 'limbeck'
import { type D1Client, d1 } from 'limbeck/adapters/d1'
import type { Operations } from 'limbeck/op'
import { setOf } from '../../adapters/conformance/migrations.js'
import { insert, line } from '../runner/batch-line.js'
import { countedClient } from '../runtimes/workerd/counted-client.js'
import { startWorkerd, type Workerd } from '../runtimes/workerd/start-workerd.js'

const databases = 40
let workerd: Workerd
let used = 0
before(async () => {
  workerd = await startWorkerd('test/runtimes/workerd/conformance-worker.ts', { databases })
})
after(() => workerd.stop())

/** A new database; everything that these tests send goes to D1 in workerd. */
async function newD1(...script: readonly string[]): Promise<D1Client> {
  assert.ok(used < databases)
  const database = await workerd.miniflare.getD1Database(`DB${used++}`)
  await d1(database).run(script)
  return database
}

const creates = (nth: number) => (op: Operations) => {
  op.execute(`CREATE TABLE t${nth} (id INTEGER PRIMARY KEY, name TEXT)`)
  op.execute(`CREATE INDEX i${nth} ON t${nth} (name)`)
}
const history = (count: number) => line(...Array.from({ length: count }, (_, nth) => creates(nth)))
const tablesOf = async (database: D1Client) =>
  (
    await d1(database).query(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_cf\\_%' ESCAPE '\\' ORDER BY 1",
    )
  ).map(({ name }) => name)
const one = async (database: D1Client, sql: string, ...params: readonly Value[]) =>
  Object.values((await d1(database).query(sql, params))[0] ?? {})[0]

describe('d1', () => {
  it('takes a database and a session of it, as their own types describe them', async () => {
    const real: (database: D1Database | D1DatabaseSession) => D1Client = (database) => database
    const database = (await workerd.miniflare.getD1Database(`DB${used++}`)) as unknown as D1Database
    const session = real(database.withSession('first-primary'))
    const result = await upgrade(d1(session), history(2))
    assert.equal(result.steps.length, 2)
    assert.deepEqual((await upgrade(d1(real(database)), history(2))).steps, [])
  })

  it('says that a binding is not there', () => {
    assert.throws(() => d1(undefined as unknown as D1Client), { code: 'invalid-adapter', message: /binding/ })
  })

  it('makes a new database of 100 revisions in two round trips, a pending one in two, and none in one', async () => {
    const database = await newD1()
    for (const [count, trips, steps] of [
      [100, 2, 100],
      [100, 1, 0],
      [101, 2, 1],
    ] as const) {
      const client = countedClient(database)
      const result = await upgrade(d1(client), history(count))
      assert.deepEqual([client.trips.length, result.steps.length], [trips, steps])
    }
    assert.equal(await one(database, 'SELECT count(*) FROM limbeck_journal'), 101)
  })

  it('sends nothing that D1 refuses, and names nothing that is its own', async () => {
    const client = countedClient(await newD1())
    const fails = (op: Operations) => op.execute('INSERT INTO none VALUES (1)')
    await upgrade(d1(client), history(3))
    await assert.rejects(upgrade(d1(client), line(creates(0), creates(1), creates(2), creates(3), fails)))
    const sent = client.trips.flat()
    assert.ok(sent.length > 20)
    assert.deepEqual(
      sent.filter((sql) => /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)|_cf_|sqlite_version/i.test(sql)),
      [],
    )
  })
})

describe('d1, with values', () => {
  const extremes = [2n ** 63n - 1n, -(2n ** 63n), 9007199254740993n]

  it('gives back what was bound: text, numbers, bytes and null', async () => {
    const database = await newD1()
    const bytes = new Uint8Array([0, 1, 255, 7]).subarray(1, 3)
    for (const value of [null, '', "it's ☃ 🜁", 0, -1, 1.5, 1e300, 2 ** 53 - 1, bytes, new Uint8Array()]) {
      assert.deepEqual(await one(database, 'SELECT ?', value), value)
    }
    assert.deepEqual(await one(database, 'SELECT ?', 7n), 7)
  })

  it('stores whole numbers as integers, and 64 bits of them exactly', async () => {
    const database = await newD1('CREATE TABLE t (a)')
    await d1(database).batch([3, -3, 0, 1.5, ...extremes].map((value) => ['INSERT INTO t VALUES (?)', value]))
    assert.deepEqual(
      (await d1(database).query('SELECT CAST(a AS TEXT) AS a, typeof(a) AS t FROM t ORDER BY rowid')).map((row) =>
        Object.values(row).join(' '),
      ),
      ['3 integer', '-3 integer', '0 integer', '1.5 real', ...extremes.map((value) => `${value} integer`)],
    )
  })

  it('compares and joins whole numbers as SQLite does', async () => {
    const database = await newD1('CREATE TABLE t (a TEXT, n REAL)', "INSERT INTO t VALUES ('3', 2)")
    assert.equal(await one(database, "SELECT 'n' || ?", 3), 'n3')
    assert.equal(await one(database, 'SELECT count(*) FROM t WHERE a = ?', 3), 1)
    assert.equal(await one(database, 'SELECT count(*) FROM t WHERE n = ? LIMIT ?', 2, 1), 1)
    assert.equal(await one(database, 'SELECT a FROM t ORDER BY ?', 2), '3')
  })

  it('knows placeholders from text, names and comments', async () => {
    const database = await newD1()
    const sql = `SELECT '?''?' || ?2 /* ? ' */ || "?]" || [?'] -- ?
      || \`"?\` || ? || ?1 AS joined FROM (SELECT 'a' AS "?]", 'b' AS "?'", 'c' AS "\`?") , (SELECT 'd' AS """?")`
    assert.equal(await one(database, sql, 1, 'two', 3n), "?'?twoabd31")
  })
})

describe('d1, before anything is sent, refuses', () => {
  const refuses = (what: string, statement: Statement, words: RegExp) =>
    it(what, async () => {
      const client = countedClient(await newD1())
      for (const send of ['batch', 'run'] as const) {
        await assert.rejects(d1(client)[send](['SELECT 1', statement]), (error) => {
          assert.ok(error instanceof StatementError)
          assert.deepEqual([error.index, error.sql], [1, typeof statement === 'string' ? statement : statement[0]])
          assert.match(error.message, words)
          assert.equal((error.cause as { code?: string }).code, 'unsupported-operation')
          return true
        })
      }
      assert.deepEqual(client.trips, [])
    })

  refuses(
    'a statement that is too long',
    `SELECT '${'x'.repeat(100_000)}'`,
    /^D1 takes 100000 bytes a statement, not 100009: make it several/,
  )
  refuses('one that is too long in UTF-8', `SELECT '${'☃'.repeat(33_333)}'`, /100000 bytes a statement, not 100008/)
  refuses(
    'more than 100 parameters',
    ['SELECT 1', ...Array<Value>(101).fill('a')],
    /takes 100 parameters a statement, not 101/,
  )
  for (const word of ['BEGIN', 'COMMIT', 'SAVEPOINT', 'RELEASE', 'ROLLBACK', 'END', 'ATTACH', 'DETACH', 'VACUUM']) {
    refuses(word, `-- a note\n ${word.toLowerCase()} a`, new RegExp(`^D1 takes no '${word}': leave it out`, 'i'))
  }
  refuses('a temporary table', 'CREATE TEMP TABLE t (a)', /no 'CREATE TEMP'/)
  refuses('a pragma', 'PRAGMA user_version = 3', /no 'PRAGMA user_version'/)
  refuses('a pragma of a schema', 'PRAGMA main.journal_mode', /no 'PRAGMA main.journal_mode'/)
  refuses("a name that is Cloudflare's", 'DROP TABLE "_cf_METADATA"', /no '_cf_METADATA'/)

  it('but not what only looks so', async () => {
    const database = await newD1('CREATE TABLE begin_cf_end (a, "vacuum")', 'CREATE TABLE "begin" (a) -- _cf_')
    await d1(database).run([
      `INSERT INTO begin_cf_end VALUES ('_cf_', 'BEGIN; PRAGMA user_version') /* _cf_ */`,
      'CREATE TRIGGER g AFTER INSERT ON begin_cf_end BEGIN INSERT INTO "begin" VALUES (new.a); END',
      'PRAGMA defer_foreign_keys = on',
      ['INSERT INTO begin_cf_end VALUES (?, ?)', ...['x', 'y']],
      `SELECT '${'x'.repeat(99_991)}'`,
      [`SELECT 1 WHERE 1 IN (${Array(100).fill('?')})`, ...Array<Value>(100).fill(1)],
    ])
    assert.equal(await one(database, 'SELECT a FROM "begin"'), 'x')
  })
})

describe('an upgrade of D1', () => {
  it('that fails says which revision and statement it was, and leaves nothing behind', async () => {
    const client = countedClient(await newD1('CREATE TABLE t (a)'))
    const bad = (op: Operations) => op.execute("INSERT INTO t VALUES ('no'); INSERT INTO none VALUES (1)")
    const migrations = line(creates(0), insert(1), creates(1), bad, creates(2))
    await assert.rejects(upgrade(d1(client), migrations), {
      name: 'MigrationFailedError',
      message:
        'The upgrade of d failed at statement 2: D1_ERROR: no such table: none: SQLITE_ERROR. The database is at base.',
      ...{ revision: 'd', position: 2, statement: 'INSERT INTO none VALUES (1)', rows: [], applied: [] },
    })
    assert.deepEqual(await tablesOf(client), ['t'])
  })

  it('that leaves foreign keys for its end is done when they are whole, although SQLite counts violations', async () => {
    const rows = ['INSERT INTO p VALUES (1), (2)', 'INSERT INTO c VALUES (1), (2)']
    const database = await newD1(
      'CREATE TABLE p (id INTEGER PRIMARY KEY)',
      'CREATE TABLE c (p REFERENCES p (id))',
      ...rows,
    )
    const rebuild = (op: Operations) =>
      op.execute(`PRAGMA defer_foreign_keys = on; CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT);
        INSERT INTO n (id) SELECT id FROM p; DROP TABLE p; ALTER TABLE n RENAME TO p`)
    await upgrade(d1(database), line(rebuild))
    assert.equal(await one(database, 'SELECT count(name) + count(*) + count(c.p) FROM p JOIN c ON c.p = p.id'), 4)
    assert.equal(await one(database, 'SELECT * FROM pragma_defer_foreign_keys'), 0)
  })

  it('whose foreign keys fail at its end says so, and leaves nothing behind', async () => {
    const database = await newD1('CREATE TABLE p (id INTEGER PRIMARY KEY)', 'CREATE TABLE c (p REFERENCES p (id))')
    const defer = (op: Operations) => op.execute('PRAGMA defer_foreign_keys = on; INSERT INTO c VALUES (1)')
    await assert.rejects(upgrade(d1(database), line(defer, creates(0))), {
      message: /^The run failed: .*FOREIGN KEY constraint failed: c refers to p/,
      ...{ revision: undefined, rows: [], applied: [] },
    })
    assert.deepEqual(await tablesOf(database), ['c', 'p'])
  })

  it('with a statement too long is refused before anything is sent but the check', async () => {
    const sql = `CREATE TABLE long (a CHECK (a <> '${'x'.repeat(100_000)}'))`
    const revisions = line(creates(0), (op) => op.execute(sql))
    const compiled = setOf('d1', [
      { id: 'a', up: ['CREATE TABLE t0 (a)'] },
      { id: 'b', up: ['SELECT 1', sql] },
    ])
    for (const [migrations, words] of [
      [revisions, /^The upgrade of b failed: op.execute: .* 100037 bytes/],
      [
        compiled,
        /^The upgrade of b failed at statement 2: D1 takes 100000 bytes a statement, not 100037: make it several\./,
      ],
    ] as const) {
      const client = countedClient(await newD1())
      await assert.rejects(upgrade(d1(client), migrations), {
        message: words,
        ...{ revision: 'b', rows: [], applied: [] },
      })
      assert.deepEqual(
        client.trips.filter((sent) => sent.join() !== 'SELECT version_num FROM limbeck_version'),
        [],
      )
    }
  })

  it('with a program that reads after it wrote is refused with a sentence', async () => {
    const database = await newD1('CREATE TABLE t (a)')
    const program = async (op: Operations) => {
      insert(2)(op)
      await op.query('SELECT a FROM t')
    }
    await assert.rejects(upgrade(d1(database), line(insert(1), program)), {
      message: /^The upgrade of b failed: On d1 a revision cannot read after it wrote: make it two revisions\./,
      ...{ rows: ['a'], applied: ['a'] },
    })
    assert.equal(await one(database, 'SELECT count(*) FROM t'), 1)
  })

  it('sends no comment that stands alone', async () => {
    const database = await newD1()
    const notes = (op: Operations) => op.execute('-- a note\n; CREATE TABLE t (a); /* another */; -- done')
    await upgrade(
      d1(database),
      line(notes, (op) => op.execute('-- nothing to do'), insert(1)),
    )
    assert.equal(await one(database, 'SELECT a FROM t'), 1)
  })

  it('reads what it needs before it writes, large inserts too', async () => {
    const database = await newD1('CREATE TABLE t (a)', 'CREATE TABLE u (a, b, c)')
    const program = async (op: Operations) => {
      const [row] = await op.query('SELECT max(a) + ? AS n FROM t', [2n ** 40n])
      op.bulkInsert(
        'u',
        Array.from({ length: 250 }, (_, b) => ({ a: row?.n as number, b, c: new Uint8Array([b]) })),
      )
    }
    await upgrade(d1(database), line(insert(1), program))
    const [row] = await d1(database).query('SELECT count(*) AS n, max(b) AS b, max(a) AS a, max(c) AS c FROM u')
    assert.deepEqual(row, { n: 250, b: 249, a: 2 ** 40 + 1, c: new Uint8Array([249]) })
  })

  describe('whose connection is lost', () => {
    const lose = (nth: number) => (trip: number) => {
      if (trip === nth) throw new Error('D1_ERROR: Network connection lost.')
    }

    it('before the batch leaves the database as it was, and the next run goes on', async () => {
      const database = await newD1()
      const client = countedClient(database, { before: lose(2) })
      await assert.rejects(upgrade(d1(client), history(3)), {
        message: 'The run failed: D1_ERROR: Network connection lost. The database is at base.',
      })
      assert.deepEqual(await tablesOf(database), [])
      assert.equal((await upgrade(d1(client), history(3))).steps.length, 3)
    })

    it('after it was written finds that it was written', async () => {
      const database = await newD1()
      const client = countedClient(database, { after: lose(2) })
      const { to, steps } = await upgrade(d1(client), history(3))
      assert.deepEqual([to, steps, client.trips.length], [['c'], [], 4])
      assert.equal(await one(database, 'SELECT count(*) FROM limbeck_journal'), 3)
    })
  })
})
