import { assert } from 'chai'
import { migrator, upgrade } from 'limbeck'
import { revisions } from '../../revisions.js'
import { describe, it } from './mocha.js'
import { rawStore } from './raw-store.js'
import { column, newName, openStore, rejection } from './stores.js'

describe('a sql.js store', () => {
  it('is not written before something is saved', async () => {
    const name = newName()
    const store = await openStore(name)
    store.db.run('CREATE TABLE t (a)')
    store.close()
    const again = await openStore(name)
    assert.deepEqual(await column(again, 'SELECT name FROM sqlite_master'), [])
    again.close()
  })

  it('is saved by an upgrade, and found at head by the next start', async () => {
    const name = newName()
    const store = await openStore(name)
    assert.lengthOf((await upgrade(store, revisions)).steps, 4)
    store.close()
    const again = await openStore(name)
    assert.lengthOf((await upgrade(again, revisions)).steps, 0)
    assert.deepEqual(await column(again, 'SELECT title FROM note'), ['heron', 'reed'])
    again.close()
  })

  it('keeps its names and values in IndexedDB: this format is on disks for ever', async () => {
    const name = newName()
    const store = await openStore(name)
    store.db.run('CREATE TABLE t (a)')
    await store.save()
    const raw = await rawStore(name)
    const first = await raw.get('generation')
    await store.save()
    assert.deepEqual(await raw.keys(), ['generation', 'image'])
    assert.isAbove(Number(await raw.get('generation')), Number(first))
    assert.approximately(Number(first), Date.now(), 60_000)
    assert.deepEqual(await raw.get('image'), store.db.export())
    await upgrade(store, revisions)
    assert.deepEqual(await raw.keys(), ['generation', 'image', 'previous'])
    raw.close()
    store.close()
  })

  it('saves what was not saved before it upgrades', async () => {
    const name = newName()
    const store = await openStore(name)
    await upgrade(store, revisions, 'notes')
    store.db.run("INSERT INTO note (body) VALUES ('unsaved')")
    const broken = [
      ...revisions.slice(0, 1),
      { revision: 'x', downRevision: 'notes', upgrade: () => assert.fail('no') },
    ]
    await rejection('migration-failed', upgrade(store, broken))
    store.close()
    const again = await openStore(name)
    assert.include(await column(again, 'SELECT body FROM note'), 'unsaved')
    again.close()
  })

  it('keeps the image from before an upgrade until a later start is at head', async () => {
    const name = newName()
    const first = await openStore(name)
    await upgrade(first, revisions, 'notes')
    await upgrade(first, revisions)
    await upgrade(first, revisions)
    first.close()
    const raw = await rawStore(name)
    assert.include(await raw.keys(), 'previous', 'the same page is no later start')
    const old = await openStore(name, { image: 'previous' })
    assert.deepEqual(await migrator(old, revisions).current(), ['notes'])
    old.close()
    const second = await openStore(name)
    await upgrade(second, revisions)
    await until(async () => !(await raw.keys()).includes('previous'))
    await rejection('not-a-database', openStore(name, { image: 'previous' }))
    second.close()
    raw.close()
  })

  it('goes back to the image from before an upgrade when that is saved', async () => {
    const name = newName()
    const store = await openStore(name)
    await upgrade(store, revisions, 'notes')
    await upgrade(store, revisions)
    store.close()
    const old = await openStore(name, { image: 'previous' })
    await old.save()
    old.close()
    const again = await openStore(name)
    assert.deepEqual(await migrator(again, revisions).current(), ['notes'])
    again.close()
  })

  it('takes another file in place of its own, or refuses it and stays', async () => {
    const [name, other] = [newName(), newName()]
    const source = await openStore(other)
    await upgrade(source, revisions)
    const store = await openStore(name)
    await upgrade(store, revisions, 'notes')
    await rejection('not-a-database', store.replace(new TextEncoder().encode('{"no": "database"}'.repeat(100))))
    await rejection('not-a-database', store.replace(new Uint8Array()))
    assert.deepEqual(await migrator(store, revisions).current(), ['notes'])
    await store.replace(source.db.export())
    assert.deepEqual(await migrator(store, revisions).current(), ['index'])
    store.close()
    source.close()
    const again = await openStore(name)
    assert.deepEqual(await migrator(again, revisions).current(), ['index'])
    again.close()
  })

  it('keeps the settings of the connection when it saves', async () => {
    const store = await openStore(newName())
    store.db.run('PRAGMA foreign_keys = ON')
    await store.save()
    await upgrade(store, revisions)
    assert.deepEqual(await column(store, 'PRAGMA foreign_keys'), [1])
    store.close()
  })

  it('does not save in the middle of a transaction', async () => {
    const name = newName()
    const store = await openStore(name)
    store.db.run('CREATE TABLE t (a); BEGIN; INSERT INTO t VALUES (1)')
    const error = await store.save().then(
      () => undefined,
      (thrown: Error) => thrown,
    )
    assert.match(String(error?.message), /transaction/)
    store.db.run('COMMIT')
    await store.save()
    store.close()
    const again = await openStore(name)
    assert.deepEqual(await column(again, 'SELECT a FROM t'), [1])
    again.close()
  })

  it('writes many saves in their order', async () => {
    const name = newName()
    const store = await openStore(name)
    store.db.run('CREATE TABLE t (a)')
    const saves = Array.from({ length: 5 }, (_, at) => {
      store.db.run('INSERT INTO t VALUES (?)', [at])
      return store.save()
    })
    await Promise.all(saves)
    store.close()
    const again = await openStore(name)
    assert.deepEqual(await column(again, 'SELECT a FROM t'), [0, 1, 2, 3, 4])
    again.close()
  })
})

describe('what is no store', () => {
  for (const [what, value] of [
    ['other bytes', new Uint8Array(5000).fill(7)],
    ['no bytes at all', new Uint8Array()],
    ['something that is not bytes', 'notes'],
    ['the start of a database', new TextEncoder().encode('SQLite format 3\0')],
  ] as const) {
    it(`is refused by name, and not overwritten: ${what}`, async () => {
      const name = newName()
      const raw = await rawStore(name)
      await raw.put('image', value)
      const error = await rejection('not-a-database', openStore(name))
      assert.include(error.message, name)
      assert.deepEqual(await raw.get('image'), value)
      assert.deepEqual(await raw.keys(), ['image'])
      const empty = await openStore(name, { image: 'new' })
      assert.deepEqual(await raw.get('image'), value)
      await empty.save()
      empty.close()
      const again = await openStore(name)
      assert.deepEqual(await column(again, 'SELECT name FROM sqlite_master'), [])
      again.close()
      raw.close()
    })
  }

  it('is said when IndexedDB is missing', async () => {
    const { indexedDB } = globalThis
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true })
    try {
      const error = await rejection('store-unavailable', openStore(newName()))
      assert.include(error.message, 'IndexedDB')
    } finally {
      Object.defineProperty(globalThis, 'indexedDB', { value: indexedDB, configurable: true })
    }
  })
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 5000; !(await holds()); ) {
    if (Date.now() > end) assert.fail('it never came')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
