import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compareMetadata } from 'limbeck/autogenerate'
import { coded, newDatabase, rows } from '../database.js'
import { applyTo, reflectDb } from './on-sqlite.js'
import { compare, messages, schemaOf, written } from './schemas.js'

const note =
  'CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, CHECK (length(body) < 9)); CREATE INDEX i ON note (lower(body))'
const renamed = note.replaceAll('body', 'content')
const memo = note.replaceAll('note', 'memo')

describe('what may be a rename', () => {
  it('is told, and not done', async () => {
    const comparison = await compare(note, renamed)
    assert.deepEqual(
      comparison.candidates.map(({ score: _, ...one }) => one),
      [{ kind: 'column', table: 'note', from: 'body', to: 'content' }],
    )
    assert.ok(comparison.losses.includes("Loses the values of 'note.body'."))
    const [table] = (await compare(note, memo)).candidates
    assert.deepEqual([table?.kind, table?.from, table?.to, (table?.score ?? 0) > 0.7], ['table', 'note', 'memo', true])
  })

  it('is not looked for when nobody asks', async () => {
    assert.deepEqual((await compare(note, renamed, { noRename: true })).candidates, [])
  })

  it('has the likeliest first, and everything once', async () => {
    const { candidates } = await compare(
      'CREATE TABLE t (id INT, name TEXT, title TEXT)',
      'CREATE TABLE t (id INT, title_2 TEXT, nam TEXT)',
    )
    assert.deepEqual(
      candidates.map(({ from, to }) => `${from} ${to}`),
      ['title title_2', 'name nam'],
    )
    const [first, second] = candidates
    assert.ok((first?.score ?? 0) >= (second?.score ?? 1))
  })

  it('are tables of which a column was renamed along', async () => {
    const said = async (from: string, to: string) =>
      (await compare(from, to)).candidates.map((one) => `${one.from} ${one.to}`)
    const doc = 'CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, body TEXT)'
    assert.deepEqual(await said(doc, doc.replace('doc', 'paper').replace('body', 'content')), ['doc paper'])
    // Not where nothing but a key is the same.
    assert.deepEqual(await said(doc, 'CREATE TABLE price (id INTEGER PRIMARY KEY, amount INT, day TEXT)'), [])
  })

  it('is nothing of another type, or another kind', async () => {
    assert.deepEqual((await compare('CREATE TABLE t (a, b INT)', 'CREATE TABLE t (a, c TEXT)')).candidates, [])
    assert.deepEqual((await compare('CREATE TABLE t (a, b INT)', 'CREATE TABLE t (a, c INT AS (a))')).candidates, [])
    assert.deepEqual((await compare('CREATE TABLE t (a INT)', 'CREATE TABLE u (b TEXT, c TEXT)')).candidates, [])
  })
})

