import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { checkPairs, type PairDatabase } from './pairs/check-pair.js'
import { postgresqlPairs } from './pairs/on-postgresql.js'
import { sqlJsPairs } from './pairs/on-sql-js.js'
import { throughTypeScript } from './pairs/through-typescript.js'

// npm run pairs checks as many as it is told.
const first = Number(process.env.PAIRS_FIRST ?? 0)

async function holds(database: PairDatabase, from: number, count: number, through?: typeof throughTypeScript) {
  const { changed, kept, failed } = await checkPairs(database, from, count, through)
  assert.deepEqual(failed, [])
  assert.ok(changed > count * 0.7, `only ${changed} of ${count} pairs differed`)
  assert.ok(kept > count * 0.5, `only ${kept} of ${count} pairs kept rows both ways`)
}

describe('random pairs of schemas', () => {
  let db: PGlite
  let onPglite: PairDatabase
  before(async () => {
    db = await PGlite.create()
    onPglite = await postgresqlPairs(pglite(db))
  })
  after(() => db.close())

  it('lead to one another and back on SQLite: 1,000', () => holds(sqlJsPairs(), first, 1_000))
  it('do so by the TypeScript that is written: 20', () => holds(sqlJsPairs(), first + 5_000, 20, throughTypeScript))
  it('lead to one another and back on PGlite: 100', () => holds(onPglite, first, 100))
  it('do so there by the TypeScript that is written: 10', () => holds(onPglite, first + 5_000, 10, throughTypeScript))
})
