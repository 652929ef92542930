import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgrade, type RevisionModule, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { column, integer, type Operations, text } from 'limbeck/op'
import { compileModules } from '../compile-modules.js'
import { columns, newDatabase } from '../database.js'
import { setOf } from '../set-of.js'

const revision = (
  id: string,
  down: string | readonly string[] | null,
  up: (op: Operations) => void,
  back?: (op: Operations) => void,
): RevisionModule => ({ revision: id, downRevision: down, upgrade: up, ...(back && { downgrade: back }) })

const make = (table: string, ...more: readonly ReturnType<typeof column>[]) => {
  return (op: Operations) => op.createTable(table, column('id', integer(), { primaryKey: true }), ...more)
}

/** What the drift queries of a step ask about; compiled. */
async function asked(modules: readonly RevisionModule[], id: string, direction: 'upgrade' | 'downgrade') {
  const distilled = await compileModules(() => modules, 'sqlite', { baseline: false })
  const step = distilled.chunks.find((chunk) => chunk.direction === direction && chunk.steps[id])?.steps[id]
  return { distilled, drifts: (step?.variants ?? []).map(({ drift }) => drift) }
}

/** The names of what is compared, text by text. */
const compared = (drift = '') => drift.match(/(?<=\('\w+', ')\w+(?=', 'CREATE)/g)

const addMore = (table: string) => (op: Operations) => op.addColumn(table, column('more', text()))
const dropMore = (table: string) => (op: Operations) => op.dropColumn(table, 'more')

describe('what a compiled change of a table depends on', () => {
  it('is no table whose name only begins with, or is part of, that of another', async () => {
    const modules = [
      revision('a', null, (op) => {
        for (const name of ['t', 't1', 't10', 'T100', 'at1', 'more', 'id']) make(name)(op)
        op.createIndex('t10_by_id', 't10', ['id'])
        op.execute('CREATE VIEW v10 AS SELECT * FROM t10')
      }),
      revision('b', 'a', addMore('t1'), dropMore('t1')),
    ]
    const { drifts } = await asked(modules, 'b', 'downgrade')
    assert.equal(drifts.length, 1)
    assert.deepEqual(compared(drifts[0]), ['t1'])
  })

  it('is whatever names it, in any case, between any quotes and after any sign', async () => {
    const modules = [
      revision('a', null, (op) => {
        make('note')(op)
        make('other')(op)
        op.execute('CREATE VIEW v1 AS SELECT id FROM\nNOTE')
        op.execute('CREATE VIEW v2 AS SELECT id FROM "Note"')
        op.execute('CREATE VIEW v3 AS SELECT n.id FROM other,[note] AS n')
        op.execute('CREATE VIEW v4 AS SELECT id FROM v3')
        op.execute('CREATE VIEW notes AS SELECT id FROM other')
        op.execute('CREATE TRIGGER r AFTER INSERT ON other BEGIN DELETE FROM `note`; END')
        op.execute('CREATE TABLE child (a REFERENCES NOTE)')
      }),
      revision('b', 'a', addMore('note'), dropMore('note')),
    ]
    const { drifts } = await asked(modules, 'b', 'downgrade')
    const names = compared(drifts[0])
    assert.deepEqual(names, ['note', 'v1', 'v2', 'v3', 'v4', 'r', 'child'])
  })

  it('is, without a copy, no table that it refers to; with one it is', async () => {
    const references = { references: { table: 'kind', column: 'id' } }
    const modules = [
      revision('a', null, (op) => {
        make('kind')(op)
        make('note', column('kind', integer(), references), column('body', text()))(op)
      }),
      revision('b', 'a', addMore('note'), dropMore('note')),
      revision('c', 'b', (op) => op.alterColumn('note', 'body', { nullable: false, fill: '' })),
    ]
    const tables = ({ drifts }: { readonly drifts: readonly string[] }) => compared(drifts[0])
    assert.deepEqual(tables(await asked(modules, 'b', 'downgrade')), ['note'])
    assert.deepEqual(tables(await asked(modules, 'c', 'upgrade')), ['kind', 'note'])
  })

  it('is a full-text index over it, which keeps its column', async () => {
    const modules = [
      revision('a', null, (op) => {
        make('note', column('body', text()))(op)
        op.execute("CREATE VIRTUAL TABLE found USING fts5(body, content='note', content_rowid='id')")
      }),
      revision(
        'b',
        'a',
        () => undefined,
        (op) => op.dropColumn('note', 'body'),
      ),
    ]
    const { distilled } = await asked(modules, 'b', 'downgrade')
    const report = distilled.report.find((one) => one.revision === 'b' && one.direction === 'downgrade')
    assert.equal(report?.kind, 'program')
    assert.match(report?.reason ?? '', /virtual table found needs it/)
  })

  it('sees a full-text index, a view and a trigger that came by hand', async () => {
    const modules = [
      revision('a', null, make('note', column('body', text()))),
      revision('b', 'a', addMore('note'), dropMore('note')),
    ]
    const { drifts } = await asked(modules, 'b', 'downgrade')
    for (const [name, sql] of [
      ['f', "CREATE VIRTUAL TABLE f USING fts4(body, content='note')"],
      ['v', 'CREATE VIEW v AS SELECT * FROM NOTE'],
      ['r', 'CREATE TRIGGER r AFTER INSERT ON elsewhere BEGIN UPDATE "note" SET body = 1; END'],
      ['i', 'CREATE INDEX i ON note (more)'],
    ] as const) {
      const db = newDatabase()
      await upgrade(sqlJs(db), modules)
      db.exec('CREATE TABLE elsewhere (note_id, notes)')
      assert.deepEqual(db.exec(drifts[0] as string), [], 'what only has its name in its own is not near')
      db.exec(sql)
      assert.deepEqual(
        db.exec(drifts[0] as string)[0]?.values.map((row) => row[1]),
        [name],
      )
    }
  })

  it('is not touched by a branch that speaks of a table with a longer name, and is by one after a line break', async () => {
    const branches = (sql: string) => [
      revision('a', null, (op) => {
        make('t1', column('a', text()))(op)
        make('t10')(op)
      }),
      revision('b', 'a', (op) => op.alterColumn('t1', 'a', { nullable: false, fill: '' })),
      revision('c', 'a', (op) => op.execute(sql)),
    ]
    const kind = async (sql: string) => {
      const { distilled } = await asked(branches(sql), 'b', 'upgrade')
      return distilled.report.find((one) => one.revision === 'b' && one.direction === 'upgrade')?.kind
    }
    assert.equal(await kind('CREATE INDEX i ON t10 (id)'), 'variants')
    assert.equal(await kind('CREATE INDEX i ON\nt1 (id)'), 'program')
    assert.equal(await kind('CREATE INDEX i ON "T1" (id)'), 'program')
  })

  it('leaves what uncompiled revisions leave, with tables of names that are parts of others', async () => {
    const tables = ['t1', 't10', 't100', 't1_0']
    const modules = tables.flatMap((table, at) => [
      revision(`a${at}`, at === 0 ? null : `b${at - 1}`, make(table), (op) => op.dropTable(table)),
      revision(`b${at}`, `a${at}`, addMore(table), dropMore(table)),
    ])
    const { distilled } = await asked(modules, 'b0', 'downgrade')
    // Without their code: each of them is to run by what was compiled.
    const set = { ...setOf(distilled, modules), program: () => Promise.reject(new Error('the code was asked for')) }
    const db = newDatabase()
    await upgrade(sqlJs(db), set)
    await downgrade(sqlJs(db), set, 'a0')
    assert.deepEqual(
      columns(db, 't1').map(([name]) => name),
      ['id'],
    )
  })
})
