import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compareMetadata } from 'limbeck/autogenerate'
import { newDatabase, rows } from '../database.js'
import { applyTo, reflectDb } from './on-sqlite.js'
import { schemaOf } from './schemas.js'

const doc = 'CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, body TEXT);'
const index = `CREATE VIRTUAL TABLE "a ""word""" USING fts4 (body, content="doc");`

describe('a full-text index over a table', () => {
  const found = (db: ReturnType<typeof newDatabase>, word: string) =>
    rows(db, `SELECT docid FROM "a ""word""" WHERE "a ""word""" MATCH '${word}'`)

  /** What two schemas differ in, and a database that has the first, with a row. */
  async function between(from: string, to: string) {
    const db = newDatabase()
    db.exec(`${from}; INSERT INTO doc VALUES (7, 'first', 'second')`)
    const database = await reflectDb(db)
    const { upgrade, downgrade, losses, downgradeLosses } = compareMetadata(database, await schemaOf(to), {
      engine: 'sqlite',
    })
    const run = (all: typeof upgrade) =>
      applyTo(
        db,
        all.map(({ operation }) => operation),
      )
    return { db, losses, downgradeLosses, up: () => run(upgrade), down: () => run(downgrade) }
  }

  it('finds the rows that were there before it, and loses none when it goes', async () => {
    const { db, up, down, ...lost } = await between(doc, `${doc} ${index}`)
    assert.deepEqual(lost, { losses: [], downgradeLosses: [] })
    await up()
    assert.deepEqual(found(db, 'second'), [[7]])
    await down()
    await up()
    assert.deepEqual(found(db, 'second'), [[7]])
  })

  it('finds them when it is made anew, both ways', async () => {
    const { db, up, down, ...lost } = await between(`${doc} ${index}`, `${doc} ${index.replace('body', 'title, body')}`)
    assert.deepEqual(lost, { losses: [], downgradeLosses: [] })
    await up()
    assert.deepEqual(found(db, 'first'), [[7]])
    await down()
    assert.deepEqual([found(db, 'first'), found(db, 'second')], [[], [[7]]])
  })

  it('is lost where it has its texts of nowhere else', async () => {
    const bare = index.replace('content="doc"', 'content=""')
    const { losses, downgradeLosses } = await between(`${doc} ${bare}`, `${doc} ${index}`)
    assert.deepEqual(losses, [`Loses the rows of 'a "word"': it is made anew.`])
    assert.deepEqual(downgradeLosses, [`The downgrade loses the rows of 'a "word"': it is made anew.`])
  })
})
