import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { execute, type Operation } from 'limbeck/op'
import type { Dialect, DialectStatement } from '../../src/dialects/dialect.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { coded } from '../database.js'

const custom = (...statements: readonly DialectStatement[]): Operation => ({ kind: 'own', toSql: () => statements })
const run = (sql: string, dialect: Dialect) => toStatements([execute(sql)], dialect)

describe('toStatements', () => {
  it('makes one statement each of a text', () => {
    const made = toStatements([custom('SELECT 1; SELECT 2', ['SELECT ?;', 3], '-- nothing')], sqlite)
    assert.deepEqual(made, ['SELECT 1', 'SELECT 2', ['SELECT ?', 3]])
  })

  it('refuses parameters for several statements, or for none', () => {
    for (const sql of ['SELECT ?; SELECT 2', ';']) {
      assert.throws(() => toStatements([custom([sql, 1])], sqlite), coded('invalid-operation', /^op.own: Only one/))
    }
    assert.deepEqual(toStatements([custom(["SELECT ';', ?", 1])], sqlite), [["SELECT ';', ?", 1]])
  })

  const both = [
    ...['BEGIN', 'begin immediate', 'COMMIT', 'END', 'END TRANSACTION', 'ROLLBACK', 'ROLLBACK TO a', 'SAVEPOINT a'],
    ...[
      'RELEASE a',
      '-- a\nBEGIN',
      '/* a */BEGIN-- b',
      'SELECT 1; COMMIT; SELECT 2',
      '/**/ \r\n/*;*/ -- c\n end /* d */',
    ],
  ]
  const ofPostgresql = [
    ...['ABORT', 'START TRANSACTION', 'start /* a */ transaction read only', "PREPARE TRANSACTION 'a'"],
    ...["COMMIT PREPARED 'a'", "ROLLBACK PREPARED 'a'", 'COMMIT AND CHAIN', '/* /* a */ */ BEGIN', '-- a\rBEGIN'],
    ...[
      'SET TRANSACTION READ ONLY',
      'SET LOCAL TRANSACTION READ ONLY',
      'SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE',
    ],
    ...['SET transaction_read_only = on', 'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY'],
  ]
  for (const [dialect, statements] of [
    [sqlite, both],
    [postgresql, [...both, ...ofPostgresql]],
  ] as const) {
    for (const sql of statements) {
      it(`refuses ${JSON.stringify(sql)}, on ${dialect.name}`, () => {
        assert.throws(() => run(sql, dialect), coded('invalid-operation', /^op.execute: A revision .* leave out [A-Z]/))
      })
    }
  }

  for (const sql of [
    'CREATE TABLE "begin" (a)',
    'REPLACE INTO commits VALUES (1)',
    '"end"',
    "-- BEGIN\nSELECT 'BEGIN'",
  ]) {
    it(`takes ${JSON.stringify(sql)}`, () => {
      for (const dialect of [sqlite, postgresql]) assert.deepEqual(run(sql, dialect), [sql])
    })
  }

  for (const sql of [
    'PREPARE transaction AS SELECT 1',
    "SET search_path = 'a'",
    'SET LOCAL lock_timeout = 5',
    'endless()',
  ]) {
    it(`takes ${JSON.stringify(sql)}, on PostgreSQL`, () => {
      assert.deepEqual(run(sql, postgresql), [sql])
    })
  }

  for (const sql of [
    'COPY t FROM STDIN',
    'copy t (a, b) from stdin with (format csv);\n1\t2\n\\.',
    'COPY (SELECT 1) TO STDOUT',
  ]) {
    it(`refuses ${JSON.stringify(sql)}`, () => {
      assert.throws(() => run(sql, postgresql), coded('invalid-operation', /COPY (FROM STDIN|TO STDOUT) has no client/))
    })
  }

  it('takes COPY of a file', () => {
    for (const sql of [
      "COPY stdin FROM '/a'",
      "COPY t FROM PROGRAM 'x from stdin'",
      "COPY (SELECT a FROM stdin) TO '/b'",
    ]) {
      assert.deepEqual(run(sql, postgresql), [sql])
    }
  })

  it('refuses what a driver would cut off, or replace', () => {
    for (const sql of ['SELECT 1\0 + 1', "SELECT '\ud800'", 'SELECT "\udc00"']) {
      for (const dialect of [sqlite, postgresql])
        assert.throws(() => run(sql, dialect), coded('invalid-operation', /NUL|half/))
    }
    assert.equal(run("SELECT '😀'", sqlite).length, 1)
  })
})
