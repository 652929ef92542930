import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  bigInteger,
  blob,
  boolean,
  type ColumnType,
  column,
  createTable,
  date,
  dateTime,
  float,
  integer,
  json,
  numeric,
  raw,
  string,
  text,
} from 'limbeck/op'
import { apply, columns, newDatabase, values } from '../database.js'

const words: readonly (readonly [ColumnType, string])[] = [
  [integer(), 'INTEGER'],
  [bigInteger(), 'BIGINT'],
  [float(), 'FLOAT'],
  [numeric(), 'NUMERIC'],
  [numeric(10), 'NUMERIC(10)'],
  [numeric(10, 2), 'NUMERIC(10, 2)'],
  [boolean(), 'BOOLEAN'],
  [string(), 'VARCHAR'],
  [string(320), 'VARCHAR(320)'],
  [text(), 'TEXT'],
  [date(), 'DATE'],
  [dateTime(), 'DATETIME'],
  [dateTime({ timezone: true }), 'DATETIME'],
  [json(), 'JSON'],
  [blob(), 'BLOB'],
  [raw('DOUBLE PRECISION'), 'DOUBLE PRECISION'],
  [raw(''), ''],
]

describe('column types', () => {
  it("have SQLAlchemy's words on SQLite", async () => {
    const db = newDatabase()
    await apply(db, createTable('t', ...words.map(([type], at) => column(`c${at}`, type))))
    assert.deepEqual(
      columns(db, 't').map(([, type]) => type),
      words.map(([, word]) => word),
    )
  })

  it('make the row id of a single integer primary key', async () => {
    const db = newDatabase()
    await apply(db, createTable('t', column('id', integer(), { primaryKey: true })))
    db.run('INSERT INTO t DEFAULT VALUES')
    assert.deepEqual(values(db, 'SELECT id = rowid FROM t'), [1])
  })
})
