import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openDatabase } from '../../src/commands/database/open-database.js'
import { loadDriver } from '../../src/scratch/load-driver.js'
import { coded } from '../database.js'
import { folderWith } from '../folder.js'

describe('loadDriver', () => {
  it("takes the project's own package before the one beside Limbeck", async () => {
    const folder = folderWith({
      'node_modules/pg/package.json': '{ "name": "pg", "main": "index.js" }',
      'node_modules/pg/index.js': "exports.mine = 'yes'",
    })
    assert.equal((await loadDriver('pg', 'postgresql:', folder)).mine, 'yes')
    assert.equal(typeof (await loadDriver('pg', 'postgresql:', folderWith())).Client, 'function')
  })
  it('says in a sentence which package is missing', async () => {
    const wanted = 'postgresql: needs the package no-such-driver: npm install no-such-driver'
    await assert.rejects(loadDriver('no-such-driver', 'postgresql:', folderWith()), {
      code: 'driver-missing',
      message: wanted,
    })
  })
})

describe('openDatabase', () => {
  it('opens PGlite in a folder', async () => {
    const folder = folderWith()
    const { adapter, close } = await openDatabase('pglite:data', folder)
    assert.deepEqual(await adapter.query('SELECT 1 AS one'), [{ one: 1 }])
    await close()
  })
  it('reads a SQLite file that is not there as an empty one', async () => {
    const { adapter, close } = await openDatabase('sqlite:no/such.db', folderWith(), { readOnly: true })
    assert.deepEqual(await adapter.query('SELECT name FROM sqlite_master'), [])
    await close()
    await assert.rejects(
      openDatabase('sqlite:no/such.db', folderWith()),
      coded('database-unreachable', /no folder .*no/),
    )
  })
})
