import { assert } from 'chai'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { describe, it } from './mocha.js'
import { loadSql } from './sql.js'

describe('a store in IndexedDB', () => {
  it('holds what was saved when it is opened again', async () => {
    const SQL = await loadSql()
    const store = await openSqlJs(SQL, 'smoke')
    store.db.run('CREATE TABLE note (text TEXT)')
    store.db.run(`INSERT INTO note VALUES ('kept')`)
    await store.save()
    store.close()

    const again = await openSqlJs(SQL, 'smoke')
    assert.deepEqual(await again.query('SELECT text FROM note'), [{ text: 'kept' }])
    again.close()
  })
})
