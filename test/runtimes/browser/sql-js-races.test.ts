import { assert } from 'chai'
import { migrator, upgrade } from 'limbeck'
import type { Operations } from 'limbeck/op'
import { revisions } from '../../revisions.js'
import { describe, it } from './mocha.js'
import { rawStore } from './raw-store.js'
import { column, newName, oldRelease, oldStore, openStore, rejection, type Store } from './stores.js'

/** What a page that loads now finds. */
async function found(name: string, sql = 'SELECT title FROM note'): Promise<unknown[]> {
  const store = await openStore(name)
  const [rows, values] = [await migrator(store, revisions).current(), await column(store, sql)]
  store.close()
  return [rows.join(), ...values]
}

describe('what an app does while its store is upgraded', () => {
  for (const [what, act] of [
    ['reloads', (store: Store) => store.reload()],
    ['saves', (store: Store) => store.save()],
    ['closes', async (store: Store) => store.close()],
  ] as const) {
    it(`waits for the run: it ${what}`, async () => {
      const name = await oldStore()
      const store = await openStore(name)
      let acted: Promise<unknown> | undefined
      const result = await upgrade(store, revisions, 'head', { onProgress: () => void (acted ??= act(store)) })
      await acted
      assert.deepEqual(result.to, ['index'])
      assert.deepEqual(await found(name), ['index', 'heron', 'reed'])
    })
  }

  it('waits for the run: it takes another file', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    const other = store.db.export()
    let acted: Promise<unknown> | undefined
    await upgrade(store, revisions, 'head', { onProgress: () => void (acted ??= store.replace(other)) })
    await acted
    assert.deepEqual(await found(name), ['titles', '', ''])
    store.close()
  })

  it('is refused as a whole when it ends the transaction', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    let ended = false
    const outcome = upgrade(store, revisions, 'head', {
      onProgress({ step }) {
        if (step !== 2 || ended) return
        ended = true
        store.db.run('ROLLBACK')
      },
    })
    await rejection('migration-failed', outcome)
    assert.deepEqual(await migrator(store, revisions).current(), ['titles'])
    assert.deepEqual(await found(name), ['titles', '', ''])
    assert.lengthOf((await upgrade(store, revisions)).steps, 2)
    store.close()
  })
})

describe('saves, reloads and closing', () => {
  it('go one after the other, so that nothing old is saved over something new', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    store.db.run("UPDATE note SET title = 'precious'")
    await Promise.all([store.save(), store.reload(), store.save()])
    assert.deepEqual(await found(name), ['titles', 'precious', 'precious'])
    store.db.run("UPDATE note SET title = 'lost'")
    await Promise.all([store.reload(), store.save()])
    assert.deepEqual(await found(name), ['titles', 'precious', 'precious'])
    store.close()
  })

  it('save what was asked to be saved before closing', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    store.db.run("UPDATE note SET title = 'last words'")
    const saved = store.save()
    store.close()
    await saved
    assert.deepEqual(await found(name), ['titles', 'last words', 'last words'])
  })

  it('go on when a listener throws', async () => {
    const name = await oldStore()
    const [one, two] = [await openStore(name), await openStore(name)]
    const thrown = new Promise((resolve) => {
      const heard = (event: PromiseRejectionEvent) => {
        event.preventDefault()
        resolve(event.reason)
      }
      addEventListener('unhandledrejection', heard, { once: true })
    })
    two.on('stale', () => assert.fail('the listener'))
    await one.save()
    await rejection('stale-store', two.save())
    assert.match(String(await thrown), /the listener/)
    one.close()
    two.close()
  })
})

describe('storage that is cleared while a page is open', () => {
  const clear = async (name: string) => {
    const raw = await rawStore(name)
    await raw.clear()
    raw.close()
  }

  it('is filled again by the page that has the only copy', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    await clear(name)
    await store.save()
    assert.deepEqual(await found(name), ['titles', '', ''])
    await clear(name)
    await upgrade(store, revisions)
    assert.deepEqual(await found(name), ['index', 'heron', 'reed'])
    store.close()
  })

  it('does not let an old page overwrite what a new one made in the meantime', async () => {
    const name = await oldStore()
    const old = await openStore(name)
    await clear(name)
    const fresh = await openStore(name)
    await upgrade(fresh, revisions)
    await rejection('stale-store', old.save())
    assert.deepEqual(await found(name), ['index', 'heron', 'reed'])
    old.close()
    fresh.close()
  })

  it('can be deleted: nobody waits for a page that has it open', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(`limbeck:${name}`)
      request.onsuccess = resolve
      request.onerror = reject
    })
    store.close()
    assert.deepEqual(await found(name, 'SELECT name FROM sqlite_master'), [''])
  })

  it('is written again by a page that has the only copy, when it was deleted', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(`limbeck:${name}`)
      request.onsuccess = resolve
      request.onerror = reject
    })
    await store.save()
    await upgrade(store, revisions)
    assert.deepEqual(await found(name), ['index', 'heron', 'reed'])
    store.close()
  })
})

