import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sqlite } from '../../src/dialects/sqlite/index.js'
import { asciiLower, mentions, mentionsQuery, wordsOf } from '../../src/rebuild/mentions.js'
import { newDatabase } from '../database.js'

const says = (sql: string, name: string): boolean => mentions(wordsOf(sql), asciiLower(name))

describe('whether SQL names something', () => {
  it('takes a name for what stands between other signs, however it is quoted and written', () => {
    const named = [
      'SELECT * FROM t1',
      'SELECT a FROM x,t1',
      'SELECT a FROM\nT1\twhere b',
      'SELECT "T1".a FROM main."t1"',
      'SELECT [t1].a FROM `t1`',
      "SELECT 't1'",
      'CREATE TABLE a (b REFERENCES t1(id))',
      'SELECT a FROM/**/t1--',
      'SELECT t1.a',
    ]
    for (const sql of named) assert.equal(says(sql, 't1'), true, sql)
    for (const sql of ['SELECT * FROM t10', 'SELECT * FROM "xt1"', 'INSERT INTO t1_old', 'SELECT _t1']) {
      assert.equal(says(sql, 't1'), false, sql)
    }
  })

  it('takes a name with other signs for what has it anywhere, with its quotes doubled or not', () => {
    assert.equal(says('SELECT * FROM "we""ird"', 'we"ird'), true)
    assert.equal(says('SELECT * FROM [we"ird]', 'we"ird'), true)
    assert.equal(says('SELECT * FROM "my table"', 'my table'), true)
    assert.equal(says('SELECT * FROM naïve', 'naïve'), true)
    assert.equal(says('SELECT * FROM na', 'naïve'), false)
  })

  it('is the same to the database', () => {
    const db = newDatabase()
    const piece = fc.constantFrom(
      't1',
      'T1',
      't',
      '1',
      '_',
      ' ',
      '"',
      '""',
      '.',
      'X',
      'x',
      'ï',
      '$',
      '\n',
      '(',
      "'",
      ',',
    )
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    const name = fc.oneof(
      fc.constantFrom('t1', 't', '1', 'x', 't_1'),
      text.filter((one) => one !== ''),
    )
    fc.assert(
      fc.property(text, fc.array(name, { minLength: 1, maxLength: 3 }), (sql, names) => {
        const query = mentionsQuery(names.map(asciiLower), sqlite.literal)
        const [{ values = [] } = {}] = db.exec(`SELECT ${query} FROM (SELECT ${sqlite.literal(sql)} AS sql)`)
        assert.equal(values[0]?.[0], Number(names.some((one) => says(sql, one))), JSON.stringify([sql, names]))
      }),
      { numRuns: 2000 },
    )
  })
})
