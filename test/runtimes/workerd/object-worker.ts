import type { DurableObjectState, DurableObjectStorage } from '@cloudflare/workers-types'
import { type RevisionModule, type RunResult, upgrade, type Value } from 'limbeck'
import { durableObject } from 'limbeck/adapters/durable-object'
import type { Operations } from 'limbeck/op'
import { revisions } from '../../revisions.js'
import { insert, line } from '../../runner/batch-line.js'
import { answer, type Env, partsOf } from './worker.js'

/** What a test lets an object do; it is named by the test, and gives what can be told as JSON. */
type Scenario = (storage: DurableObjectStorage, ctx: DurableObjectState) => unknown

const rowsOf = (storage: DurableObjectStorage, sql: string) =>
  storage.sql
    .exec(sql)
    .toArray()
    .map((row) => Object.values(row))
const objectsOf = (storage: DurableObjectStorage) =>
  rowsOf(
    storage,
    "SELECT name FROM sqlite_master WHERE name NOT LIKE '%cf_%' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
  ).flat()
/** A value as text, with its kind. */
const told = (value: Value | undefined): string =>
  value instanceof Uint8Array ? `bytes ${value}` : `${value === null ? '' : `${typeof value} `}${value}`
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it did not fail',
    ({ code, message, revision, position, rows }) => ({ code, message, revision, position, rows }),
  )
const execute = (sql: string) => (op: Operations) => op.execute(sql)
const parents = execute(`
  CREATE TABLE p (id INTEGER PRIMARY KEY, a);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p (id));
  INSERT INTO p VALUES (1, 'one'), (2, 'two');
  INSERT INTO c VALUES (1, 1), (2, 2)`)

