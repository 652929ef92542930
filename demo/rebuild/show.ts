import { type Migrations, upgrade } from 'limbeck'
import { d1 } from 'limbeck/adapters/d1'
import type { Operations } from 'limbeck/op'
import { Miniflare } from 'miniflare'

type D1 = Awaited<ReturnType<Miniflare['getD1Database']>>

const schema = [
  'CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT)',
  'CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer ON DELETE CASCADE)',
  'CREATE TABLE line (invoice INTEGER NOT NULL REFERENCES invoice ON DELETE CASCADE, article TEXT NOT NULL)',
  "INSERT INTO customer VALUES (1, 'Ada', 'ada@example.org'), (2, 'Bo', NULL), (3, 'Cy', 'cy@example.org')",
  'INSERT INTO invoice VALUES (10, 1), (11, 1), (12, 2), (13, 3), (14, 3)',
  "INSERT INTO line SELECT id, 'paper' FROM invoice UNION ALL SELECT id, 'ink' FROM invoice WHERE id <> 14",
]

/** As SQLite's own documentation has it, with what D1 allows in place of switching foreign keys off. */
const usual = [
  'PRAGMA defer_foreign_keys=ON',
  "CREATE TABLE customer_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL DEFAULT '')",
  "INSERT INTO customer_new SELECT id, name, coalesce(email, '') FROM customer",
  'DROP TABLE customer',
  'ALTER TABLE customer_new RENAME TO customer',
]

const migrations: Migrations = [
  {
    revision: '3f0c1b7a9d52',
    downRevision: null,
    upgrade: (op: Operations) => op.alterColumn('customer', 'email', { nullable: false, default: '', fill: '' }),
  },
]

const tables = ['customer', 'invoice', 'line']

/** Makes the same change in two ways on D1 in a real workerd, and prints what is left of the rows. */
export async function show(print: (line: string) => void): Promise<void> {
  const miniflare = new Miniflare({
    ...{ modules: true, script: 'export default {}', compatibilityDate: '2026-04-01' },
    d1Databases: ['USUAL', 'OURS'],
  })
  const line = (what: string, counts: readonly unknown[], end: string) =>
    print(`${what.padEnd(16)}${counts.map((count) => String(count).padStart(10)).join('')}   ${end}`.trimEnd())
  print('A column becomes NOT NULL on D1. Invoices refer to customers, lines to invoices: ON DELETE CASCADE.')
  print('')
  line('rows of', tables, 'the batch')
  try {
    const [first, second] = [await open(miniflare, 'USUAL'), await open(miniflare, 'OURS')]
    line('before', await count(first), '')
    const usually = await said(run(first, usual))
    line('the usual way', await count(first), usually)
    const limbeck = await said(upgrade(d1(second), migrations))
    line('with Limbeck', await count(second), limbeck)
  } finally {
    await miniflare.dispose()
  }
}

async function open(miniflare: Miniflare, name: string): Promise<D1> {
  const db = await miniflare.getD1Database(name)
  await run(db, schema)
  return db
}

const run = (db: D1, statements: readonly string[]): Promise<unknown> =>
  db.batch(statements.map((sql) => db.prepare(sql)))

const said = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'succeeded',
    (error: Error) => `failed: ${error.message}`,
  )

async function count(db: D1): Promise<readonly unknown[]> {
  const columns = tables.map((table) => `(SELECT count(*) FROM ${table})`)
  const { results } = await db.prepare(`SELECT ${columns.join(', ')}`).all<object>()
  return Object.values(results[0] ?? {})
}
