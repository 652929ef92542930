import { assert } from 'chai'
import { migrator, StaleStoreError, upgrade } from 'limbeck'
import { recording } from 'limbeck/testing'
import { revisions } from '../../revisions.js'
import { describe, it } from './mocha.js'
import { column, oldRelease, oldStore, openStore, rejection } from './stores.js'

describe('two openings of one store', () => {
  it('never overwrite each other: the later save is refused and says so', async () => {
    const name = await oldStore()
    const [one, two] = [await openStore(name), await openStore(name)]
    one.db.run("INSERT INTO note (body) VALUES ('one')")
    two.db.run("INSERT INTO note (body) VALUES ('two')")
    const heard: StaleStoreError[] = []
    two.on('stale', (error) => heard.push(error))
    await one.save()
    const error = await rejection('stale-store', two.save())
    assert.instanceOf(error, StaleStoreError)
    assert.equal(error.store, name)
    assert.isAbove(error.saved, error.generation)
    assert.include(heard, error)
    await two.reload()
    assert.include(await column(two, 'SELECT body FROM note'), 'one')
    two.db.run("INSERT INTO note (body) VALUES ('two')")
    await two.save()
    one.close()
    two.close()
  })

  it('hear of each other at once', async () => {
    const name = await oldStore()
    const [one, two] = [await openStore(name), await openStore(name)]
    const heard = new Promise<StaleStoreError>((resolve) => two.on('stale', resolve))
    await one.save()
    assert.equal((await heard).code, 'stale-store')
    one.close()
    two.close()
  })

  it('keep what the new release upgraded when the old one saves', async () => {
    const name = await oldStore()
    const old = await openStore(name)
    await upgrade(old, oldRelease)
    old.db.run("INSERT INTO note (body) VALUES ('typed in the old tab')")
    const fresh = await openStore(name)
    await upgrade(fresh, revisions)
    await rejection('stale-store', old.save())
    await rejection('stale-store', upgrade(old, revisions))
    fresh.close()
    const again = await openStore(name)
    assert.deepEqual(await migrator(again, revisions).current(), ['index'])
    assert.deepEqual(await column(again, 'SELECT title FROM note'), ['heron', 'reed'])
    old.close()
    again.close()
  })

  it('upgrade once: the second takes what the first has saved', async () => {
    const name = await oldStore()
    const stores = [await openStore(name), await openStore(name), await openStore(name)]
    const results = await Promise.all(stores.map((store) => upgrade(store, revisions)))
    assert.deepEqual(results.map((result) => result.steps.length).sort(), [0, 0, 2])
    for (const store of stores) {
      assert.deepEqual(await migrator(store, revisions).current(), ['index'])
      assert.deepEqual(await column(store, "SELECT count(*) FROM limbeck_journal WHERE revision = 'tags'"), [1])
      store.close()
    }
  })

  it('lose no row that one saves while the other upgrades', async () => {
    const name = await oldStore()
    const [writer, runner] = [await openStore(name), await openStore(name)]
    let saved: Promise<void> | undefined
    const result = await upgrade(runner, revisions, 'head', {
      async onProgress() {
        if (saved) return
        writer.db.run("INSERT INTO note (body) VALUES ('late #note')")
        saved = writer.save()
        await saved
      },
    })
    assert.lengthOf(result.steps, 2)
    assert.deepEqual(await column(runner, 'SELECT title FROM note'), ['heron', 'reed', 'late'])
    await rejection('stale-store', writer.save())
    const again = await openStore(name)
    assert.deepEqual(await column(again, 'SELECT title FROM note'), ['heron', 'reed', 'late'])
    for (const store of [writer, runner, again]) store.close()
  })
})

describe('an upgrade of a store that is killed', () => {
  it('leaves the old release or the new one, whole, after every single event', async () => {
    const probe = recording(await openStore(await oldStore()))
    await upgrade(probe, revisions)
    const names = probe.events.map((event) => event.kind)
    assert.include(names, 'persist')
    for (let nth = 1; nth <= names.length; nth++) {
      const name = await oldStore()
      const store = await openStore(name)
      await upgrade(recording(store, { killAt: nth }), revisions).then(
        () => assert.fail(`event ${nth} did not fail`),
        () => store.close(),
      )
      const again = await openStore(name)
      assert.deepEqual(await migrator(again, revisions).current(), ['titles'], `event ${nth}: ${names[nth - 1]}`)
      assert.deepEqual(await column(again, 'SELECT body FROM note'), ['heron #bird', 'reed #plant #water'])
      await upgrade(again, revisions)
      assert.deepEqual(await column(again, 'SELECT title FROM note'), ['heron', 'reed'])
      again.close()
    }
  })
})
