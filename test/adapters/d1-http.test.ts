import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { upgrade, type Value } from 'limbeck'
import { type D1HttpOptions, d1Http } from 'limbeck/adapters/d1-http'
import type { Operations } from 'limbeck/op'
import { coded } from '../database.js'
import { insert, line } from '../runner/batch-line.js'
import { type Answer, idOf, type StandIn, startStandIn } from '../runtimes/d1-api/start-stand-in.js'

const databases = 100
let standIn: StandIn
let used = 0

before(async () => {
  standIn = await startStandIn(databases)
})
afterEach(() => {
  Object.assign(standIn, { before: undefined, after: undefined, autocommit: false })
  standIn.asked.length = 0
})
after(() => standIn.stop())

/** A new database over the API, and its tables, looked at from behind. */
function open(options: Partial<D1HttpOptions> = {}) {
  assert.ok(used < databases)
  const nth = used++
  const { api, account, token } = standIn
  const make = () => d1Http({ api, account, token, database: idOf(nth), ...options })
  const look = (sql: string) => standIn.look(nth, sql)
  const tables = () =>
    look("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_cf\\_%' ESCAPE '\\' ORDER BY 1")
  return { adapter: make(), make, look, tables, name: `db-${nth}` }
}

const history = line((op: Operations) => op.execute('CREATE TABLE t (a)'), insert(1), insert('two'))
const done = ['limbeck_journal', 'limbeck_version', 't']
const failing = (status: number, errors: unknown, headers = {}): Answer => ({
  status,
  headers,
  body: { success: false, errors, messages: [], result: [] },
})
const isWrite = ({ statements }: { readonly statements: readonly string[] }) =>
  statements.some((sql) => sql.includes('INTO limbeck_version'))

describe('d1Http', () => {
  it('brings a database to head: the check, the proof, the batch; and at head it asks once', async () => {
    const { adapter, tables } = open()
    assert.equal((await upgrade(adapter, history)).steps.length, 3)
    assert.deepEqual(await tables(), done)
    // The check, the batch that must fail, what it left, and the upgrade.
    assert.equal(standIn.asked.length, 4)
    assert.deepEqual((await upgrade(adapter, history)).steps, [])
    assert.equal(standIn.asked.length, 5)
  })

  it('finds a database by its name, and says which there are', async () => {
    const { name, tables } = open()
    const named = (database: string) => open({ database }).adapter
    await upgrade(named(name), history)
    assert.deepEqual(await tables(), done)
    await assert.rejects(
      upgrade(named('db-5'.repeat(2)), history),
      coded('database-unreachable', /no D1 database 'db-5db-5'\.$/),
    )
    await assert.rejects(upgrade(named('db'), history), coded('database-unreachable', /no D1 database 'db'; there are/))
  })

  it('sends texts as parameters, and nothing else', async () => {
    const { adapter } = open()
    await adapter.batch([
      'CREATE TABLE t (a, b)',
      ['INSERT INTO t VALUES (?2, ?1)', 3, 'x'],
      ['SELECT ?, ?', null, 'y'],
    ])
    assert.deepEqual(standIn.asked.at(-1)?.statements, [
      'CREATE TABLE t (a, b)',
      'INSERT INTO t VALUES (?1, +CAST(3 AS INTEGER))',
      'SELECT NULL, ?1',
    ])
  })

  it('gives back what was bound, whatever it is', async () => {
    const { adapter } = open()
    const values: fc.Arbitrary<Value> = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant(null),
      fc.integer(),
      fc.maxSafeInteger().map((value) => value || 0),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
      fc.uint8Array({ maxLength: 50 }).map((bytes) => Uint8Array.from(bytes)),
    )
    const kind = (value: Value) =>
      value instanceof Uint8Array
        ? 'blob'
        : { string: 'text', number: Number.isSafeInteger(value) ? 'integer' : 'real' }[typeof value as string]
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 8 }), async (params) => {
        const columns = params.map((_, at) => `? AS a${at}, typeof(?${2 * at + 1}) AS t${at}, ?${2 * at + 2}`)
        const [row] = await adapter.query(
          `SELECT ${columns.join(', ')}`,
          params.flatMap((param) => [param, param]),
        )
        for (const [at, param] of params.entries()) {
          assert.deepEqual([row?.[`a${at}`], row?.[`t${at}`]], [param, kind(param) ?? 'null'])
        }
      }),
      { numRuns: 100 },
    )
  })

  it('refuses before anything is sent what D1 would refuse', async () => {
    const { adapter } = open()
    await assert.rejects(adapter.batch(['SELECT 1', 'BEGIN']), { message: /^D1 takes no 'BEGIN'/, index: 1 })
    await assert.rejects(adapter.batch([['SELECT ?', 'x'.repeat(3)], `SELECT '${'x'.repeat(100_000)}'`]), {
      message: /100000 bytes a statement/,
    })
    assert.deepEqual(standIn.asked, [])
  })

  it('names the statement of a batch that failed, and where the database stands', async () => {
    const { adapter, tables } = open()
    const broken = line(
      (op) => op.execute('CREATE TABLE t (a)'),
      (op) => op.execute('INSERT INTO none VALUES (1)'),
    )
    await assert.rejects(upgrade(adapter, broken), {
      message: /^The upgrade of b failed at statement 1: no such table: none.*The database is at base\.$/,
      ...{ revision: 'b', position: 1, rows: [] },
    })
    assert.deepEqual(await tables(), [])
  })

  it('is not used where a batch is not taken back as a whole', async () => {
    const { adapter, tables } = open()
    standIn.autocommit = true
    await assert.rejects(upgrade(adapter, history), (error: Error) => {
      assert.match(error.message, /kept the beginning of a batch whose end failed.*The database is at base\.$/)
      assert.ok(((error.cause as Error).cause as { code?: string }).code === 'unsafe-database')
      return true
    })
    assert.deepEqual(await tables(), [])
  })

  it('hints at the hook where the API cuts a trigger in two', async () => {
    const { adapter } = open()
    standIn.before = (asked) =>
      isWrite(asked) ? failing(400, [{ code: 7500, message: 'incomplete input: SQLITE_ERROR' }]) : undefined
    const trigger = line((op) =>
      op.execute('CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END'),
    )
    await assert.rejects(
      upgrade(adapter, trigger),
      /incomplete input.*run this upgrade from the Worker, with deployHook/,
    )
  })
})

