import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import type { Engine } from './engine.js'
import { postgresqlEngine } from './postgresql-engine.js'

// Whole numbers, floating-point ones, booleans, dates and JSON stay the text that PostgreSQL sent.
const parsers = Object.fromEntries(
  [16, 20, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 3802].map((oid) => [oid, (text: string) => text]),
)

/** PostgreSQL in this process. */
export async function pgliteEngine(): Promise<Engine> {
  const db = await PGlite.create()
  return postgresqlEngine({
    adapter: pglite(db),
    read: async (sql) => (await db.query<unknown[]>(sql, [], { rowMode: 'array', parsers })).rows,
    close: () => db.close(),
  })
}
