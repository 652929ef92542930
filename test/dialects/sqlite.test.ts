import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { column, createTable, type Encodable, integer, type Sql, sql } from 'limbeck/op'
import { d1, sqlite } from '../../src/dialects/sqlite/index.js'
import { sqliteKeywords } from '../../src/dialects/sqlite/words.js'
import { apply, columns, newDatabase, objects, rows, values } from '../database.js'

const db = newDatabase()
const selected = (value: Encodable) => values(db, `SELECT ${sqlite.literal(value)}`)[0]

describe('sqlite.identifier', () => {
  it('leaves plain names alone and quotes all others', () => {
    assert.deepEqual(['note', '_a1', 'Note', 'a b', 'order', '1a', 'a"b', 'é', 'a$'].map(sqlite.identifier), [
      ...['note', '_a1', '"Note"', '"a b"', '"order"', '"1a"', '"a""b"', '"é"', 'a$'],
    ])
  })

  it('refuses a name that is empty, no text, or cut off at a NUL', () => {
    for (const name of ['', 'a\0b', '\ud800', undefined as unknown as string]) {
      assert.throws(() => sqlite.identifier(name), { code: 'invalid-operation' })
    }
  })

  it('makes every keyword a name', () => {
    for (const word of sqliteKeywords) {
      const keyword = newDatabase(`CREATE TABLE ${sqlite.identifier(word)} (${sqlite.identifier(word)})`)
      assert.deepEqual([objects(keyword), columns(keyword, word)[0]?.[0]], [[word], word])
    }
  })

  it('makes any text without NUL a name', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((name) => !/^$|\0|\p{Surrogate}|^sqlite_/iu.test(name))
    fc.assert(
      fc.property(text, (name) => {
        const made = newDatabase(`CREATE TABLE ${sqlite.identifier(name)} (a)`)
        assert.deepEqual(objects(made), [name])
        made.close()
      }),
    )
  })
})

describe('sqlite.literal', () => {
  it('comes back from SQLite as what it stands for', () => {
    const cases: readonly (readonly [Encodable, unknown])[] = [
      ["it's ''; --", "it's ''; --"],
      ['', ''],
      ['a\r\nb', 'a\r\nb'],
      [null, null],
      [true, 1],
      [false, 0],
      [-1.5e-7, -1.5e-7],
      [1e21, 1e21],
      [12n, 12],
      [new Date('2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05.678Z'],
      [new Uint8Array([0, 10, 255]), new Uint8Array([0, 10, 255])],
      [new Uint8Array(), new Uint8Array()],
      [{ say: "it's", of: [1, null, true] }, '{"say":"it\'s","of":[1,null,true]}'],
      [['"'], '["\\""]'],
    ]
    for (const [value, held] of cases) assert.deepEqual(selected(value), held)
  })

  it('comes back for any text, number, bytes and JSON', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'))
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
    const held = fc.oneof(text, number, fc.uint8Array(), fc.maxSafeInteger())
    fc.assert(fc.property(held, (value) => assert.deepEqual(selected(value), value)))
    const json = fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.array(text)))
    fc.assert(fc.property(json, (value) => assert.deepEqual(JSON.parse(String(selected(value))), { ...value })))
  })

  // SQL text ends at a NUL, https://sqlite.org/nulinstr.html; a parameter may hold one.
  it('refuses text with a NUL', () => {
    assert.throws(() => sqlite.literal('a\0b'), { code: 'invalid-operation' })
  })

  it('keeps every digit of 64-bit integers, and their type', () => {
    for (const value of [2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n]) {
      const literal = sqlite.literal(value)
      assert.deepEqual(rows(db, `SELECT CAST(${literal} AS TEXT), typeof(${literal})`), [[String(value), 'integer']])
    }
  })

  for (const value of [undefined as unknown as null, Number.NaN, Number.POSITIVE_INFINITY, new Date('no')]) {
    it(`refuses ${String(value)}`, () => {
      assert.throws(() => sqlite.literal(value), { code: 'invalid-operation', message: /cannot be stored/ })
    })
  }

  it('refuses an integer that SQLite cannot hold', () => {
    assert.throws(() => sqlite.literal(2n ** 63n), { code: 'invalid-operation' })
  })
})

describe('a default', () => {
  const stored = async (value: Encodable | Sql) => {
    const made = newDatabase()
    await apply(
      made,
      createTable('t', column('id', integer()), column('made', { type: 'raw', text: '' }, { default: value })),
    )
    made.run('INSERT INTO t (id) VALUES (1)')
    return values(made, 'SELECT made FROM t')[0]
  }

  it('is a value', async () => {
    for (const value of ["it's", -1.5, 0, '', new Uint8Array([1])]) assert.deepEqual(await stored(value), value)
    assert.deepEqual(await Promise.all([stored(null), stored(true), stored({ a: 1 })]), [null, 1, '{"a":1}'])
  })

  it('is an expression, in brackets or not', async () => {
    assert.equal(await stored(sql`1 + 2`), 3)
    assert.equal(await stored(sql`(1 + 2)`), 3)
    assert.equal(await stored(sql`(1) + (2)`), 3)
    assert.match(String(await stored(sql`current_date`)), /^\d{4}-\d\d-\d\d$/)
    assert.match(String(await stored(sql` CURRENT_TIMESTAMP `)), /^\d{4}-\d\d-\d\d \d\d:/)
  })
})

describe('d1', () => {
  it('speaks the same SQL with fewer parameters', () => {
    const { name: _, maxParameters: __, maxStatement: ___, maxColumns: ____, ...same } = d1
    assert.ok(Object.entries(same).every(([key, value]) => sqlite[key as keyof typeof sqlite] === value))
    assert.deepEqual([d1.name, d1.maxParameters, d1.maxStatement, d1.maxColumns], ['d1', 100, 100_000, 100])
    assert.deepEqual([sqlite.maxParameters, sqlite.maxStatement], [32_766, undefined])
    const limit = Array.from({ length: sqlite.maxParameters }, () => '?').join()
    assert.equal(db.exec(`SELECT ${'1'} WHERE 1 IN (${limit})`, Array(sqlite.maxParameters).fill(1)).length, 1)
  })
})
