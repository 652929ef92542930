import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import type { TransactionalAdapter } from '../../src/adapter.js'
import { postgresql } from '../../src/dialects/postgresql/index.js'
import { assertFixedPoint, empty, reflected } from './postgresql-fixed-point.js'
import {
  postgresqlSchemas,
  renamedSerial,
  since18,
  unreflectedOnPostgresql,
  unreflectedSince18,
} from './postgresql-schemas.js'

describe('reflection of PostgreSQL, on PGlite', () => {
  const open: PGlite[] = []
  let [one, other] = [] as unknown as [TransactionalAdapter, TransactionalAdapter]
  before(async () => {
    open.push(await PGlite.create(), await PGlite.create())
    ;[one, other] = open.map((db) => pglite(db)) as [TransactionalAdapter, TransactionalAdapter]
  })
  after(() => Promise.all(open.map((db) => db.close())))

  for (const script of [...postgresqlSchemas, renamedSerial, since18]) {
    it(`is a fixed point: ${script.slice(0, 100)}`, () => assertFixedPoint(script, one, other))
  }

  for (const [script, kind, name] of [...unreflectedOnPostgresql, ...unreflectedSince18]) {
    it(`says what it leaves out: ${script.slice(0, 100)}`, async () => {
      await empty(one)
      await one.run(postgresql.split(script))
      const { unreflected } = await reflected(one)
      assert.deepEqual(
        unreflected.map((left) => [left.kind, left.name]),
        [[kind, name]],
      )
    })
  }
})
