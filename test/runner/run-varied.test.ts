import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Adapter, downgrade, type RevisionModule, SchemaDriftError, upgrade, upgradeSql } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { column, integer, type Operations, text } from 'limbeck/op'
import type { Database } from 'sql.js'
import { checksum } from '../../src/runner/checksum.js'
import { batchAdapter } from '../batch-adapter.js'
import { newDatabase, objects, rows, values } from '../database.js'
import { compiledSet } from './compiled-set.js'
import { foreign, revisions } from './drift.js'

const schema = (db: Database) => rows(db, 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2')
const state = (db: Database) => ['p', 'c'].map((table) => rows(db, `SELECT * FROM ${table} ORDER BY id`))
const dump = (db: Database) => [schema(db), state(db), values(db, 'SELECT version_num FROM limbeck_version')]

describe('a compiled step with variants', () => {
  for (const enforced of ['ON', 'OFF']) {
    it(`leaves what the revisions themselves leave, with foreign keys ${enforced}, up and down`, async () => {
      const set = await compiledSet(revisions)
      const [one, other] = [
        newDatabase(`PRAGMA foreign_keys = ${enforced}`),
        newDatabase(`PRAGMA foreign_keys = ${enforced}`),
      ]
      await upgrade(sqlJs(one), set)
      await upgrade(sqlJs(other), revisions)
      assert.deepEqual(dump(one), dump(other))
      assert.deepEqual(state(one), [
        [
          [1, 7],
          [2, 0],
        ],
        [
          [10, 1],
          [20, 2],
        ],
      ])
      await downgrade(sqlJs(one), set, 'make')
      await downgrade(sqlJs(other), revisions, 'make')
      assert.deepEqual(dump(one), dump(other))
      assert.ok(!set.asked.some((name) => name.startsWith('program')), 'no program was asked for')
      assert.deepEqual(values(one, 'PRAGMA legacy_alter_table'), [0])
    })
  }

  for (const options of [{}, { transaction: 'revision' }] as const) {
    it(`keeps what others added, by the revision's own code, with ${JSON.stringify(options)}`, async () => {
      const set = await compiledSet(revisions)
      const db = newDatabase('PRAGMA foreign_keys = ON')
      await upgrade(sqlJs(db), set, 'make')
      await sqlJs(db).run(foreign)
      await upgrade(sqlJs(db), set, 'head', options)
      assert.deepEqual(state(db), [
        [
          [1, 7, '2'],
          [2, 0, '2'],
        ],
        [
          [10, 1],
          [20, 2],
        ],
      ])
      assert.ok(['by_hand', 'sync_p', 'last'].every((name) => objects(db).includes(name)))
      assert.deepEqual(
        set.asked.filter((name) => name.startsWith('program')),
        ['program fill'],
      )
      await downgrade(sqlJs(db), set, 'make', options)
      assert.ok(['by_hand', 'sync_p'].every((name) => objects(db).includes(name)))
      const ran = await Promise.all([0, 1, 2].map(async (at) => Object.values((await set.chunk(at)).steps)[0]))
      assert.ok(ran.some((step) => step?.variants))
      assert.deepEqual(
        values(db, 'SELECT checksum FROM limbeck_journal ORDER BY id').slice(0, 3),
        ran.map((step) => checksum(JSON.stringify(step?.variants ?? step?.statements))),
      )
    })
  }

  it('names what is in the way where its code does not come, and changes nothing', async () => {
    const set = await compiledSet(revisions)
    const db = newDatabase('PRAGMA foreign_keys = ON')
    await upgrade(sqlJs(db), set, 'make')
    await sqlJs(db).run(foreign)
    const before = dump(db)
    set.faults.set('program', () => {
      throw new TypeError('Failed to fetch')
    })
    await assert.rejects(upgrade(sqlJs(db), set), (error: SchemaDriftError) => {
      assert.ok(error instanceof SchemaDriftError)
      const { code, revision, direction, objects: named, message } = error
      assert.deepEqual([code, revision, direction], ['schema-drift', 'fill', 'upgrade'])
      assert.deepEqual(named, [
        { type: 'index', name: 'by_hand' },
        { type: 'table', name: 'p' },
        { type: 'trigger', name: 'sync_p' },
      ])
      assert.equal(
        message,
        'The schema is not what the upgrade of fill was compiled for: index by_hand, table p, trigger sync_p.',
      )
      assert.equal((error.cause as { code?: string }).code, 'chunk-unavailable')
      return true
    })
    assert.deepEqual(dump(db), before)
    assert.deepEqual(set.asked.slice(-2), ['program fill', 'program fill again'])
    set.faults.clear()
    await upgrade(sqlJs(db), set)
    assert.ok(objects(db).includes('last'))
  })

  it("runs in the caller's transaction, and stays in it", async () => {
    const set = await compiledSet(revisions)
    const db = newDatabase('PRAGMA foreign_keys = ON; BEGIN')
    const adapter: Adapter = sqlJs(db, { external: true })
    await upgrade(adapter, set, 'make')
    db.exec('CREATE INDEX by_hand ON p (a)')
    await upgrade(adapter, set)
    assert.ok(objects(db).includes('by_hand'))
    db.exec('ROLLBACK')
    assert.deepEqual(objects(db), [])
  })

  it('says what a gate said, and where', async () => {
    const [make] = revisions as [RevisionModule]
    const strict = {
      revision: 'strict',
      downRevision: 'make',
      upgrade: (op: Operations) => op.alterColumn('p', 'a', { nullable: false }),
    }
    // Compiled on a database without the rows that are in the way.
    const empty: RevisionModule = {
      ...make,
      upgrade: (op) => op.createTable('p', column('id', integer(), { primaryKey: true }), column('a', text())),
      downgrade: (op) => op.dropTable('p'),
    }
    for (const [adapterOf, engine] of [
      [sqlJs, 'sqlite'],
      [batchAdapter, 'd1'],
    ] as const) {
      const set = await compiledSet([empty, strict], { engine })
      const db = newDatabase('PRAGMA foreign_keys = ON')
      await upgrade(adapterOf(db), set, 'make')
      db.exec('INSERT INTO p VALUES (1, NULL)')
      const before = schema(db)
      await assert.rejects(upgrade(adapterOf(db), set), (error) => {
        const { revision, cause } = error as { revision?: string; cause?: { code?: string; message?: string } }
        assert.deepEqual([revision, cause?.code], ['strict', 'rebuild-stopped'])
        assert.match(String(cause?.message), /1 rows of 'p' have NULL/)
        return true
      })
      assert.deepEqual(schema(db), before)
      assert.deepEqual(values(db, 'PRAGMA legacy_alter_table'), [0])
    }
  })
})

describe('a compiled step with variants in a batch', () => {
  for (const indexed of [true, false]) {
    it(`is part of the batch of all steps, where errors ${indexed ? 'have' : 'have no'} index`, async () => {
      const set = await compiledSet(revisions, { engine: 'd1' })
      const [db, other] = [newDatabase('PRAGMA foreign_keys = ON'), newDatabase('PRAGMA foreign_keys = ON')]
      await upgrade(batchAdapter(db, { indexed }), set)
      await upgrade(batchAdapter(other), revisions)
      assert.deepEqual(dump(db), dump(other))
    })

    it(`names what is in the way, and changes nothing, where errors ${indexed ? 'have' : 'have no'} index`, async () => {
      const set = await compiledSet(revisions, { engine: 'd1' })
      const db = newDatabase('PRAGMA foreign_keys = ON')
      await upgrade(batchAdapter(db, { indexed }), set, 'make')
      await sqlJs(db).run(foreign)
      db.exec(`CREATE INDEX "it's: by ""hand""" ON p (id)`)
      const before = dump(db)
      await assert.rejects(upgrade(batchAdapter(db, { indexed }), set), (error: SchemaDriftError) => {
        assert.ok(error instanceof SchemaDriftError, String(error))
        assert.deepEqual([error.revision, error.direction], ['fill', 'upgrade'])
        assert.deepEqual(error.objects.map(({ name }) => name).sort(), ['by_hand', `it's: by "hand"`, 'p', 'sync_p'])
        return true
      })
      assert.deepEqual(dump(db), before)
    })
  }

  it('takes the variant of the settings that there are', async () => {
    for (const enforced of ['ON', 'OFF']) {
      const set = await compiledSet(revisions, { engine: 'd1', enforced: [false, true] })
      const [db, other] = [
        newDatabase(`PRAGMA foreign_keys = ${enforced}`),
        newDatabase(`PRAGMA foreign_keys = ${enforced}`),
      ]
      await upgrade(batchAdapter(db), set)
      await upgrade(sqlJs(other), revisions)
      assert.deepEqual(dump(db), dump(other))
    }
  })
})

describe('a compiled step with variants in a script', () => {
  it('is written as the first of them, which fails where the schema is another', async () => {
    const set = await compiledSet(revisions)
    const [db, other, drifted] = [newDatabase(), newDatabase(), newDatabase()]
    db.exec(await upgradeSql(set))
    await upgrade(sqlJs(other), set)
    assert.deepEqual([schema(db), state(db)], [schema(other), state(other)])
    drifted.exec(await upgradeSql(set, 'make'))
    await sqlJs(drifted).run(foreign)
    const script = await upgradeSql(set, 'make:head')
    assert.throws(() => drifted.exec(script), /limbeck gate: drift of fill: .*by_hand/)
    drifted.exec('ROLLBACK')
    assert.deepEqual(values(drifted, 'SELECT version_num FROM limbeck_version'), ['make'])
  })
})
