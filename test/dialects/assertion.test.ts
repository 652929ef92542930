import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase, values } from '../database.js'

describe('sqlite.assertion', () => {
  const table = "CREATE TABLE t (a); INSERT INTO t VALUES ('x')"

  it('passes when the query gives a row, whatever is in it', () => {
    const db = newDatabase(table)
    for (const query of [
      'SELECT a FROM t',
      'SELECT NULL',
      'SELECT 0 UNION SELECT 1 ORDER BY 1 LIMIT 1',
      'WITH q AS (SELECT 1) SELECT * FROM q',
      'VALUES (1, 2)',
      "SELECT 1 FROM pragma_table_info('t')",
    ]) {
      assert.deepEqual(values(db, sqlite.assertion(query)), [1])
    }
  })

  it('fails with the query in its message when it gives none', () => {
    const db = newDatabase(table)
    assert.throws(
      () => db.run(sqlite.assertion('SELECT a FROM t WHERE 0')),
      /assertion failed: SELECT a FROM t WHERE 0/,
    )
  })

  it('takes quotes, semicolons, JSON paths and line breaks in the query', () => {
    const db = newDatabase(table)
    for (const query of [
      `SELECT 1 FROM t WHERE a = '"it''s;'`,
      'SELECT "a" FROM "t" WHERE a = \'$\'',
      "SELECT 1\n  FROM t\r\nWHERE a = '$.a'",
    ]) {
      assert.throws(() => db.run(sqlite.assertion(query)), /assertion failed: SELECT/)
      assert.deepEqual(values(db, sqlite.assertion(query.replace(/a = /, "'' <> "))), [1])
    }
  })

  it('takes a query that ends with a semicolon', () => {
    assert.deepEqual(values(newDatabase(), sqlite.assertion('SELECT 1;\n')), [1])
  })

  it('takes a query that ends with a comment', () => {
    assert.deepEqual(values(newDatabase(), sqlite.assertion('SELECT 1 -- there is one')), [1])
  })

  it('stops a script where it stands', () => {
    const db = newDatabase(table)
    const script = [
      sqlite.assertion('SELECT a FROM t'),
      "INSERT INTO t VALUES ('y')",
      sqlite.assertion("SELECT a FROM t WHERE a = 'y'"),
      sqlite.assertion("SELECT a FROM t WHERE a = 'z'"),
      "INSERT INTO t VALUES ('z')",
    ]
    assert.throws(() => db.exec(script.join(';')), /assertion failed/)
    assert.deepEqual(values(db, 'SELECT a FROM t'), ['x', 'y'])
  })

  it('is decided anew each time that a prepared statement runs', () => {
    const db = newDatabase(table)
    const statement = db.prepare(sqlite.assertion('SELECT a FROM t'))
    assert.equal(statement.step(), true)
    statement.reset()
    db.run('DELETE FROM t')
    assert.throws(() => statement.step(), /assertion failed/)
  })
})