describe('a rename that was decided', () => {
  it('keeps what follows the column by itself', async () => {
    const { upgrade, downgrade, losses, candidates } = await compare(note, renamed, {
      renames: { columns: { note: { body: 'content' } } },
    })
    assert.equal(written(upgrade), "op.alterColumn('note', 'body', { newName: 'content' })\n")
    assert.equal(written(downgrade), "op.alterColumn('note', 'content', { newName: 'body' })\n")
    assert.deepEqual([losses, candidates], [[], []])
  })

  it('is one of a table, by either of its names for its columns', async () => {
    const target = memo.replaceAll('body', 'text')
    for (const table of ['note', 'memo']) {
      const comparison = await compare(note, target, {
        renames: { tables: { note: 'memo' }, columns: { [table]: { body: 'text' } } },
      })
      assert.deepEqual(messages(comparison), ["Renamed table 'note' to 'memo'", "Renamed column 'memo.body' to 'text'"])
      assert.equal(
        written(comparison.upgrade),
        "op.renameTable('note', 'memo')\nop.alterColumn('memo', 'body', { newName: 'text' })\n",
      )
    }
  })

  it('takes back a constraint by the name that it gave it', async () => {
    const db = newDatabase('CREATE TABLE t (a TEXT, CONSTRAINT c CHECK (a > 1))')
    const before = await reflectDb(db)
    const target = await schemaOf('CREATE TABLE u (b TEXT, CONSTRAINT c CHECK (b > 1), CHECK (b > 1))')
    const renames = { tables: { t: 'u' }, columns: { u: { a: 'b' } } }
    const { upgrade, downgrade } = compareMetadata(before, target, { engine: 'sqlite', renames })
    await applyTo(
      db,
      upgrade.map(({ operation }) => operation),
    )
    await applyTo(
      db,
      downgrade.map(({ operation }) => operation),
    )
    assert.match(written(downgrade), /dropConstraint\('ck_u_b'/)
    assert.deepEqual(messages(compareMetadata(await reflectDb(db), before, { engine: 'sqlite' })), [])
    db.close()
  })

  it('makes a table anew where SQLite would not find the column again', async () => {
    const from = 'CREATE TABLE t (k INTEGER, a, UNIQUE (a, k), PRIMARY KEY (k)); INSERT INTO t VALUES (7, 1)'
    const target = await schemaOf('CREATE TABLE t (z INTEGER PRIMARY KEY, a, UNIQUE (a, z)) WITHOUT ROWID')
    const db = newDatabase(from)
    const before = await reflectDb(db)
    const renames = { columns: { t: { k: 'z' } } }
    const { upgrade, downgrade } = compareMetadata(before, target, { engine: 'sqlite', renames })
    assert.match(written(upgrade), /'k', \{ newName: 'z', recreate: 'always' \}/)
    for (const [directives, wanted] of [
      [upgrade, target],
      [downgrade, before],
    ] as const) {
      await applyTo(
        db,
        directives.map(({ operation }) => operation),
      )
      assert.deepEqual(messages(compareMetadata(await reflectDb(db), wanted, { engine: 'sqlite' })), [])
      assert.deepEqual(rows(db, 'SELECT * FROM t'), [[7, 1]])
    }
    db.close()
  })

  it('makes room for a name that goes', async () => {
    const renames = { columns: { t: { a: 'b' } } }
    const { upgrade } = await compare('CREATE TABLE t (a INT, b TEXT)', 'CREATE TABLE t (b INT)', { renames })
    assert.match(
      written(upgrade),
      /'b', \{ newName: '_limbeck_b' \}.*\n.*'a', \{ newName: 'b' \}.*\n.*dropColumn\('t', '_limbeck_b'\)/,
    )
    const swap = { columns: { t: { a: 'b', b: 'a' } } }
    const swapped = await compare('CREATE TABLE t (a INT, b TEXT)', 'CREATE TABLE t (a TEXT, b INT)', { renames: swap })
    assert.equal(swapped.upgrade.length, 3)
  })

  it('is no question where only letters are other ones', async () => {
    const { upgrade } = await compare('CREATE TABLE t (a INT)', 'CREATE TABLE T (A INT)')
    assert.equal(
      written(upgrade),
      "op.renameTable('t', '_limbeck_t')\nop.renameTable('_limbeck_t', 'T')\nop.alterColumn('T', 'a', { newName: 'A' })\n",
    )
  })

  for (const [what, renames, words] of [
    ['a table that the database has not', { tables: { gone: 'memo' } }, /database has no table 'gone'/],
    ['a table that the target has not', { tables: { note: 'gone' } }, /target has no table 'gone'/],
    ['a column that the database has not', { columns: { note: { gone: 'title' } } }, /has no column 'gone'/],
    ['a column that the target has not', { columns: { note: { body: 'gone' } } }, /has no column 'gone'/],
    ['the columns of no table', { columns: { gone: { a: 'b' } } }, /no table 'gone' in both/],
  ] as const) {
    it(`is refused for ${what}`, () =>
      assert.rejects(compare(note, renamed, { renames }), coded('invalid-argument', words)))
  }

  it('is refused where both names are there', async () => {
    const both = `${note}; CREATE TABLE other (a)`
    await assert.rejects(
      compare(both, both, { renames: { tables: { note: 'other' } } }),
      coded('invalid-argument', /of its own/),
    )
  })

  it('finds a table whose name has a dot', async () => {
    const comparison = await compare('CREATE TABLE "a.b" (a)', 'CREATE TABLE "c.d" (a)', {
      renames: { tables: { 'a.b': 'c.d' } },
    })
    assert.deepEqual(messages(comparison), ["Renamed table 'a.b' to 'c.d'"])
  })
})
