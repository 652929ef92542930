import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { newDatabase, values } from '../database.js'
import { readSqlite } from './corpus.js'
import { compileFolder, importSet, scriptsWith } from './project.js'

const sqlRevision = (sql: string, id = 'a', down = 'none') =>
  `-- revision: ${id}\n-- revises: ${down}\n-- upgrade\n${sql};\n`

const whyNone = async (sql: string, engine: 'sqlite' | 'd1' = 'sqlite') =>
  (await compileFolder(scriptsWith({ 'a.sql': sqlRevision(sql) }), engine)).noBaseline

const rich = [
  'CREATE TABLE "p q" (id INTEGER PRIMARY KEY AUTOINCREMENT, a NOT NULL DEFAULT 7, b AS (a || 1), c REAL)',
  "INSERT INTO \"p q\" (id, a, c) VALUES (5, 1, 0.1), (9, 'it''s', -1e300), (2, X'00ff', NULL)",
  'DELETE FROM "p q" WHERE id = 9',
  'CREATE TABLE child (up REFERENCES "p q" ON DELETE CASCADE, PRIMARY KEY (up)) WITHOUT ROWID',
  'INSERT INTO child VALUES (5)',
  'CREATE TABLE loose (a, "rowid")',
  "INSERT INTO loose VALUES (1, 'x'), (2, 'y'), (3, 'z')",
  'DELETE FROM loose WHERE a = 1',
  'CREATE INDEX by_a ON "p q" (a) WHERE c IS NOT NULL',
  'CREATE VIEW v AS SELECT a FROM "p q"',
  "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO loose VALUES (new.a, 'by trigger'); END",
  "INSERT INTO v VALUES ('through')",
]

describe('a baseline', () => {
  it('leaves every text, counter, row and row id that the revisions leave', async () => {
    const files = Object.fromEntries(
      rich.map((sql, at) => [`r${at}.sql`, sqlRevision(sql, `r${at}`, at === 0 ? 'none' : `r${at - 1}`)]),
    )
    const folder = scriptsWith(files)
    const distilled = await compileFolder(folder)
    assert.equal(distilled.noBaseline, undefined)
    const set = await importSet(distilled, folder)
    const { baseline: _, ...replayed } = set
    const outcomes: unknown[] = []
    for (const [keys, migrations] of [
      ['OFF', replayed],
      ['OFF', set],
      ['ON', replayed],
      ['ON', set],
    ] as const) {
      const db = newDatabase(`PRAGMA foreign_keys = ${keys}`)
      await upgrade(sqlJs(db), migrations)
      outcomes.push(await readSqlite(sqlJs(db)))
      assert.equal(values(db, 'SELECT count(*) FROM limbeck_version')[0], 1)
    }
    assert.deepEqual(outcomes[1], outcomes[0])
    assert.deepEqual(outcomes[3], outcomes[2])
    const statements = (await set.baseline?.())?.statements ?? []
    assert.ok(statements.length > 0 && !statements.some((one) => String(one).includes('DROP')))
  })

  it('is not made where rows are not the same every time, and says why', async () => {
    const table = 'CREATE TABLE t (a, at DEFAULT CURRENT_TIMESTAMP)'
    assert.equal(await whyNone(table), undefined)
    assert.match((await whyNone(`${table}; INSERT INTO t (a) VALUES (1)`)) ?? '', /rows of 't' may have the time/)
    assert.match(
      (await whyNone('CREATE TABLE t (a); INSERT INTO t VALUES (random())')) ?? '',
      /^a may write the time or chance/,
    )
    for (const value of ["strftime('%Y')", "strftime('%Y' || '-%m')", 'time ( )', 'sqlite_version()']) {
      assert.match((await whyNone(`CREATE TABLE t (a); INSERT INTO t VALUES (${value})`)) ?? '', /^a may write/, value)
    }
    assert.equal(await whyNone("CREATE TABLE t (a); INSERT INTO t VALUES (strftime('%Y', '2001-02-03'))"), undefined)
    const view = "CREATE TABLE t (a); CREATE VIEW today AS SELECT date('now') AS day"
    const through = {
      'a.sql': sqlRevision(view),
      'b.sql': sqlRevision('INSERT INTO t SELECT day FROM today', 'b', 'a'),
    }
    assert.match((await compileFolder(scriptsWith(through))).noBaseline ?? '', /^a may write/)
    assert.equal(await whyNone(view), undefined)
    assert.match((await whyNone("CREATE TABLE t (a); INSERT INTO t VALUES (date('now'))")) ?? '', /^a may write/)
    const trigger = 'CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = datetime(); END'
    assert.match((await whyNone(`CREATE TABLE t (a); ${trigger}; INSERT INTO t VALUES (1)`)) ?? '', /trigger 'g'/)
  })

  it('is not made where what it leaves is not the same', async () => {
    const search = (rows: string) => `CREATE VIRTUAL TABLE f USING fts5 (a)${rows}`
    assert.equal(await whyNone(search('')), undefined)
    assert.match(
      (await whyNone(search("; INSERT INTO f VALUES ('x')"))) ?? '',
      /would not leave the same: the rows of f_/,
    )
    assert.match((await whyNone('CREATE TABLE t (a); INSERT INTO t VALUES (1); ANALYZE')) ?? '', /sqlite_stat1/)
    assert.match((await whyNone("CREATE TABLE t (a); INSERT INTO t VALUES ('x' || char(0) || 'y')")) ?? '', /rows of t/)
    const long = `CREATE TABLE t (a); INSERT INTO t VALUES (replace(hex(zeroblob(60000)), '0', 'xx'))`
    assert.match((await whyNone(long, 'd1')) ?? '', /too long/)
  })

  it('is not made where it is not wanted, and not of nothing', async () => {
    const { noBaseline } = await compileFolder(scriptsWith({ 'a.sql': sqlRevision('SELECT 1') }), 'sqlite', {
      baseline: false,
    })
    assert.equal(noBaseline, 'none is wanted')
    assert.equal((await compileFolder(scriptsWith({ README: '' }))).noBaseline, 'there are no revisions')
  })
  it('is none where a revision fails on an empty database, and says which, in which file, and where', async () => {
    const files = {
      'a.sql': sqlRevision('CREATE TABLE t (x)'),
      'b.sql': sqlRevision('SELECT 1;\nDROP TABLE u', 'b', 'a'),
    }
    const { noBaseline, fails } = await compileFolder(scriptsWith(files))
    const said =
      'On an empty database the upgrade of b fails, versions/b.sql: no such table: u, at statement 2, DROP TABLE u'
    assert.deepEqual([noBaseline, fails], [said, true])
    const later = {
      'c.ts': `export const revision = 'c'
export const downRevision = 'b'
export const upgrade = (op) => op.alterColumn('t', 'x', { nullable: false, fill: '0' })\n`,
    }
    await assert.rejects(compileFolder(scriptsWith({ ...files, ...later })), (error: Error) =>
      error.message.endsWith(said),
    )
  })
})
