import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { execute, sql } from 'limbeck/op'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { apply, coded, newDatabase, rows, values } from '../database.js'

const table = "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x')"

describe('execute', () => {
  it('runs text as it stands', async () => {
    const db = newDatabase(table)
    await apply(db, execute("UPDATE t SET b = 'a;b?' -- all"))
    assert.deepEqual(values(db, 'SELECT b FROM t'), ['a;b?'])
  })

  it('runs every statement of a text, triggers whole', async () => {
    const db = newDatabase(table)
    await apply(
      db,
      execute(`CREATE TRIGGER double AFTER INSERT ON t BEGIN UPDATE t SET a = a * 2 WHERE rowid = NEW.rowid; END;
        INSERT INTO t VALUES (2, 'y');
        INSERT INTO t VALUES (3, 'z')`),
    )
    assert.deepEqual(values(db, 'SELECT a FROM t'), [1, 4, 6])
  })

  it("takes the engine's placeholders with their parameters", async () => {
    const db = newDatabase(table)
    await apply(db, execute('UPDATE t SET a = ?, b = ?', [true, { it: "'s" }]))
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [[1, '{"it":"\'s"}']])
  })

  it('takes a statement made with sql, its values as parameters', async () => {
    const db = newDatabase(table)
    await apply(
      db,
      execute(sql`UPDATE t SET b = ${"'; DROP TABLE t"} WHERE a = ${1}`),
      execute(sql`DELETE FROM t WHERE a = 2`),
    )
    assert.deepEqual(rows(db, 'SELECT * FROM t'), [[1, "'; DROP TABLE t"]])
  })

  it('sends nothing for a text of comments', () => {
    assert.deepEqual(toStatements([execute('-- nothing to do; yet')], sqlite), [])
  })

  it('loses no statement of several that have parameters: it refuses them', () => {
    const several = [execute('DELETE FROM t WHERE a = ?; DELETE FROM t', [1]), execute(sql`DELETE FROM t; SELECT ${1}`)]
    for (const one of several) {
      assert.throws(
        () => toStatements([one], sqlite),
        coded('invalid-operation', /^op.execute: Only one statement takes/),
      )
    }
  })

  it('takes no other number of parameters than its placeholders want', () => {
    for (const one of [execute('SELECT ?, ?', [1]), execute("SELECT '?'", [1]), execute(sql`SELECT ?, ${1}`)]) {
      assert.throws(() => toStatements([one], sqlite), coded('invalid-operation', /parameters; its placeholders want/))
    }
    assert.throws(() => toStatements([execute('SELECT ?', [1])], postgresql), { code: 'invalid-operation' })
  })

  it('leaves out the semicolon of a statement with parameters', () => {
    assert.deepEqual(toStatements([execute("SELECT ?, ';' ;\n", [1])], sqlite), [["SELECT ?, ';'", 1]])
  })

  it('refuses parameters that cannot be stored', () => {
    assert.throws(() => execute('SELECT ?', [Number.NaN]).toSql(sqlite), { code: 'invalid-operation' })
  })

  it('has no reverse', () => {
    assert.equal(execute('SELECT 1').reverse, undefined)
  })
})