describe('d1Http, over an API that fails', () => {
  it('tells a token without rights, and nothing of the token', async () => {
    const { adapter } = open({ token: 'wrong-token' })
    await assert.rejects(upgrade(adapter, history), (error) => {
      coded(
        'access-denied',
        /^Cloudflare's API refuses: Authentication error \(code 10000\)\. The token needs 'D1: Edit'/,
      )(error)
      assert.ok(!JSON.stringify([String(error), (error as Error).stack]).includes('wrong-token'))
      return true
    })
  })

  it('tells a token that may read only, at the safe point', async () => {
    const { adapter, tables } = open()
    standIn.before = ({ statements }) =>
      statements[0]?.startsWith('SELECT') ? undefined : failing(403, [{ code: 7403, message: 'not authorized' }])
    await assert.rejects(upgrade(adapter, history), (error: Error & { rows?: unknown }) => {
      assert.match(error.message, /Cloudflare's API refuses: not authorized.*The database is at base\.$/)
      assert.deepEqual(error.rows, [])
      return true
    })
    assert.deepEqual(await tables(), [])
  })

  it('shows *** where an answer has the token in it', async () => {
    const { adapter } = open()
    standIn.before = () => failing(500, [{ message: `Bearer ${standIn.token} is strange` }])
    await assert.rejects(
      upgrade(adapter, history),
      coded('database-unreachable', /failed: Bearer \*\*\* is strange\.$/),
    )
  })

  it('waits as long as it is told to, when that is not too long', async () => {
    const { adapter, tables } = open()
    let turnedAway = 0
    standIn.before = (asked) =>
      isWrite(asked) && turnedAway++ === 0
        ? failing(429, [{ code: 971, message: 'Please wait' }], { 'retry-after': '1' })
        : undefined
    const start = Date.now()
    assert.equal((await upgrade(adapter, history)).steps.length, 3)
    assert.ok(Date.now() - start >= 1000)
    assert.deepEqual(await tables(), done)
  })

  it('says how long to wait otherwise', async () => {
    const { adapter } = open()
    standIn.before = () => failing(429, [{ code: 971, message: 'Please wait' }], { 'retry-after': '300' })
    await assert.rejects(upgrade(adapter, history), (error) => {
      coded('rate-limited', /Please wait \(code 971\)\. Try again in 300 s\.$/)(error)
      assert.equal((error as { retryAfter?: number }).retryAfter, 300)
      return true
    })
  })

  it('tells a page of a gateway, and a database that is not there', async () => {
    const { adapter } = open()
    standIn.before = () => ({ status: 504, body: '<!DOCTYPE html>' })
    await assert.rejects(upgrade(adapter, history), coded('database-unreachable', /API failed: HTTP 504\.$/))
    standIn.before = undefined
    const gone = open({ database: idOf(999) }).adapter
    await assert.rejects(
      upgrade(gone, history),
      coded('database-unreachable', /no such D1 database: .*\(code 7404\)\.$/),
    )
    const nobody = open({ api: 'http://127.0.0.1:9999/client/v4' }).adapter
    await assert.rejects(upgrade(nobody, history), coded('database-unreachable', /did not answer: .*ECONNREFUSED/))
  })

  it('finds that it was written, when the answer of a batch is lost', async () => {
    const { adapter, tables } = open({ timeout: 2000 })
    standIn.after = (asked) => (isWrite(asked) ? 'hang' : undefined)
    const { to, steps } = await upgrade(adapter, history)
    assert.deepEqual([to, steps], [['c'], []])
    assert.deepEqual(await tables(), done)
  })

  it('names the safe point, when a batch is lost on its way', async () => {
    const { adapter, tables } = open({ timeout: 2000 })
    standIn.before = (asked) => (isWrite(asked) ? 'hang' : undefined)
    await assert.rejects(upgrade(adapter, history), {
      message: /did not answer: no answer in 2 s\. The database is at base\.$/,
      code: 'migration-failed',
    })
    assert.deepEqual(await tables(), [])
    standIn.before = undefined
    assert.equal((await upgrade(adapter, history)).steps.length, 3)
  })

  it('does not go on when the API made something else of the statements', async () => {
    const { adapter } = open()
    standIn.after = (asked) =>
      isWrite(asked) ? { body: { success: true, errors: [], messages: [], result: [{ success: true }] } } : undefined
    // It was written all the same, and the run finds it so.
    assert.deepEqual((await upgrade(adapter, history)).to, ['c'])
    const other = open().adapter
    standIn.after = ({ statements }) =>
      statements[0] === 'SELECT 1'
        ? { body: { success: true, errors: [], messages: [], result: [{ success: false }] } }
        : undefined
    await assert.rejects(other.query('SELECT 1'), coded('unsafe-database', /made 1 of 1 statements/))
  })

  it('is not made of options that cannot be right, and shows no token', () => {
    const { account } = standIn
    const made = (options: object) => () => d1Http({ account, token: 'x', database: 'd', ...options } as D1HttpOptions)
    assert.throws(made({ account: '' }), coded('invalid-argument', /set CLOUDFLARE_ACCOUNT_ID/))
    assert.throws(made({ account: '../x' }), coded('invalid-argument', /set CLOUDFLARE_ACCOUNT_ID/))
    assert.throws(made({ token: '' }), coded('invalid-argument', /set CLOUDFLARE_API_TOKEN/))
    assert.throws(made({ token: 'secret\n' }), (error) => {
      coded('invalid-argument', /set CLOUDFLARE_API_TOKEN/)(error)
      assert.ok(!String(error).includes('secret'))
      return true
    })
    assert.throws(made({ api: 'http://example.org' }), coded('invalid-argument', /over https/))
  })
})

describe('two deployments over the API', () => {
  it('apply every revision once', async () => {
    for (let round = 0; round < 50; round++) {
      const { adapter, make, look } = open()
      const results = await Promise.all([upgrade(adapter, history), upgrade(make(), history)])
      assert.deepEqual(results.map(({ steps }) => steps.length).sort(), [0, 3])
      assert.deepEqual(await look('SELECT a FROM t'), [1, 'two'])
      assert.deepEqual(await look('SELECT revision FROM limbeck_journal ORDER BY id'), ['a', 'b', 'c'])
    }
  })
})