describe('an autocommit block that fails', () => {
  it('leaves in memory what is on disk: what was before it, and it is not lost by a save', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    const broken = {
      revision: 'broken',
      downRevision: 'index',
      upgrade: (op: Operations) => op.autocommitBlock(() => op.execute('INSERT INTO nowhere VALUES (1)')),
    }
    await rejection('migration-failed', upgrade(store, [...revisions, broken]))
    const rows = 'SELECT version_num FROM limbeck_version'
    assert.deepEqual(await column(store, rows), ['index'])
    await store.save()
    store.close()
    const again = await openStore(name)
    assert.deepEqual(await column(again, rows), ['index'])
    again.close()
  })
})

describe('the image from before', () => {
  it('stays while it is what a page has opened', async () => {
    const name = newName()
    const store = await openStore(name)
    await upgrade(store, oldRelease)
    await upgrade(store, revisions)
    store.close()
    const back = await openStore(name, { image: 'previous' })
    await upgrade(back, oldRelease)
    const raw = await rawStore(name)
    assert.include(await raw.keys(), 'previous')
    await back.save()
    back.close()
    assert.deepEqual(await found(name), ['titles', '', ''])
    raw.close()
  })

  it('is from before the whole run, also where each revision is a transaction of its own', async () => {
    const name = await oldStore()
    const store = await openStore(name)
    assert.lengthOf((await upgrade(store, revisions, 'head', { transaction: 'revision' })).steps, 2)
    store.close()
    const back = await openStore(name, { image: 'previous' })
    assert.deepEqual(await column(back, 'SELECT version_num FROM limbeck_version'), ['titles'])
    back.close()
  })

  it('is not forgotten by a page that loaded before the upgrade', async () => {
    const name = newName()
    const first = await openStore(name)
    await upgrade(first, revisions.slice(0, 1))
    await upgrade(first, oldRelease)
    first.close()
    const old = await openStore(name)
    const fresh = await openStore(name)
    await upgrade(fresh, revisions)
    await upgrade(old, oldRelease)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const back = await openStore(name, { image: 'previous' })
    assert.deepEqual(await migrator(back, revisions).current(), ['titles'])
    for (const store of [old, fresh, back]) store.close()
  })
})

describe('a version change', () => {
  it('is heard by the other tabs, with the rows before and after', async () => {
    const name = await oldStore()
    const [old, fresh] = [await openStore(name), await openStore(name)]
    const heard = new Promise((resolve) => old.on('versionchange', resolve))
    await upgrade(fresh, revisions)
    assert.deepInclude((await heard) as object, { from: ['titles'], to: ['index'] })
    old.close()
    fresh.close()
  })

  it('is not announced by a run that fails', async () => {
    const name = await oldStore()
    const [old, fresh] = [await openStore(name), await openStore(name)]
    const broken = [
      ...oldRelease,
      { revision: 'x', downRevision: 'titles', upgrade: (op: Operations) => op.execute('no') },
    ]
    const heard: unknown[] = []
    old.on('versionchange', (change) => heard.push(change))
    await rejection('migration-failed', upgrade(fresh, broken))
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(heard, [])
    old.close()
    fresh.close()
  })
})

describe('a first start that fails', () => {
  it('says which revision it was, and leaves nothing: the next one goes through', async () => {
    const name = newName()
    const store = await openStore(name)
    const broken = [
      ...revisions,
      { revision: 'x', downRevision: 'index', upgrade: (op: Operations) => op.execute('no') },
    ]
    const error = await rejection('migration-failed', upgrade(store, broken))
    assert.include(error.message, 'upgrade of x failed')
    assert.deepEqual(await column(store, 'SELECT name FROM sqlite_master'), [])
    assert.lengthOf((await upgrade(store, revisions)).steps, 4)
    store.close()
    assert.deepEqual(await found(name), ['index', 'heron', 'reed'])
  })
})
