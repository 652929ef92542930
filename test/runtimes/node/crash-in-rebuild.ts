// Run by a Node that has node:sqlite: copies a database's files before every statement of an upgrade that makes tables
// anew, opens each copy as one does after a crash, and prints what was found as a line of JSON.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RevisionModule, upgrade } from 'limbeck'
import { type NodeSqliteDatabase, nodeSqlite } from 'limbeck/adapters/node-sqlite'
import { column, integer, type Operations, text } from 'limbeck/op'
import { recording } from 'limbeck/testing'

// The types of Node 20 know no such module.
const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as {
  readonly DatabaseSync: new (path: string) => NodeSqliteDatabase & { close(): void }
}

/** What was found: how many statements there were, and what the copies held. */
export interface CrashReport {
  readonly journal: string
  readonly statements: number
  readonly old: number
  readonly new: number
  readonly broken: readonly string[]
  /** How many of the copies had something to roll back, or a log to read. */
  readonly unfinished: number
}

const rows = 400
// More than SQLite's cache is given, so that pages go to the file before the commit.
const schema = [
  'CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, next INTEGER REFERENCES p ON DELETE CASCADE)',
  'CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p ON DELETE CASCADE, words TEXT)',
  'CREATE TABLE g (c INTEGER PRIMARY KEY REFERENCES c ON DELETE CASCADE) WITHOUT ROWID',
  'CREATE INDEX by_words ON c (lower(words), p DESC)',
  'CREATE TABLE log (words)',
  "CREATE TRIGGER gone AFTER DELETE ON c BEGIN INSERT INTO log VALUES ('gone'); END",
  'CREATE VIEW v AS SELECT p.a, c.words FROM p JOIN c ON c.p = p.id',
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}) INSERT INTO p SELECT i, nullif(i % 7, 3), i / 2 + 1 FROM n`,
  'INSERT INTO c SELECT id, id, hex(zeroblob(400)) || id FROM p',
  'INSERT INTO g SELECT id FROM c WHERE id % 2',
]
const revisions: readonly RevisionModule[] = [
  (op: Operations) => op.alterColumn('p', 'a', { type: integer(), nullable: false, fill: -1 }),
  (op: Operations) =>
    op.batchAlterTable('c', (batch) => {
      batch.alterColumn('words', { newName: 'said', default: '' })
      batch.addColumn(column('more', text()), { after: 'p' })
    }),
].map((change, at) => ({ revision: `r${at}`, downRevision: at === 0 ? null : `r${at - 1}`, upgrade: change }))

const parts = ['', '-journal', '-wal']
const folder = mkdtempSync(join(tmpdir(), 'limbeck-crash-'))

function open(file: string) {
  const db = new DatabaseSync(file)
  // Copies hold what was written, whether the disk has it or not.
  db.exec('PRAGMA foreign_keys=ON; PRAGMA cache_size=10; PRAGMA synchronous=OFF')
  return db
}

const all = (db: NodeSqliteDatabase, sql: string) => db.prepare(sql).all() as readonly Record<string, unknown>[]

/** Everything in a database but when it was upgraded. */
function look(db: NodeSqliteDatabase): string {
  const tables = all(
    db,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'limbeck_journal' ORDER BY name",
  )
  return JSON.stringify([
    all(db, 'SELECT type, name, sql FROM sqlite_master ORDER BY type, name'),
    tables.map(({ name }) => all(db, `SELECT * FROM "${name}" ORDER BY 1`)),
    all(db, 'PRAGMA integrity_check'),
    all(db, 'PRAGMA foreign_key_check'),
  ])
}

async function crashes(journal: string): Promise<CrashReport> {
  const file = join(folder, journal)
  const db = open(file)
  db.exec(`PRAGMA journal_mode=${journal}; ${schema.join(';')}`)
  const before = look(db)
  const copies: string[] = []
  const recorded = recording(nodeSqlite(db), {
    delay() {
      const copy = join(folder, `${journal}-${copies.push('')}`)
      copies[copies.length - 1] = copy
      for (const part of parts) if (existsSync(file + part)) copyFileSync(file + part, copy + part)
      return 0
    },
  })
  await upgrade(recorded, revisions)
  const after = look(db)
  db.close()
  const count = { old: 0, new: 0, unfinished: 0 }
  const broken: string[] = []
  for (const [nth, copy] of [...copies, file].entries()) {
    if (parts.slice(1).some((part) => existsSync(copy + part))) count.unfinished++
    const found = open(copy)
    const is = look(found)
    if (is === before) count.old++
    else if (is === after) count.new++
    else broken.push(`${recorded.events[nth]?.sql}: ${is.slice(0, 300)}`)
    await upgrade(nodeSqlite(found), revisions)
    if (look(found) !== after) broken.push(`${recorded.events[nth]?.sql}: the next upgrade came to something else`)
    found.close()
  }
  return { journal, statements: recorded.events.length, ...count, broken }
}

const reports: CrashReport[] = []
for (const journal of ['DELETE', 'WAL']) reports.push(await crashes(journal))
rmSync(folder, { recursive: true })
console.log(JSON.stringify(reports))
