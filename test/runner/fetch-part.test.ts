import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ChunkUnavailableError, migrator, type RevisionModule, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import type { Operations } from 'limbeck/op'
import { newDatabase, objects } from '../database.js'
import { compiledSet, type HandMade } from './compiled-set.js'

const revisions: readonly RevisionModule[] = ['a', 'b', 'c'].map((revision, at, all) => ({
  revision,
  downRevision: all[at - 1] ?? null,
  upgrade: (op: Operations) => op.execute(`CREATE TABLE ${revision} (id)`),
  downgrade: (op: Operations) => op.execute(`DROP TABLE ${revision}`),
}))
const offline = () => {
  throw new TypeError('Failed to fetch dynamically imported module')
}
const tables = ['a', 'b', 'c']
const applied = (db: ReturnType<typeof newDatabase>) => objects(db).filter((name) => tables.includes(String(name)))
const missing = (error: unknown) => {
  const { name, code, cause } = error as ChunkUnavailableError
  assert.deepEqual([name, code], ['ChunkUnavailableError', 'chunk-unavailable'])
  assert.ok(cause === undefined || cause instanceof TypeError)
  return true
}

describe('a part of a compiled set that does not come', () => {
  for (const part of ['graph', 'chunk 0', 'chunk 2', 'chunk 5', 'baseline']) {
    it(`is asked for once more under another address: ${part}`, async () => {
      const set = await setWith(part)
      const db = newDatabase()
      let calls = 0
      set.faults.set(part, () => {
        set.faults.delete(part)
        calls++
        return offline()
      })
      await upgrade(sqlJs(db), set)
      assert.deepEqual([calls, applied(db)], [1, tables])
      assert.deepEqual(set.asked.filter((name) => name.startsWith(part)).slice(0, 2), [part, `${part} again`])
    })

    it(`is an error before anything was changed, and none when the network is back: ${part}`, async () => {
      const set = await setWith(part)
      const db = newDatabase()
      const { upgrade: up } = migrator(sqlJs(db), set)
      set.faults.set(part, offline)
      await assert.rejects(up(), missing)
      assert.deepEqual(objects(db), [])
      set.faults.clear()
      await up()
      assert.deepEqual(applied(db), tables)
    })

    it(`is of another release, or was cut off: ${part}`, async () => {
      for (const checksum of ['of another release', undefined]) {
        const set = await setWith(part)
        const db = newDatabase()
        set.faults.set(part, () => ({ checksum, steps: {}, statements: [] }))
        await assert.rejects(upgrade(sqlJs(db), set), missing)
        assert.deepEqual(objects(db), [])
      }
    })
  }

  it('is nothing to a database at head', async () => {
    const set = await compiledSet(revisions)
    const db = newDatabase()
    await upgrade(sqlJs(db), set)
    set.faults.set('', offline)
    set.asked.length = 0
    assert.deepEqual((await upgrade(sqlJs(db), set)).steps, [])
    assert.deepEqual(set.asked, [])
  })

  it('is fetched only where it is on the way', async () => {
    const set = await compiledSet(revisions)
    const db = newDatabase()
    await upgrade(sqlJs(db), set, 'b', { journal: { downgrades: 0 } })
    set.asked.length = 0
    await upgrade(sqlJs(db), set, 'head', { journal: { downgrades: 0 } })
    assert.deepEqual(set.asked, ['graph', 'chunk 2'])
  })
})

describe('the messages of a compiled set', () => {
  const options = { onProgress: () => undefined }

  it('are fetched for whoever is told of the steps, before anything is changed, and for nobody else', async () => {
    const set = await compiledSet(revisions)
    const db = newDatabase()
    set.faults.set('messages', offline)
    await assert.rejects(upgrade(sqlJs(db), set, 'head', options), missing)
    assert.deepEqual(objects(db), [])
    assert.deepEqual(
      set.asked.filter((name) => name.startsWith('messages')),
      ['messages', 'messages again'],
    )
    set.asked.length = 0
    await upgrade(sqlJs(db), set)
    await upgrade(sqlJs(db), set, 'head', options)
    assert.ok(!set.asked.includes('messages'))
    assert.deepEqual(applied(db), tables)
  })

  it('are fetched by the verbs that show them', async () => {
    const set = await compiledSet(revisions.map((one) => ({ ...one, message: `make ${one.revision}` })))
    const { plan, history, show, heads, branches, check, current } = migrator(sqlJs(newDatabase()), set)
    assert.deepEqual(
      (await plan()).steps.map(({ message }) => message),
      ['make a', 'make b', 'make c'],
    )
    assert.deepEqual(
      (await plan('b')).steps.map(({ message }) => message),
      ['make a', 'make b'],
    )
    for (const shown of [history(), show('c'), heads()]) assert.equal((await shown)[0]?.message, 'make c')
    await branches()
    assert.equal(set.asked.filter((name) => name === 'messages').length, 6)
    await check()
    await current()
    assert.equal(set.asked.filter((name) => name === 'messages').length, 6)
  })
})

describe('revisions that were not compiled', () => {
  it('fail with the words of whoever loads them, asked once', async () => {
    let calls = 0
    const lazy = {
      revision: 'a',
      downRevision: null,
      async load(): Promise<RevisionModule> {
        calls++
        return { revision: 'b', downRevision: null }
      },
    }
    const options = { journal: { downgrades: 0 } }
    await assert.rejects(upgrade(sqlJs(newDatabase()), [lazy], 'head', options), { code: 'invalid-revision' })
    assert.equal(calls, 1)
  })

  it('are asked for once more where they do not come', async () => {
    let calls = 0
    const lazy = {
      revision: 'a',
      downRevision: null,
      async load(): Promise<RevisionModule> {
        if (calls++ === 0) offline()
        return { ...(revisions[0] as RevisionModule) }
      },
    }
    const db = newDatabase()
    await upgrade(sqlJs(db), [lazy])
    assert.deepEqual(applied(db), ['a'])
  })
})

/** A set with a baseline only where that is what is looked at: otherwise it would be taken. */
const setWith = (part: string): Promise<HandMade> =>
  compiledSet(revisions, part === 'baseline' ? { baseline: tables.map((name) => `CREATE TABLE ${name} (id)`) } : {})
