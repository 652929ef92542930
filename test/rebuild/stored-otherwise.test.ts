import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TableAlteration, TableChange } from '../../src/schema/table-change.js'
import { newDatabase, rows, values } from '../database.js'
import { alterColumn, altering, runRebuild } from './run-rebuild.js'

const sqlOf = (name: string) => `SELECT sql FROM sqlite_master WHERE name = '${name}'`

function altered(script: string, changes: readonly TableChange[], more: Partial<TableAlteration> = {}) {
  const db = newDatabase(script)
  runRebuild(db, altering('t', changes, more))
  return db
}

describe('what of a table only its definition says', () => {
  it('becomes STRICT and WITHOUT ROWID, and neither again', () => {
    const script = "CREATE TABLE t (a INT PRIMARY KEY, b TEXT -- said\n) /* all */; INSERT INTO t VALUES (1, 'x')"
    const db = altered(script, [], { strict: true, withoutRowid: true })
    assert.deepEqual(rows(db, "SELECT strict, wr FROM pragma_table_list WHERE name = 't'"), [[1, 1]])
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [[1, 'x']])
    runRebuild(db, altering('t', [], { strict: false }))
    assert.deepEqual(rows(db, "SELECT strict, wr FROM pragma_table_list WHERE name = 't'"), [[0, 1]])
    runRebuild(db, altering('t', [], { withoutRowid: false }))
    assert.match(String(values(db, sqlOf('t'))[0]), /b TEXT -- said\n\)$/)
  })

  it('refuses STRICT where values do not fit, and changes nothing', () => {
    const db = newDatabase("CREATE TABLE t (a INT); INSERT INTO t VALUES ('x')")
    const before = values(db, sqlOf('t'))
    assert.throws(() => runRebuild(db, altering('t', [], { strict: true })), /INT column|cannot store/)
    assert.deepEqual(values(db, sqlOf('t')), before)
  })

  it('gives a column a collation, another one, and none', () => {
    const db = altered('CREATE TABLE t (a TEXT NOT NULL, b COLLATE RTRIM)', [
      alterColumn('a', { collate: 'NOCASE' }),
      alterColumn('b', { collate: null }),
    ])
    assert.deepEqual(values(db, sqlOf('t')), ['CREATE TABLE "t" (a TEXT COLLATE "NOCASE" NOT NULL, b)'])
    runRebuild(db, altering('t', [alterColumn('a', { collate: 'RTRIM' })]))
    assert.deepEqual(values(db, sqlOf('t')), ['CREATE TABLE "t" (a TEXT COLLATE "RTRIM" NOT NULL, b)'])
  })

  it('says what becomes of a row with NULL, and takes it back', () => {
    const db = altered("CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x', b)", [alterColumn('a', { onNull: 'REPLACE' })])
    db.exec('INSERT INTO t VALUES (NULL, 1)')
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [['x', 1]])
    runRebuild(db, altering('t', [alterColumn('a', { onNull: null })]))
    assert.match(String(values(db, sqlOf('t'))[0]), /a TEXT NOT NULL DEFAULT 'x'/)
    runRebuild(db, altering('t', [alterColumn('b', { nullable: false, onNull: 'IGNORE' })]))
    assert.match(String(values(db, sqlOf('t'))[0]), /b NOT NULL ON CONFLICT IGNORE/)
  })

  it('counts up without giving a number twice, and as usual again', () => {
    const script = 'CREATE TABLE t (id INTEGER CONSTRAINT k PRIMARY KEY, a); INSERT INTO t VALUES (7, 1)'
    const db = altered(script, [alterColumn('id', { autoincrement: true })])
    db.exec('DELETE FROM t; INSERT INTO t (a) VALUES (2)')
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [[8, 2]])
    assert.match(String(values(db, sqlOf('t'))[0]), /CONSTRAINT k PRIMARY KEY \(id AUTOINCREMENT\)/)
    runRebuild(db, altering('t', [alterColumn('id', { autoincrement: false })]))
    db.exec('DELETE FROM t; INSERT INTO t (a) VALUES (3)')
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [[1, 3]])
  })

  it('finds a constraint without a name by what it says, where its name would mean several', () => {
    const db = newDatabase('CREATE TABLE t (a CHECK (a > 0) CHECK (a < 9), b)')
    const drop = { kind: 'dropConstraint', name: 'ck_t_a', type: 'check' } as const
    const run = (change: TableChange) => runRebuild(db, altering('t', [change]))
    assert.throws(() => run(drop), /has 2 constraints/)
    run({ ...drop, existing: { kind: 'check', condition: 'A<9' } })
    assert.deepEqual(values(db, sqlOf('t')), ['CREATE TABLE "t" (a CHECK (a > 0), b)'])
  })

  it('drops as many of several constraints that say the same as it is told to', () => {
    const db = newDatabase('CREATE TABLE t (a, CHECK (a > 0), CHECK (a > 0), CHECK (a > 0), UNIQUE (a), UNIQUE (a))')
    const check = { kind: 'check', condition: 'a > 0' } as const
    const unique = { kind: 'unique', columns: ['a'] } as const
    const drop = (name: string, existing: typeof check | typeof unique) =>
      ({ kind: 'dropConstraint', name, type: existing.kind, existing }) as const
    runRebuild(db, altering('t', [drop('ck_t_a', check), drop('ck_t_a_1', check), drop('uq_t_a', unique)]))
    assert.deepEqual(values(db, sqlOf('t')), ['CREATE TABLE "t" (a, CHECK (a > 0), UNIQUE (a))'])
  })
})
