import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import type { TransactionalAdapter } from '../../src/adapter.js'
import { assertFixedPoint } from './postgresql-fixed-point.js'
import { randomPostgresql } from './random-postgresql.js'

// More of them: REFLECT_SEEDS=2000 node --import tsx --test test/reflect/random-postgresql.test.ts
const seeds = Number(process.env.REFLECT_SEEDS ?? 25)
const first = Number(process.env.REFLECT_FIRST ?? 0)

describe('a random schema of PostgreSQL', () => {
  const open: PGlite[] = []
  let [one, other] = [] as unknown as [TransactionalAdapter, TransactionalAdapter]
  before(async () => {
    open.push(await PGlite.create(), await PGlite.create())
    ;[one, other] = open.map((db) => pglite(db)) as [TransactionalAdapter, TransactionalAdapter]
  })
  after(() => Promise.all(open.map((db) => db.close())))

  it(`is a fixed point on PGlite: ${seeds}`, async () => {
    for (let seed = first; seed < first + seeds; seed++) {
      const script = randomPostgresql(seed)
      await assertFixedPoint(script, one, other).catch((cause) => {
        throw new Error(`seed ${seed}: ${script}`, { cause })
      })
    }
  })
})