const scenarios: Readonly<Record<string, Scenario>> = {
  async values(storage) {
    const adapter = durableObject(storage)
    const bytes = new Uint8Array([0, 1, 255, 7]).subarray(1, 3)
    const values = [null, '', "it's ☃", 0, -1, 1.5, 1e300, 2 ** 53 - 1, 7n, bytes]
    const found = await Promise.all(values.map(async (value) => (await adapter.query('SELECT ? AS a', [value]))[0]?.a))
    return found.map(told)
  },

  async integers(storage) {
    const adapter = durableObject(storage)
    const values = [3, 1.5, 2n ** 63n - 1n, -(2n ** 63n), 9007199254740993n]
    await adapter.run(['CREATE TABLE t (a)', ...values.map((value) => ['INSERT INTO t VALUES (?)', value] as const)])
    return rowsOf(storage, 'SELECT CAST(a AS TEXT), typeof(a) FROM t ORDER BY rowid').map((row) => row.join(' '))
  },

  /** Its programs read what was written before them in the same transaction. */
  async programs(storage) {
    const first = await upgrade(durableObject(storage), revisions)
    const second = await upgrade(durableObject(storage), revisions)
    const tags = rowsOf(storage, 'SELECT name FROM tag ORDER BY name').flat()
    return [
      first.steps.map(({ revision }) => revision),
      second.steps,
      tags,
      rowsOf(storage, 'SELECT * FROM limbeck_version'),
    ]
  },

  async failing(storage) {
    await upgrade(durableObject(storage), line(parents))
    const bad = async (op: Operations) => {
      op.execute('CREATE TABLE gone (a)')
      await op.query('SELECT * FROM gone')
      op.execute('INSERT INTO gone VALUES (1)')
      op.execute('INSERT INTO none VALUES (1)')
    }
    const failed = await failureOf(upgrade(durableObject(storage), line(parents, execute('DROP TABLE c'), bad)))
    return [failed, objectsOf(storage)]
  },

  /** The usual rebuild of a table that others refer to: SQLite counts violations that are none at the end. */
  async rebuild(storage) {
    const rebuild = execute(`
      PRAGMA defer_foreign_keys = on;
      CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT NOT NULL);
      INSERT INTO n SELECT * FROM p;
      DROP TABLE p;
      ALTER TABLE n RENAME TO p`)
    const { to } = await upgrade(durableObject(storage), line(parents, rebuild))
    return [to, rowsOf(storage, 'SELECT * FROM p NATURAL JOIN c'), rowsOf(storage, 'PRAGMA defer_foreign_keys')]
  },

  async deferred(storage) {
    await storage.put('beside', 'what key-value storage holds')
    await upgrade(durableObject(storage), line(parents))
    const break_ = execute('PRAGMA defer_foreign_keys = on; INSERT INTO c VALUES (3, 3)')
    return [
      await failureOf(upgrade(durableObject(storage), line(parents, break_))),
      rowsOf(storage, 'SELECT id FROM c'),
    ]
  },

  async initiallyDeferred(storage) {
    const table = execute('CREATE TABLE d (p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)')
    await upgrade(durableObject(storage), line(parents, table))
    const broken = line(parents, table, execute('INSERT INTO d VALUES (3)'))
    return [await failureOf(upgrade(durableObject(storage), broken)), rowsOf(storage, 'SELECT p FROM d')]
  },

  upgrade: (storage) => upgrade(durableObject(storage), line(execute('CREATE TABLE t (a)'), insert(1), insert(2))),
  objects: (storage) => objectsOf(storage),
  applied: (storage) => [
    rowsOf(storage, 'SELECT a FROM t ORDER BY 1').flat(),
    rowsOf(storage, 'SELECT revision FROM limbeck_journal ORDER BY id').flat(),
  ],

  /** An upgrade that takes its time, in the middle of its transaction. */
  slow: (storage) =>
    upgrade(durableObject(storage), line(execute('CREATE TABLE t (a)'), insert(1), insert(2)), 'head', {
      onProgress: ({ step }) => new Promise((later) => setTimeout(later, step === 2 ? 200 : 0)),
    }),

  /** Ends the object in the middle of its transaction; nobody hears of it any more. */
  abort: (storage, ctx) =>
    upgrade(durableObject(storage), line(execute('CREATE TABLE t (a)'), insert(1), insert(2)), 'head', {
      onProgress: async ({ step }) => {
        if (step === 3) ctx.abort('the test says so')
        await new Promise((later) => setTimeout(later, 5))
      },
    }),

  /** The caller's own transaction, around an upgrade and rows that are whole only at its end. */
  async nested(storage) {
    storage.sql.exec('CREATE TABLE q (id INTEGER PRIMARY KEY); CREATE TABLE r (q REFERENCES q (id))')
    const within = (end: () => void) =>
      failureOf(
        storage.transaction(async () => {
          storage.sql.exec('PRAGMA defer_foreign_keys = on; INSERT INTO r VALUES (9)')
          await upgrade(durableObject(storage, { external: true }), line(parents))
          end()
        }),
      )
    const rolledBack = await within(() => {
      throw new Error('the caller says no')
    })
    const before = objectsOf(storage)
    const committed = await within(() => storage.sql.exec('INSERT INTO q VALUES (9)'))
    return [rolledBack, before, committed, objectsOf(storage), rowsOf(storage, 'SELECT q.id, r.q FROM q, r')]
  },
}

/** An object that upgrades before its first request is let in, as an app's does. */
const atStart: Readonly<Record<string, readonly RevisionModule[]>> = {
  starts: line(execute('CREATE TABLE t (a)'), insert(1)),
  startsBroken: line(execute('CREATE TABLE t (a)'), execute('INSERT INTO none VALUES (1)')),
}

export class Store {
  private readonly ctx: DurableObjectState
  private readonly started = Date.now()
  private result: RunResult | undefined

  constructor(ctx: DurableObjectState) {
    this.ctx = ctx
    const migrations = atStart[ctx.id.name ?? '']
    if (migrations) {
      ctx.blockConcurrencyWhile(async () => {
        this.result = await upgrade(durableObject(ctx.storage), migrations)
      })
    }
  }

  fetch(request: Request): Promise<Response> {
    const [, name = ''] = partsOf(request)
    return answer(() =>
      name === 'started' ? [this.result, this.started] : scenarios[name]?.(this.ctx.storage, this.ctx),
    )
  }
}

/** `/OBJECT/SCENARIO` */
export default {
  fetch: (request: Request, { STORE }: Env) =>
    answer(async () => {
      const [name = '', scenario] = partsOf(request)
      const response = await STORE.get(STORE.idFromName(name)).fetch(`http://object/${name}/${scenario}`)
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return JSON.parse(text)
    }),
}
