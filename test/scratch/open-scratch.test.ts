import assert from 'node:assert/strict'
import { it } from 'node:test'
import { openScratch } from '../../src/scratch/open-scratch.js'

for (const engine of ['sqlite', 'd1', 'durable-object'] as const) {
  it(`opens an empty database that speaks as ${engine} does`, async () => {
    const { adapter, close } = await openScratch(engine)
    assert.equal(adapter.engine, engine)
    assert.deepEqual(await adapter.query('SELECT name FROM sqlite_master'), [])
    const [enforced] = await adapter.query('SELECT foreign_keys AS enforced FROM pragma_foreign_keys')
    assert.deepEqual(enforced, { enforced: engine === 'sqlite' ? 0 : 1 })
    await adapter.run(['CREATE VIRTUAL TABLE note USING fts5(body)', "INSERT INTO note VALUES ('a heron')"])
    assert.deepEqual(await adapter.query("SELECT body FROM note WHERE note MATCH 'heron'"), [{ body: 'a heron' }])
    await close()
  })
}

it('opens an empty PostgreSQL', async () => {
  const { adapter, close } = await openScratch('postgresql')
  assert.deepEqual(await adapter.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"), [])
  await close()
})

it('keeps two apart', async () => {
  const [one, other] = await Promise.all([openScratch('sqlite'), openScratch('sqlite')])
  await one.adapter.run(['CREATE TABLE note (id INTEGER)'])
  assert.deepEqual(await other.adapter.query('SELECT name FROM sqlite_master'), [])
  await Promise.all([one.close(), other.close()])
})
