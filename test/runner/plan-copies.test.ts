import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DetailedPlan, plan, type RevisionModule, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { column, foreignKey, integer, type Operations, text } from 'limbeck/op'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase } from '../database.js'
import { compiledSet } from './compiled-set.js'

const change =
  (table: string, name: string, type = integer()) =>
  (op: Operations) =>
    op.alterColumn(table, name, { type })
const line = (...steps: readonly Partial<RevisionModule>[]): readonly RevisionModule[] =>
  steps.map((step, at) => ({ revision: `r${at}`, downRevision: at ? `r${at - 1}` : null, ...step }))
const make = {
  upgrade(op: Operations) {
    op.createTable('p', column('id', integer(), { primaryKey: true }), column('a', text()))
    op.createTable('c', column('id', integer()), column('p', integer()), foreignKey(['p'], 'p', ['id']))
    op.createTable('alone', column('id', integer()), column('a', text()))
  },
  downgrade(op: Operations) {
    for (const name of ['c', 'p', 'alone']) op.dropTable(name)
  },
}
const both = { upgrade: change('p', 'a'), downgrade: change('p', 'a', text()) }
const said = ({ steps }: DetailedPlan) => steps.map(({ revision, copies, unseen }) => [revision, copies ?? unseen])
const filled = "INSERT INTO p VALUES (1, '1'), (2, '2'), (3, '3'); INSERT INTO c VALUES (1, 1), (2, 1)"
const table = (name: string, rows: number | undefined) => ({ table: name, rows })

describe('the copies of a plan', () => {
  for (const enforced of ['ON', 'OFF']) {
    const children = enforced === 'ON' ? [table('c', 2)] : []
    for (const [kind, migrations] of [
      ['revisions', async (all: readonly RevisionModule[]) => all],
      ['a compiled set', async (all: readonly RevisionModule[]) => compiledSet(all)],
    ] as const) {
      it(`are told of ${kind}, with about how many rows, with foreign keys ${enforced}`, async () => {
        const db = newDatabase(`PRAGMA foreign_keys = ${enforced}`)
        const all = await migrations(
          line(
            make,
            { upgrade: (op) => op.addColumn('p', column('b', text())), downgrade: (op) => op.dropColumn('p', 'b') },
            both,
            {
              upgrade: change('alone', 'a'),
              downgrade: change('alone', 'a', text()),
            },
          ),
        )
        await upgrade(sqlJs(db), all, 'r0')
        db.exec(filled)
        const before = db.export()
        assert.deepEqual(said(await plan(sqlJs(db), all)), [
          ['r1', []],
          ['r2', [table('p', 3), ...children]],
          ['r3', [table('alone', 0)]],
        ])
        assert.deepEqual(db.export(), before)
        await upgrade(sqlJs(db), all)
        assert.deepEqual(said(await plan(sqlJs(db), all, 'r1', { direction: 'downgrade' })), [
          ['r3', [table('alone', 0)]],
          ['r2', [table('p', 3), ...children]],
        ])
      })
    }
  }

  it('have no number where the table is not there yet', async () => {
    for (const adapter of [sqlJs(newDatabase()), batchAdapter(newDatabase('PRAGMA foreign_keys = ON'))]) {
      assert.deepEqual(said(await plan(adapter, line(make, both)))[1], [
        'r1',
        adapter.atomic === 'batch' ? [table('p', undefined), table('c', undefined)] : [table('p', undefined)],
      ])
    }
  })

  it('are none where ALTER TABLE is enough, and no table is looked at', async () => {
    assert.deepEqual(said(await plan(sqlJs(newDatabase()), line(make))), [['r0', []]])
  })

  it('cannot be told of a program, nor of what comes after it and needs it', async () => {
    const db = newDatabase()
    const all = line(
      { upgrade: async (op) => void (await op.query('SELECT 1')) },
      { upgrade: (op) => op.execute('CREATE TABLE t (id INTEGER, a TEXT)') },
      { upgrade: change('t', 'a') },
      { upgrade: change('nowhere', 'a') },
    )
    assert.deepEqual(said(await plan(sqlJs(db), all)), [
      ['r0', 'it is a program'],
      ['r1', []],
      ['r2', [table('t', undefined)]],
      ['r3', 'it comes after r0, of which cannot be told what it does'],
    ])
  })

  it('say what stands in the way, which the upgrade would say, too', async () => {
    const db = newDatabase('CREATE TABLE p (id INTEGER, a TEXT); CREATE VIEW v AS SELECT a FROM p')
    const all = line(
      { upgrade: (op) => op.dropColumn('p', 'a') },
      { upgrade: (op) => op.dropTable('p'), program: true },
      {},
      { upgrade: (op) => op.execute('CREATE TABLE q AS SELECT 1 AS a') },
      { upgrade: change('q', 'a', text()) },
    )
    const [first, second, third, fourth, fifth] = said(await plan(sqlJs(db), all))
    assert.match(String(first?.[1]), /Column 'a' of 'p' cannot be dropped: view v needs it/)
    assert.deepEqual([second?.[1], third?.[1], fourth?.[1]], ['it is a program', [], []])
    assert.match(String(fifth?.[1]), /comes after r0/)
  })
})
