import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  bulkInsert,
  check,
  column,
  createIndex,
  createTable,
  type Encodable,
  enumeration,
  foreignKey,
  text,
  unique,
} from 'limbeck/op'
import type { DialectStatement } from '../../src/dialects/dialect.js'
import { inlineParams } from '../../src/dialects/inline.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { sqliteKeywords } from '../../src/dialects/sqlite/words.js'
import { toStatements } from '../../src/ops/to-statements.js'
import { apply, newDatabase, rows, values } from '../database.js'
import { anyName, anyText, anyValue, takes } from './shapes.js'

// sql.js decodes text with a TextDecoder, which drops a byte order mark at its beginning.
const readable = (text: string) => !text.startsWith('\uFEFF')

const name = anyName(sqlite).filter((text) => readable(text) && !/^sqlite_/i.test(text))
/** Names that are not one to SQLite, which does not tell A from a. */
const names = fc.uniqueArray(name, { minLength: 5, maxLength: 5, selector: (text) => text.toLowerCase() })
const value = anyValue(sqlite).filter(readable)

async function readsBack([table, other, first, second, rule]: readonly string[], given: readonly string[]) {
  const [table_, other_, first_, second_, rule_] = [table, other, first, second, rule] as [
    string,
    string,
    string,
    string,
    string,
  ]
  const db = newDatabase('PRAGMA foreign_keys = ON')
  const kept = [...new Set(given)]
  await apply(
    db,
    createTable(other_, column(first_, text(), { primaryKey: true })),
    createTable(
      table_,
      column(first_, text(), { default: given[0] ?? null }),
      column(second_, enumeration(rule_, kept), { nullable: true }),
      unique([first_, second_], { name: second_ }),
      check(`${sqlite.identifier(first_)} IS NOT x'00'`, { name: first_ }),
      foreignKey([first_], other_, [first_]),
    ),
    createIndex(rule_, table_, [second_, first_]),
    bulkInsert(
      other_,
      kept.map((each) => ({ [first_]: each })),
    ),
    bulkInsert(
      table_,
      kept.map((each) => ({ [second_]: each })),
    ),
  )
  const literal = (sql: string) => values(db, sql)
  assert.deepEqual(literal("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%' ORDER BY rowid"), [
    other,
    table,
  ])
  assert.deepEqual(literal(`SELECT name FROM pragma_table_info(${sqlite.literal(table_)})`), [first, second])
  assert.deepEqual(literal("SELECT name FROM sqlite_master WHERE type = 'index' AND sql <> ''"), [rule])
  assert.deepEqual(rows(db, `SELECT "table", "from", "to" FROM pragma_foreign_key_list(${sqlite.literal(table_)})`), [
    [other, first, first],
  ])
  const found = rows(
    db,
    `SELECT ${sqlite.identifier(first_)}, ${sqlite.identifier(second_)} FROM ${sqlite.identifier(table_)}`,
  )
  assert.deepEqual(
    found,
    kept.map((each) => [given[0], each]),
  )
  db.close()
}

describe('names and values of every shape, on SQLite', () => {
  it('are read back as they were written', async () => {
    await fc.assert(fc.asyncProperty(names, fc.array(value, { minLength: 1, maxLength: 4 }), readsBack), {
      numRuns: 150,
      includeErrorInReport: true,
    })
  })

  it('are read back where names are keywords', async () => {
    const words = [...sqliteKeywords]
    for (const [at, word] of words.entries()) {
      const others = Array.from({ length: 4 }, (_, more) => words[(at + more * 7 + 1) % words.length] as string)
      await readsBack([word, ...others], [word])
    }
  })

  it('are the same as parameters and as literals', () => {
    const db = newDatabase()
    const held = fc.oneof(
      value,
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      fc.uint8Array(),
      fc.boolean(),
      fc.date({ noInvalidDate: true }),
      fc.json().map((json) => ({ json })),
    )
    fc.assert(
      fc.property(fc.array(held, { minLength: 1 }), (given: readonly Encodable[]) => {
        const [sql, ...params] = toStatements(
          [
            bulkInsert(
              't',
              given.map((a) => ({ a })),
            ),
          ],
          sqlite,
        )[0] as Exclude<DialectStatement, string>
        const select = sql.replace(/^INSERT INTO t \(a\)/, '')
        const plain = inlineParams(sqlite, [select, ...params])
        assert.deepEqual(rows(db, plain), db.exec(select, params as never)[0]?.values)
      }),
    )
  })
})

describe('names that objects of JavaScript have', () => {
  it('are names like others', () => {
    const index = { name: 'constructor', table: '__proto__', columns: ['valueOf', 'constructor'], options: {} }
    assert.equal(postgresql.createIndex(index), 'CREATE INDEX constructor ON __proto__ ("valueOf", constructor)')
    const rows = [JSON.parse('{"__proto__": 1, "constructor": 2}')]
    assert.deepEqual(toStatements([bulkInsert('valueOf', rows)], sqlite), [
      ['INSERT INTO "valueOf" (__proto__, constructor) VALUES (?, ?)', 1, 2],
    ])
  })
})

describe('names and values that no database takes', () => {
  it('are refused: half a Unicode sign, and NUL', () => {
    for (const dialect of [sqlite, postgresql]) {
      for (const wrong of ['\ud800', 'a\udc00b', 'a\0b', '\0']) {
        assert.deepEqual(
          [dialect.identifier, dialect.literal, dialect.encode].map((use) => takes(() => use(wrong))),
          [false, false, false],
        )
      }
    }
  })

  it('are refused in JSON: numbers that are none, and what is not JSON', () => {
    const circle: unknown[] = []
    circle.push(circle)
    for (const dialect of [sqlite, postgresql]) {
      for (const wrong of [{ a: Number.NaN }, [1n], circle, { toJSON: () => undefined }]) {
        for (const use of [dialect.literal, dialect.encode])
          assert.equal(
            takes(() => use(wrong as never)),
            false,
          )
      }
    }
  })

  it('are all that is refused of text that is short enough', () => {
    fc.assert(
      fc.property(anyText, (some) => {
        const sound = !/\0|\p{Surrogate}/u.test(some)
        for (const dialect of [sqlite, postgresql]) {
          assert.deepEqual([takes(() => dialect.literal(some)), takes(() => dialect.encode(some))], [sound, sound])
          const fits = dialect === sqlite || new TextEncoder().encode(some).length <= 63
          assert.equal(
            takes(() => dialect.identifier(some)),
            sound && fits && some !== '',
          )
        }
      }),
      { numRuns: 500 },
    )
  })
})
