import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { reflect, renderSchema } from 'limbeck/reflect'
import { recording } from 'limbeck/testing'
import { newDatabase } from '../database.js'
import { opens } from '../rebuild/databases.js'
import { sqliteSchemas } from './sqlite-schemas.js'

/** Some SQLites have no full-text search, and some take a name in quotes for a text. */
const notEverywhere = /USING fts|\(a\) DESC, "b"/

describe('reflection', () => {
  for (const [driver, open] of Object.entries(opens)) {
    it(`reads the same through ${driver}`, async () => {
      for (const script of sqliteSchemas.filter((one) => !notEverywhere.test(one))) {
        const local = newDatabase(script)
        const schema = await reflect(sqlJs(local))
        const [adapter, close] = await open()
        await adapter.run(renderSchema(schema, 'sqlite'))
        const { tables, views, triggers } = await reflect(adapter)
        const without = (all: typeof tables) => all.map(({ sql: _, ...table }) => table)
        assert.deepEqual([without(tables), views, triggers], [without(schema.tables), schema.views, schema.triggers])
        await close()
      }
    })
  }

  it('sends one statement, however many tables there are, in a transaction too', async () => {
    const adapter = recording(sqlJs(newDatabase('CREATE TABLE a (a); CREATE TABLE b (a); CREATE TABLE c (a)')))
    await reflect(adapter)
    assert.equal(adapter.statements.length, 1)
    await adapter.transaction(async (tx) => {
      const { tables } = await reflect({ ...tx, engine: 'sqlite' })
      assert.equal(tables.length, 3)
    })
  })

  it('leaves out what is not of the app', async () => {
    const script = `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t DEFAULT VALUES; CREATE INDEX i ON t (id); ANALYZE;
      CREATE TABLE limbeck_version (v); CREATE TABLE Limbeck_Journal (v); CREATE TABLE alembic_version (v); CREATE TRIGGER own AFTER INSERT ON limbeck_version BEGIN SELECT 1; END`
    const names = async (options = {}) =>
      (await reflect(sqlJs(newDatabase(script)), options)).tables.map((t) => t.table)
    assert.deepEqual(await names(), ['alembic_version', 't'])
    assert.deepEqual(await names({ versionTable: 'alembic_version' }), ['limbeck_version', 't'])
    assert.deepEqual((await reflect(sqlJs(newDatabase(script)))).triggers, [])
  })

  it('says what it leaves out', async () => {
    const { unreflected, tables } = await reflect(sqlJs(newDatabase('CREATE TABLE t (id INTEGER PRIMARY KEY DESC)')))
    assert.deepEqual(
      unreflected.map(({ kind, name }) => [kind, name]),
      [['primary key', 't']],
    )
    assert.equal(tables.length, 1)
  })

  it('names a table whose SQL it cannot read, and reads the others', async () => {
    const db = newDatabase('CREATE TABLE t (a); CREATE TABLE u (a); CREATE INDEX i ON t (a)')
    db.exec("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE t (a' WHERE name = 't'")
    const { unreflected, tables } = await reflect(sqlJs(db))
    assert.deepEqual(
      unreflected.map(({ kind, name, why }) => [kind, name, /Expected/.test(why)]),
      [['table', 't', true]],
    )
    assert.deepEqual(
      tables.map(({ table }) => table),
      ['u'],
    )
  })
})
