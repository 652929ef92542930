import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import initSqlJs from 'sql.js'
import { peekTexts } from '../../../src/commands/database/peek-sqlite.js'

const SQL = await initSqlJs()

/** The bytes of a database after a script. */
function bytesOf(script: string): Uint8Array {
  const db = new SQL.Database()
  db.exec(script)
  return db.export()
}

const table = 'CREATE TABLE limbeck_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));'
const insert = (ids: readonly string[]) =>
  ids.map((id) => `INSERT INTO limbeck_version VALUES ('${id.replaceAll("'", "''")}');`).join('')
const peek = (script: string) => peekTexts(bytesOf(script), 'limbeck_version')

describe('peekTexts', () => {
  it('reads the rows, whatever else is in the database', () => {
    const others = Array.from({ length: 300 }, (_, nth) => `CREATE TABLE t${nth} (${'a'.repeat(nth * 40)}x);`).join('')
    for (const ids of [[], ['a'], ['é', 'b2', 'c'.repeat(32)]]) {
      assert.deepEqual(peek(others + table + insert(ids)), ids)
      assert.deepEqual(peek(table + insert(ids) + others), ids)
    }
  })
  for (const size of [512, 1024, 4096, 65536]) {
    it(`reads pages of ${size} bytes, and rows on many of them`, () => {
      const ids = Array.from({ length: 2000 }, (_, nth) => `revision_${nth}`)
      assert.deepEqual(peek(`PRAGMA page_size = ${size}; VACUUM; ${table}${insert(ids)}`), ids)
    })
  }
  it('reads what SQLite reads, after any rows came and went', () => {
    const id = fc.string({ minLength: 1, maxLength: 32, unit: 'binary' }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 60 }), fc.nat(60), (ids, gone) => {
        const kept = ids.slice(gone)
        const removed = ids
          .slice(0, gone)
          .map((one) => `DELETE FROM limbeck_version WHERE version_num = '${one.replaceAll("'", "''")}';`)
        assert.deepEqual(peek(`PRAGMA page_size = 512; VACUUM; ${table}${insert(ids)}${removed.join('')}`), kept)
      }),
      { numRuns: 60 },
    )
  })
  it('says that a table is missing', () => {
    assert.equal(peek('CREATE TABLE other (x)'), 'missing')
  })
  for (const [what, bytes] of [
    ['no database', new Uint8Array(4096)],
    ['an empty file', new Uint8Array()],
    ['half a database', bytesOf(table + insert(['a'])).slice(0, 5000)],
    ['UTF-16', bytesOf(`PRAGMA encoding = 'UTF-16'; ${table}${insert(['a'])}`)],
    ['a write-ahead log', bytesOf(table).fill(2, 18, 20)],
    ['a view', bytesOf("CREATE VIEW limbeck_version AS SELECT 'a' AS version_num")],
    ['a table without rowids', bytesOf(`${table.replace(';', ' WITHOUT ROWID;')}${insert(['a'])}`)],
    ['what is no text', bytesOf('CREATE TABLE limbeck_version (version_num); INSERT INTO limbeck_version VALUES (7)')],
  ] as const) {
    it(`leaves ${what} to SQLite`, () => assert.equal(peekTexts(bytes, 'limbeck_version'), undefined))
  }
})
