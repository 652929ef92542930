import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { EncodedValue } from '../../src/dialects/dialect.js'
import { inlineParams } from '../../src/dialects/inline.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { newDatabase } from '../database.js'

type Parameterised = readonly [sql: string, ...params: EncodedValue[]]

const cases: readonly (readonly [what: string, statement: Parameterised])[] = [
  ['values of every kind', ['SELECT ?, ?, ?, ?, ?', 1, -1.5, null, "it's ?", new Uint8Array([0, 39, 255])]],
  ['no parameter', ["SELECT '?'"]],
  ['what only looks like a placeholder', [`SELECT '?', "?", \`?\`, [?], ? -- ?\n /* ? */ FROM t`, 1]],
  ['a quote that is doubled', ["SELECT 'a''?', ?", 2]],
  ['numbers', ['SELECT ?2, ?1, ?, ?1', 'one', 'two', 'three']],
  ['numbers with holes', ['SELECT ?3', 1, 2, 3]],
  ['names', ['SELECT :a, $b, @a, :a, ?, $b::c(;)', 1, 2, 3, 4, 5]],
  ['names beside numbers', ['SELECT ?2, :a, ?, :a', 1, 2, 3, 4]],
  ['words that touch', ['SELECT?AS a,?x,CASE?WHEN?THEN?END', 1, 2, 1, 1, 5]],
  ['bytes beside words', ['SELECT?AS a,? x', new Uint8Array([1]), new Uint8Array()]],
  ['signs that touch', ['SELECT 5-?, -?, 5 - ?, (?), ?||?, ? IS NULL', -1, -2, -3, -4, -5, -6, -7]],
  ['64-bit integers', ['SELECT CAST(? AS INTEGER), -CAST(? AS INTEGER)', -(2n ** 63n) + 1n, 2n ** 53n]],
]

describe('inlineParams, for SQLite', () => {
  const database = newDatabase('CREATE TABLE t ("?" DEFAULT 7); INSERT INTO t DEFAULT VALUES')
  const first = ([sql, ...params]: Parameterised) => {
    const statement = database.prepare(sql)
    statement.bind(params.map((value) => (typeof value === 'bigint' ? String(value) : value)))
    assert.ok(statement.step())
    const read = statement as unknown as { get(params: null, config: { useBigInt: true }): unknown[] }
    const found = read.get(null, { useBigInt: true })
    statement.free()
    return found
  }

  for (const [what, statement] of cases) {
    it(`selects the same with ${what}`, () => {
      assert.deepEqual(first([inlineParams(sqlite, statement)]), first(statement).map(whole))
    })
  }

  it('selects the same with any values, between any other things', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !/\0|\p{Surrogate}/u.test(text)),
      fc.constantFrom("'", '?', '$1', '--', '/*', '\\', "'?'", '\n', ''),
      fc.integer(),
      fc.constant(null),
      fc.uint8Array(),
    )
    const term = fc.oneof(
      value.map((param) => ['?', param] as const),
      fc.constantFrom("'?'", `"?"`, '-- ?\n 1', '/* ? */ 1', "'a''?'", '5').map((text) => [text] as const),
      fc.tuple(fc.constantFrom('-?', '5-?', '(?)', '?||1', 'CASE?WHEN 1 THEN 2 END', 'coalesce(?,?1)'), fc.integer()),
    )
    fc.assert(
      fc.property(fc.array(term, { minLength: 1 }), (terms) => {
        const params = terms.flatMap(([, ...given]) => given)
        const statement: Parameterised = [
          `SELECT ${terms.map(([text]) => text).join(',')} FROM t, (SELECT ? AS z)`,
          ...params,
          0,
        ]
        assert.deepEqual(first([inlineParams(sqlite, statement)]), first(statement).map(whole))
      }),
    )
  })

  for (const statement of [
    ['SELECT ?'],
    ['SELECT 1', 1],
    ['SELECT ?, ?', 1],
    ['SELECT ?2', 1],
    ['SELECT ?0', 1],
    ['?1', 1, 2],
  ]) {
    it(`refuses ${JSON.stringify(statement)}`, () => {
      const refused = { code: 'invalid-operation', message: /parameters/ }
      assert.throws(() => inlineParams(sqlite, statement as unknown as Parameterised), refused)
    })
  }

  it('refuses a value that cannot be written', () => {
    for (const value of ['a\0b', Number.NaN, undefined as unknown as null]) {
      assert.throws(() => inlineParams(sqlite, ['SELECT ?', value]), { code: 'invalid-operation' })
    }
  })

  it('leaves text without parameters as it is', () => {
    assert.equal(inlineParams(sqlite, "SELECT ?, '?'"), "SELECT ?, '?'")
  })

  it('keeps lists plain', () => {
    const statement: Parameterised = ['INSERT INTO t VALUES (?, ?), (?,?)', 1, -1, -2, 'x']
    assert.equal(inlineParams(sqlite, statement), "INSERT INTO t VALUES (1, -1), (-2,'x')")
  })

  it('writes 10,000 parameters at once', () => {
    const params = Array.from({ length: 10_000 }, (_, at) => at)
    const text = inlineParams(sqlite, [`SELECT ${params.map(() => '?').join(', ')}`, ...params])
    assert.equal(text, `SELECT ${params.join(', ')}`)
  })
})

/** The driver says integers as numbers, or as bigints. */
const whole = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value)

describe('inlineParams, for PostgreSQL', () => {
  it('knows $1, and leaves operators of question marks alone', () => {
    const sql = `SELECT '{}'::jsonb ? $1, a ?| $2, '$1', "$1", $q$ $1 $q$, E'\\'$1', $2 -- $1\n/* $1 /* */ $1 */`
    const text = `SELECT '{}'::jsonb ? 'x', a ?| '7', '$1', "$1", $q$ $1 $q$, E'\\'$1', '7' -- $1\n/* $1 /* */ $1 */`
    assert.equal(inlineParams(postgresql, [sql, 'x', 7]), text)
  })

  for (const statement of [
    ['SELECT $1'],
    ['SELECT ?', 1],
    ['SELECT $1, $2', 1],
    ['SELECT $0', 1],
    ['SELECT $1', 1, 2],
  ]) {
    it(`refuses ${JSON.stringify(statement)}`, () => {
      const refused = { code: 'invalid-operation', message: /parameters/ }
      assert.throws(() => inlineParams(postgresql, statement as unknown as Parameterised), refused)
    })
  }
})
