import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { bulkInsert, type Encodable, type NewRow } from 'limbeck/op'
import { d1, sqlite } from '../../src/dialects/sqlite/index.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { apply, coded, newDatabase, rows } from '../database.js'

const note = 'CREATE TABLE note (id INTEGER PRIMARY KEY, "order" TEXT)'

describe('bulkInsert', () => {
  it('inserts rows', async () => {
    const db = newDatabase(note)
    await apply(
      db,
      bulkInsert('note', [
        { id: 1, order: "it's; --" },
        { id: 2, order: null },
      ]),
    )
    assert.deepEqual(rows(db, 'SELECT * FROM note'), [
      [1, "it's; --"],
      [2, null],
    ])
  })

  it('takes the keys of a row in any order', async () => {
    const db = newDatabase(note)
    await apply(
      db,
      bulkInsert('note', [
        { id: 1, order: 'a' },
        { order: 'b', id: 2 },
      ]),
    )
    assert.deepEqual(rows(db, 'SELECT id, "order" FROM note'), [
      [1, 'a'],
      [2, 'b'],
    ])
  })

  it('stores booleans, dates, bytes and JSON as SQLite holds them', async () => {
    const stored: readonly (readonly [Encodable, unknown])[] = [
      [true, 1],
      [false, 0],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [{ a: ["it's", null, 1.5] }, '{"a":["it\'s",null,1.5]}'],
      [[], '[]'],
      [-1.5, -1.5],
      [new Uint8Array([0, 255]), new Uint8Array([0, 255])],
    ]
    const db = newDatabase('CREATE TABLE t (v)')
    await apply(
      db,
      bulkInsert(
        't',
        stored.map(([v]) => ({ v })),
      ),
    )
    assert.deepEqual(
      rows(db, 'SELECT v FROM t').flat(),
      stored.map(([, held]) => held),
    )
  })

  it('keeps every digit of a bigint in an INTEGER column', async () => {
    const db = newDatabase('CREATE TABLE t (v INTEGER)')
    await apply(db, bulkInsert('t', [{ v: 2n ** 63n - 1n }, { v: -(2n ** 63n) }]))
    assert.deepEqual(rows(db, 'SELECT CAST(v AS TEXT), typeof(v) FROM t'), [
      ['9223372036854775807', 'integer'],
      ['-9223372036854775808', 'integer'],
    ])
  })

  it("stays within the engine's parameter limit, and inserts all", async () => {
    const many = Array.from({ length: 120 }, (_, id) => ({ id, order: `${id}` }))
    const counts = bulkInsert('note', many)
      .toSql(d1)
      .map((statement) => statement.length - 1)
    assert.deepEqual(counts, [100, 100, 40])
    const db = newDatabase(note)
    const more = Array.from({ length: 20_000 }, (_, id) => ({ id, order: `${id}` }))
    assert.equal(bulkInsert('note', more).toSql(sqlite).length, 2)
    await apply(db, bulkInsert('note', more))
    assert.deepEqual(rows(db, 'SELECT count(*), max("order" = id), min("order" = id) FROM note'), [[20_000, 1, 1]])
  })

  it('stays within the length that a statement may have, expressions included', async () => {
    const order = { kind: 'sql', parts: [`'${'ä'.repeat(5000)}'`], params: [] } as const
    const long = Array.from({ length: 50 }, (_, id) => ({ id, order }))
    const statements = toStatements([bulkInsert('note', long)], d1)
    assert.deepEqual(
      statements.map((statement) => Math.round(new TextEncoder().encode(statement[0]).length / 10_000)),
      [9, 9, 9, 9, 9, 5],
    )
    const db = newDatabase(note)
    await sqlJs(db).run(statements)
    assert.deepEqual(rows(db, 'SELECT count(*), min(length("order")), max(id) FROM note'), [[50, 5000, 49]])
  })

  it('refuses a row with more parameters than a statement may have', () => {
    const row = { id: 1, order: { kind: 'sql', parts: Array(101).fill(''), params: Array(100).fill(0) } } as const
    const words = /row 2 has 101 parameters; d1 takes 100\./
    assert.throws(() => bulkInsert('note', [{ id: 0, order: '' }, row]).toSql(d1), coded('invalid-operation', words))
  })

  it('sends nothing for no rows', () => {
    assert.deepEqual(bulkInsert('note', []).toSql(sqlite), [])
  })

  for (const [what, given, words] of [
    [
      'more columns than the first',
      [{ a: 1 }, { a: 1, b: 2 }],
      /op.bulkInsert\('t', …\): row 2 has a, b; the first has a\./,
    ],
    ['fewer columns', [{ a: 1, b: 1 }, { a: 1, b: 1 }, { a: 1 }], /row 3 has a; the first has a, b\./],
    ['other columns', [{ a: 1 }, { b: 1 }], /row 2 has b; the first has a\./],
    ['no columns', [{}, { a: 1 }], /row 1 has no column/],
    ['an undefined value', [{ a: undefined } as unknown as NewRow], /undefined cannot be stored/],
    ['NaN', [{ a: Number.NaN }], /NaN cannot be stored/],
    ['an infinite number', [{ a: Number.NEGATIVE_INFINITY }], /-Infinity cannot be stored/],
    ['a date that is none', [{ a: new Date(Number.NaN) }], /cannot be stored/],
  ] as const) {
    it(`refuses a row with ${what}`, () => {
      assert.throws(() => bulkInsert('t', given).toSql(sqlite), coded('invalid-operation', words))
    })
  }
})
