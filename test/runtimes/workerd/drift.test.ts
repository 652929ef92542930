import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type RunResult, upgrade } from 'limbeck'
import { d1 } from 'limbeck/adapters/d1'
import { compileModules } from '../../compile-modules.js'
import { type Met, meetDrift, revisions } from '../../runner/drift.js'
import { setOf } from '../../set-of.js'
import { countedClient } from './counted-client.js'
import { startWorkerd, type Workerd } from './start-workerd.js'

let workerd: Workerd
before(async () => {
  workerd = await startWorkerd('test/runtimes/workerd/drift-worker.ts', { databases: 3 })
})
after(() => workerd.stop())

const rows = [
  [
    { id: 1, a: 7 },
    { id: 2, a: 0 },
  ],
  [
    { id: 10, p: 1 },
    { id: 20, p: 2 },
  ],
]

describe('a compiled rebuild in workerd', () => {
  it('is part of the two round trips that a new D1 database takes, with a baseline and without', async () => {
    const set = setOf(await compileModules(() => revisions, 'd1'), [])
    assert.ok(set.baseline)
    const { baseline: _, ...replayed } = set
    for (const [name, migrations] of Object.entries({ DB0: set, DB2: replayed })) {
      const client = countedClient(await workerd.miniflare.getD1Database(name))
      const { steps }: RunResult = await upgrade(d1(client), migrations)
      assert.deepEqual([steps.length, client.trips.length], [3, 2])
      const adapter = d1(client)
      const found = await Promise.all(['p', 'c'].map((table) => adapter.query(`SELECT * FROM ${table} ORDER BY id`)))
      assert.deepEqual(found, rows)
      const copied = client.trips[1]?.some((sql) => /^CREATE TABLE "?_limbeck_new_p/.test(sql))
      assert.equal(copied, migrations === replayed, 'a baseline copies nothing')
    }
  })

  it('keeps the rows that refer to its table in a Durable Object', async () => {
    assert.deepEqual(await ask('upgrade', await compileModules(() => revisions, 'durable-object')), [3, ...rows])
  })

  it('stops on D1 when others changed the schema, naming each object, and changes nothing', async () => {
    const set = setOf(await compileModules(() => revisions, 'd1'), revisions)
    const met = await meetDrift(d1(await workerd.miniflare.getD1Database('DB1')), set)
    const { code, objects } = met.up as { code: string; objects: readonly { type: string; name: string }[] }
    assert.equal(code, 'schema-drift')
    assert.deepEqual(objects.map(({ type, name }) => `${type} ${name}`).sort(), [
      'index by_hand',
      'table p',
      'trigger sync_p',
    ])
    assert.equal(met.unchanged, true)
  })

  it('keeps in a Durable Object what others added', async () => {
    const met = (await ask('drift', await compileModules(() => revisions, 'durable-object'))) as Met
    assert.deepEqual(
      [met.up, met.down],
      [
        ['fill', 'last'],
        ['last', 'fill'],
      ],
    )
    assert.deepEqual(met.rows, [
      [
        { id: 1, a: 7, extra: '2' },
        { id: 2, a: 0, extra: '2' },
      ],
      rows[1],
    ])
    assert.ok(['by_hand', 'sync_p', 'last'].every((name) => met.objects.includes(name)))
    assert.deepEqual(met.synced, [
      { name: 'p', id: 1 },
      { name: 'p', id: 2 },
    ])
  })
})

async function ask(what: string, body: unknown): Promise<unknown> {
  const worker = await workerd.miniflare.getWorker()
  const response = await worker.fetch(`http://workerd/${what}-object/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return JSON.parse(text)
}
