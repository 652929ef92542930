import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type RevisionModule, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { column, integer, type Operations } from 'limbeck/op'
import { toSet } from '../../src/runner/to-set.js'
import { coded, newDatabase, objects } from '../database.js'

const createNote = (op: Operations) => op.createTable('note', column('id', integer(), { primaryKey: true }))
const note: RevisionModule = {
  revision: 'a',
  downRevision: null,
  upgrade: createNote,
  downgrade: (op) => op.dropTable('note'),
}

/** What one direction of the only revision is compiled to; undefined for a program. */
async function compiled(module: RevisionModule | string, direction: 'upgrade' | 'downgrade' = 'upgrade') {
  const set = await toSet([module], 'sqlite')
  const place = (await set.graph())[`${direction}Chunks`][0] ?? assert.fail()
  return Object.values((await set.chunk(place)).steps)[0]
}

describe('toSet', () => {
  it('makes a set of modules and SQL files, in one graph', async () => {
    const file = '-- second\n-- revision: b\n-- revises: a\n-- branch labels: main\n-- upgrade\nSELECT 1;\nSELECT 2;'
    const set = await toSet([note, file, { revision: 'x', downRevision: null, dependsOn: 'a' }], 'sqlite')
    const graph = await set.graph()
    assert.deepEqual([set.format, set.engine, set.heads], [1, 'sqlite', ['b', 'x']])
    assert.deepEqual(
      [graph.ids, graph.down, graph.needs],
      [
        ['a', 'b', 'x'],
        [[], [0], []],
        [[], [], [0]],
      ],
    )
    assert.deepEqual(graph.branches, { main: 1 })
    assert.deepEqual((await set.messages()).messages, ['', 'second', ''])
    const chunk = await set.chunk(graph.upgradeChunks[1] ?? assert.fail())
    assert.deepEqual(chunk.steps.b?.statements, ['SELECT 1', 'SELECT 2'])
  })

  it('does not count what others depend on as a head', async () => {
    const set = await toSet([note, { revision: 'x', downRevision: null, dependsOn: ['a'] }], 'sqlite')
    assert.deepEqual(set.heads, ['x'])
  })

  it('compiles both directions', async () => {
    const [up, down] = [await compiled(note), await compiled(note, 'downgrade')]
    assert.match(String(up?.statements?.[0]), /^CREATE TABLE note/)
    assert.deepEqual(down?.statements, ['DROP TABLE note'])
  })

  it('leaves programs to be run', async () => {
    for (const program of [
      { upgrade: async () => undefined },
      { upgrade: (op: Operations) => Promise.resolve().then(() => op.execute('SELECT 1')) },
      { upgrade: createNote, program: true },
    ]) {
      const module = { revision: 'a', downRevision: null, ...program }
      assert.equal(await compiled(module), undefined)
      assert.equal(await (await toSet([module], 'sqlite')).program('a'), module)
    }
  })

  it('compiles a merge, which has no code, to nothing, in both directions', async () => {
    const merge = { revision: 'm', downRevision: null }
    assert.deepEqual((await compiled(merge))?.statements, [])
    assert.deepEqual((await compiled(merge, 'downgrade'))?.statements, [])
  })

  it('does not take a missing downgrade for one that does nothing', async () => {
    assert.equal(await compiled({ ...note, downgrade: undefined } as unknown as RevisionModule, 'downgrade'), undefined)
    assert.equal(await compiled('-- revision: a\n-- upgrade\nSELECT 1', 'downgrade'), undefined)
  })

  it('calls a direction as a method of its module', async () => {
    const module = {
      ...note,
      table: 'mine',
      upgrade(this: { table: string }, op: Operations) {
        op.dropTable(this.table)
      },
    }
    assert.deepEqual((await compiled(module))?.statements, ['DROP TABLE mine'])
  })

  it('leaves a direction that throws to the run, whose error names the revision', async () => {
    const broken: RevisionModule = {
      revision: 'b',
      downRevision: 'a',
      upgrade(op) {
        op.bulkInsert('note', [{ id: Number.NaN }])
      },
    }
    await toSet([note, broken], 'sqlite')
    const db = newDatabase()
    await assert.rejects(upgrade(sqlJs(db), [note, broken]), {
      code: 'migration-failed',
      revision: 'b',
      message: /upgrade of b failed: op.bulkInsert: NaN cannot be stored/,
    })
    assert.deepEqual(objects(db), [])
  })

  const notRevisions: readonly unknown[] = [
    undefined,
    null,
    1,
    {},
    { revision: 'b' },
    { revision: 1, downRevision: null },
    { downRevision: null, upgrade: createNote },
    { default: note },
    () => note,
    Promise.resolve(note),
  ]
  for (const one of notRevisions) {
    it(`refuses ${one instanceof Object ? one.constructor.name : ''} ${JSON.stringify(one)}, and says which it is`, async () => {
      const set = toSet([note, one as RevisionModule], 'sqlite')
      await assert.rejects(
        set,
        coded('invalid-migrations', /Migration 2 is no revision: it must export 'revision' and/),
      )
    })
  }

  it('refuses text that is no SQL revision, and graphs that are none', async () => {
    await assert.rejects(toSet(['SELECT 1'], 'sqlite'), { code: 'invalid-revision' })
    await assert.rejects(toSet([note, note], 'sqlite'), { code: 'duplicate-revision' })
    await assert.rejects(toSet([{ ...note, downRevision: 'z' }], 'sqlite'), { code: 'missing-revision' })
  })
})
