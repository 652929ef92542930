import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { current, upgrade } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { recording } from 'limbeck/testing'
import initSqlJs from 'sql.js'
import { revisions } from '../revisions.js'

const SQL = await initSqlJs()

async function notebook() {
  const db = new SQL.Database()
  await upgrade(sqlJs(db), revisions, 'notes')
  db.run("INSERT INTO note (body) VALUES ('mine')")
  return db
}

/** How many events an undisturbed upgrade has. */
async function events(): Promise<number> {
  const adapter = recording(sqlJs(await notebook()))
  await upgrade(adapter, revisions)
  return adapter.events.length
}

describe('an upgrade that is stopped at any event', () => {
  for (const how of ['failAt', 'killAt'] as const) {
    it(`leaves the database as it was, and the next one goes through: ${how}`, async () => {
      const count = await events()
      assert.ok(count > 10)
      for (let nth = 1; nth <= count; nth++) {
        const db = await notebook()
        const before = db.export()
        await assert.rejects(upgrade(recording(sqlJs(db), { [how]: nth }), revisions), `event ${nth}`)
        assert.deepEqual(db.export(), before, `event ${nth}`)
        await upgrade(sqlJs(db), revisions)
        assert.deepEqual(db.exec('SELECT body FROM note')[0]?.values.flat(), [
          'heron #bird',
          'reed #plant #water',
          'mine',
        ])
        assert.deepEqual(await current(sqlJs(db), revisions), ['index'])
      }
    })
  }
})

describe('two runners on one database', () => {
  /** An adapter in whose transactions `first` has always just been. */
  const late = (db: InstanceType<typeof SQL.Database>, first: () => Promise<unknown>) => {
    const adapter = sqlJs(db)
    return {
      ...adapter,
      transaction: (async (work, options) => {
        await first()
        return adapter.transaction(work, options)
      }) as typeof adapter.transaction,
    }
  }

  it('apply each revision once: the later one sees the guard fail, reads again and is done', async () => {
    const db = await notebook()
    const result = await upgrade(
      late(db, () => upgrade(sqlJs(db), revisions)),
      revisions,
    )
    assert.deepEqual(result, { from: ['index'], to: ['index'], steps: [] })
    assert.equal(db.exec("SELECT count(*) FROM limbeck_journal WHERE revision = 'index'")[0]?.values[0]?.[0], 1)
  })

  it('share the work when the first does a part of it', async () => {
    const db = await notebook()
    let once = 0
    const part = async () => (once++ === 0 ? upgrade(sqlJs(db), revisions, 'titles') : undefined)
    const result = await upgrade(late(db, part), revisions)
    assert.deepEqual([result.from, result.to], [['titles'], ['index']])
  })

  it('give up with a clear error when the rows never stand still', async () => {
    const db = await notebook()
    let turn = 0
    const move = async () => db.run(`UPDATE limbeck_version SET version_num = '${turn++ % 2 ? 'notes' : 'titles'}'`)
    await assert.rejects(
      upgrade(late(db, move), revisions),
      (error: { code?: string }) => error.code === 'concurrent-upgrade',
    )
  })
})
