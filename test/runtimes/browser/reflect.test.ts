import { assert } from 'chai'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { reflect, renderSchema } from 'limbeck/reflect'
import { describe, it } from './mocha.js'
import { loadSql } from './sql.js'

describe('reflection in a browser', () => {
  it('reads a store, and makes what it read anew', async () => {
    const SQL = await loadSql()
    const [one, other] = [await openSqlJs(SQL, 'reflected'), await openSqlJs(SQL, 'made anew')]
    one.db.run(`CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT 'none', parent REFERENCES note);
      CREATE INDEX ix ON note (title DESC) WHERE parent IS NULL; CREATE VIEW v AS SELECT id FROM note`)
    const schema = await reflect(one)
    assert.deepEqual(
      schema.tables.map(({ table, columns, indexes }) => [table, columns.length, indexes.length]),
      [['note', 3, 1]],
    )
    await other.run(renderSchema(schema, 'sqlite'))
    const [made] = (await reflect(other)).tables
    assert.deepEqual({ ...made, sql: '' }, { ...schema.tables[0], sql: '' } as never)
    one.close()
    other.close()
  })
})
