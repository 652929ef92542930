import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgrade, stamp, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { newDatabase, rows, values } from '../database.js'

const first = {
  revision: 'first',
  downRevision: null,
  branchLabels: ['main'],
  upgrade: (op: Operations) => op.execute("CREATE TABLE t (a); INSERT INTO t VALUES ('it''s')"),
  downgrade(op: Operations) {
    op.execute('DELETE FROM t WHERE a IN (?, ?, ?)', [new Uint8Array([0, 255]), 2n ** 62n, "it's"])
    op.execute('DROP TABLE t')
  },
}
const second = {
  revision: 'second',
  downRevision: 'first',
  dependsOn: 'main',
  async upgrade() {},
  async downgrade() {},
}

// Users' disks hold what these tests say: a change here is a change that every later release has to read.
describe('the journal', () => {
  it('is made with these columns', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), [first])
    assert.deepEqual(rows(db, "SELECT name, type, pk FROM pragma_table_info('limbeck_journal')"), [
      ['id', 'INTEGER', 1],
      ['format', 'INTEGER', 0],
      ['revision', 'TEXT', 0],
      ['direction', 'TEXT', 0],
      ['parents', 'TEXT', 0],
      ['depends_on', 'TEXT', 0],
      ['labels', 'TEXT', 0],
      ['checksum', 'TEXT', 0],
      ['applied_at', 'TEXT', 0],
      ['duration_ms', 'INTEGER', 0],
      ['app_version', 'TEXT', 0],
      ['downgrade', 'TEXT', 0],
    ])
  })

  it('holds these values', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), [first, second], 'head', { journal: { appVersion: '1.2.3' } })
    await downgrade(sqlJs(db), [first, second], 'first')
    await stamp(sqlJs(db), [first, second], 'second')
    const columns = 'id, format, revision, direction, parents, depends_on, labels, checksum, app_version, downgrade'
    const undo = `[["DELETE FROM t WHERE a IN (?, ?, ?)",{"bytes":[0,255]},{"bigint":"4611686018427387904"},"it's"],"DROP TABLE t"]`
    assert.deepEqual(rows(db, `SELECT ${columns} FROM limbeck_journal`), [
      [1, 1, 'first', 'upgrade', '[]', '[]', '["main"]', 'a05c4995252dd026', '1.2.3', undo],
      [2, 1, 'second', 'upgrade', '["first"]', '["first"]', '[]', null, '1.2.3', null],
      [3, 1, 'second', 'downgrade', '["first"]', '["first"]', '[]', null, null, null],
      [4, 1, 'second', 'stamp', '["first"]', '["first"]', '[]', null, null, null],
    ])
    for (const at of values(db, 'SELECT applied_at FROM limbeck_journal')) {
      assert.match(String(at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
  })

  it('goes on in one that a later release has given more columns', async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), [first])
    db.run("ALTER TABLE limbeck_journal ADD COLUMN later TEXT DEFAULT 'x'")
    await upgrade(sqlJs(db), [first, second])
    assert.deepEqual(values(db, 'SELECT later FROM limbeck_journal'), ['x', 'x'])
  })
})

describe('the version table', () => {
  it("has Alembic's shape", async () => {
    const db = newDatabase()
    await upgrade(sqlJs(db), [first])
    assert.deepEqual(values(db, "SELECT sql FROM sqlite_master WHERE name = 'limbeck_version'"), [
      'CREATE TABLE limbeck_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT limbeck_version_pkc PRIMARY KEY (version_num))',
    ])
  })
})
