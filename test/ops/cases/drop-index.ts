import { createIndex, sql } from 'limbeck/op'
import type { Case } from '../case.js'

export const cases: readonly Case[] = [
  {
    what: 'drops an index, and makes it again from what it was',
    before: `CREATE TABLE annex.t (a integer, b text);
      CREATE TABLE u (a integer, b text); CREATE UNIQUE INDEX "I 2" ON u (lower(b), a) WHERE a > 0`,
    up: (op) => {
      op.createIndex('i', 't', ['a'], { schema: 'annex' })
      op.dropIndex('i', { schema: 'annex', existing: createIndex('i', 't', ['a'], { schema: 'annex' }) })
      op.dropIndex('I 2', { existing: createIndex('I 2', 'u', [sql`lower(b)`, 'a'], { unique: true, where: 'a > 0' }) })
    },
  },
  {
    what: 'passes over one that is not there',
    up: (op) => op.dropIndex('none', { ifExists: true, schema: 'annex' }),
    down: () => undefined,
    rowsOnly: true,
  },
]
