import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { downgrade, type MigrationSet, type RevisionModule, upgrade, type Variant } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { redoChanged } from 'limbeck/development'
import { toSet } from '../../src/runner/to-set.js'
import { newDatabase, values } from '../database.js'

/** A revision that makes a table, and takes it away. */
const making = (
  revision: string,
  downRevision: string | readonly string[] | null,
  table = revision,
): RevisionModule => ({
  revision,
  downRevision,
  upgrade: (op) => op.execute(`CREATE TABLE ${table} (id)`),
  downgrade: (op) => op.execute(`DROP TABLE ${table}`),
})
const set = (...revisions: readonly RevisionModule[]): Promise<MigrationSet> => toSet(revisions, 'sqlite')
const tables = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'limbeck_%' AND type = 'table' ORDER BY rowid"

const at = async (...revisions: readonly RevisionModule[]) => {
  const db = newDatabase()
  await upgrade(sqlJs(db), await set(...revisions), 'heads')
  return { db, adapter: sqlJs(db) }
}

describe('a revision that was changed after it ran', () => {
  it('is taken back as it ran, with what stands on it, and run as it is', async () => {
    const { db, adapter } = await at(making('a', null), making('b', 'a'), making('c', 'b'))
    const now = await set(making('a', null), making('b', 'a', 'better'), making('c', 'b'))
    assert.deepEqual(await redoChanged(adapter, now), { changed: ['b'], undone: ['c', 'b'], stuck: [] })
    assert.deepEqual(values(db, tables), ['a'])
    await upgrade(adapter, now)
    assert.deepEqual(values(db, tables), ['a', 'better', 'c'])
    assert.deepEqual(await redoChanged(adapter, now), { changed: [], undone: [], stuck: [] })
  })
  it('is the base', async () => {
    const { db, adapter } = await at(making('a', null), making('b', 'a'))
    const now = await set(making('a', null, 'better'), making('b', 'a'))
    assert.deepEqual((await redoChanged(adapter, now)).undone, ['b', 'a'])
    assert.deepEqual(values(db, tables), [])
  })
  it('leaves other branches alone', async () => {
    const { db, adapter } = await at(making('a', null), making('b', 'a'), making('c', 'a'))
    const now = await set(making('a', null), making('b', 'a', 'better'), making('c', 'a'))
    assert.deepEqual((await redoChanged(adapter, now)).undone, ['b'])
    await upgrade(adapter, now, 'heads')
    assert.deepEqual(values(db, tables), ['a', 'c', 'better'])
  })
  it('is named and left where the journal keeps no way back', async () => {
    const db = newDatabase()
    const old = await set(making('a', null), making('b', 'a'))
    await upgrade(sqlJs(db), old, 'head', { journal: { downgrades: 1 } })
    const now = await set(making('a', null, 'better'), making('b', 'a'))
    assert.deepEqual(await redoChanged(sqlJs(db), now), { changed: ['a'], undone: [], stuck: ['a'] })
    assert.deepEqual(values(db, tables), ['a', 'b'])
  })
  it('is compared with the last time that it ran', async () => {
    const { adapter } = await at(making('a', null))
    const now = await set(making('a', null, 'better'))
    await redoChanged(adapter, now)
    await upgrade(adapter, now)
    await downgrade(adapter, now, 'base')
    assert.deepEqual((await redoChanged(adapter, now)).changed, [])
    await upgrade(adapter, now)
    assert.deepEqual((await redoChanged(adapter, now)).changed, [])
  })
  it('follows another one now, which ran after it or not at all', async () => {
    const { db, adapter } = await at(making('a', null), making('b', 'a'), making('c', 'b'))
    const now = await set(making('a', null), making('new', 'a'), making('b', 'new'), making('c', 'b'))
    assert.deepEqual(await redoChanged(adapter, now), { changed: ['b'], undone: ['c', 'b'], stuck: [] })
    await upgrade(adapter, now)
    assert.deepEqual(values(db, tables), ['a', 'new', 'b', 'c'])
    const other = await set(making('a', null), making('c', 'a'), making('b', 'c'), making('new', 'b'))
    assert.deepEqual((await redoChanged(adapter, other)).undone, ['c', 'b', 'new'])
    await upgrade(adapter, other)
    assert.deepEqual(values(db, tables), ['a', 'c', 'b', 'new'])
    assert.deepEqual((await redoChanged(adapter, other)).changed, [])
  })
  it('depends on another one now', async () => {
    const { db, adapter } = await at(making('a', null), making('b', 'a'))
    const now = await set(making('a', null), making('z', null), { ...making('b', 'a'), dependsOn: 'z' })
    assert.deepEqual((await redoChanged(adapter, now)).undone, ['b'])
    await upgrade(adapter, now, 'heads')
    assert.deepEqual(values(db, tables), ['a', 'z', 'b'])
    assert.deepEqual((await redoChanged(adapter, now)).changed, [])
    const again = await set(making('a', null), making('z', null), making('b', 'a'))
    assert.deepEqual((await redoChanged(adapter, again)).undone, ['b'])
    await upgrade(adapter, again, 'heads')
    assert.deepEqual((await redoChanged(adapter, again)).changed, [])
  })
  it('is stuck where it followed what is gone', async () => {
    const { db, adapter } = await at(making('a', null), making('b', 'a'), making('c', 'b'))
    const now = await set(making('a', null), making('c', 'a'))
    assert.deepEqual(await redoChanged(adapter, now), { changed: ['c'], undone: [], stuck: ['c'] })
    assert.deepEqual(values(db, tables), ['a', 'b', 'c'])
  })
  it('is not known where there is no journal', async () => {
    const db = newDatabase(
      "CREATE TABLE limbeck_version (version_num VARCHAR(32)); INSERT INTO limbeck_version VALUES ('a')",
    )
    const found = await redoChanged(sqlJs(db), await set(making('a', null)))
    assert.deepEqual(found, { changed: [], undone: [], stuck: [] })
  })
  it('is looked for only where all that is applied is known', async () => {
    const { adapter } = await at(making('a', null), making('b', 'a'))
    assert.deepEqual((await redoChanged(adapter, await set(making('a', null, 'better')))).changed, [])
  })
  it('is none that only got more variants, as on D1 where later revisions lead to other schemas', async () => {
    const { adapter } = await at()
    const variant = (sql: string): Variant => ({ drift: 'SELECT 1, 2 WHERE 0', statements: [sql], copies: [] })
    const varied = async (...variants: readonly Variant[]): Promise<MigrationSet> => {
      const plain = await set(making('a', null))
      const { upgradeChunks } = await plain.graph()
      return {
        ...plain,
        chunk: async (at) => (at === upgradeChunks[0] ? { steps: { a: { variants } } } : plain.chunk(at)),
      }
    }
    const [one, other] = [variant('CREATE TABLE a (id)'), variant('CREATE TABLE "a" (id)')]
    await upgrade(adapter, await varied(one))
    assert.deepEqual((await redoChanged(adapter, await varied(one, other))).changed, [])
    assert.deepEqual((await redoChanged(adapter, await varied(other, one))).changed, ['a'])
  })
  it('carries the values of statements back as they were', async () => {
    const bytes: RevisionModule = {
      ...making('b', 'a'),
      upgrade: (op) => op.bulkInsert('a', [{ id: new Uint8Array([0, 255]) }, { id: 2n ** 60n }]),
      downgrade: (op) => op.execute(['DELETE FROM a WHERE id IN (?, ?)', new Uint8Array([0, 255]), 2n ** 60n] as never),
    }
    const { db, adapter } = await at(making('a', null), bytes)
    const now = await set(making('a', null), { ...bytes, upgrade: (op) => op.bulkInsert('a', [{ id: 1 }]) })
    assert.deepEqual((await redoChanged(adapter, now)).undone, ['b'])
    assert.deepEqual(values(db, 'SELECT count(*) FROM a'), [0])
  })
})
