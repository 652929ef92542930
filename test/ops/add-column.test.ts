import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addColumn, batchAlterTable, boolean, column, integer, sql, string, text } from 'limbeck/op'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { needsFacts } from '../../src/ops/to-statements.js'
import { apply, columns, newDatabase, objects, rows, values } from '../database.js'

const table = 'CREATE TABLE "my table" (id INTEGER PRIMARY KEY); INSERT INTO "my table" VALUES (1)'

describe('addColumn', () => {
  it('adds a column at the end, and rows have its default', async () => {
    const db = newDatabase(table)
    await apply(db, addColumn('my table', column('order', text(), { nullable: false, default: "it's" })))
    assert.deepEqual(columns(db, 'my table').at(-1), ['order', 'TEXT', 1, "'it''s'", 0])
    assert.deepEqual(rows(db, 'SELECT * FROM "my table"'), [[1, "it's"]])
  })

  it('adds a column that refers to another table', async () => {
    const db = newDatabase(table)
    const references = { table: 'my table', column: 'id', onDelete: 'CASCADE' } as const
    await apply(db, addColumn('my table', column('parent', integer(), { references })))
    assert.deepEqual(rows(db, 'SELECT "from", "to", on_delete FROM pragma_foreign_key_list(\'my table\')'), [
      ['parent', 'id', 'CASCADE'],
    ])
  })

  for (const [options, name, isUnique] of [
    [{ index: true }, 'ix_my table_a', 0],
    [{ unique: true }, 'uq_my table_a', 1],
    [{ unique: true, index: true }, 'ix_my table_a', 1],
  ] as const) {
    it(`makes an index for ${JSON.stringify(options)}`, async () => {
      const db = newDatabase(table)
      await apply(db, addColumn('my table', column('a', integer(), options)))
      assert.deepEqual(rows(db, 'SELECT name, "unique" FROM pragma_index_list(\'my table\')'), [[name, isUnique]])
      assert.deepEqual(values(db, `SELECT name FROM pragma_index_info('${name}')`), ['a'])
    })
  }

  it('adds to a STRICT table what it takes, when told that it is one', async () => {
    const db = newDatabase('CREATE TABLE t (a INTEGER) STRICT')
    await apply(db, addColumn('t', column('b', string(40), { nullable: false, default: '' }), { strict: true }))
    await apply(db, ...batchAlterTable('t', (batch) => batch.addColumn(column('c', boolean()), { strict: true })))
    assert.deepEqual(
      columns(db, 't').map(([name, type]) => `${name} ${type}`),
      ['a INTEGER', 'b TEXT', 'c INTEGER'],
    )
    await assert.rejects(
      apply(db, addColumn('t', column('d', string(40)))),
      /unknown datatype for t.d: "VARCHAR\(40\)"/,
    )
  })

  it('must look at the table for a column that ALTER TABLE does not take', () => {
    const required = { nullable: false } as const
    const taken: readonly Parameters<typeof column>[2][] = [
      required,
      { ...required, default: null },
      { ...required, default: sql`lower('A')` },
      { primaryKey: true },
      { default: sql`lower('A')` },
      { default: sql`CURRENT_TIMESTAMP` },
      { generated: { as: 'id', stored: true } },
      { references: { table: 'my table', column: 'id' }, default: 1 },
    ]
    for (const options of taken) {
      const added = addColumn('my table', column('a', text(), options))
      assert.equal(needsFacts(added, sqlite), true)
      assert.throws(() => added.toSql(sqlite), { code: 'unsupported-operation' })
      assert.equal(needsFacts(added, postgresql), false)
    }
    assert.equal(needsFacts(addColumn('my table', column('a', text(), { default: sql`(1)` })), sqlite), false)
  })

  for (const options of [{}, { check: 'a > 0' }, { index: true }, { unique: true }, { unique: true, index: true }]) {
    it(`is undone by its reverse with ${JSON.stringify(options)}`, async () => {
      const db = newDatabase(table)
      const added = addColumn('my table', column('a', integer(), options))
      await apply(db, added)
      await apply(db, ...(added.reverse?.() ?? assert.fail()))
      assert.deepEqual(
        columns(db, 'my table').map(([name]) => name),
        ['id'],
      )
      assert.deepEqual(objects(db), ['my table'])
    })
  }
})
