import { sql } from 'limbeck/op'
import type { Case } from '../case.js'

const table = 'CREATE TABLE t (a integer, b text, "c d" text)'

const indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 't' ORDER BY 1"

export const cases: readonly Case[] = [
  {
    what: 'makes indexes of columns and expressions, of some rows or all, unique or not',
    before: table,
    up: (op) => {
      op.createIndex('by a', 't', ['a', 'c d'])
      op.createIndex('lower_b', 't', [sql`lower(b)`, 'a'])
      op.createIndex('one_b', 't', ['b'], { unique: true, where: "a > 0 AND b <> ';'" })
      op.createIndex('down', 't', [sql`a DESC`, sql`(a + 1)`])
      op.createIndex(null, 't', ['b'])
    },
    refuses: [["INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'x')", /unique/i]],
  },
  {
    what: 'says all that an index of PostgreSQL can have',
    only: 'postgresql',
    before: `${table}; ALTER TABLE t ADD j jsonb`,
    up: (op) => {
      op.createIndex('covering', 't', ['a'], {
        include: ['b', 'c d'],
        with: { fillfactor: 50, deduplicate_items: false },
      })
      op.createIndex('hashed', 't', ['b'], { using: 'hash' })
      op.createIndex('inverted', 't', ['j'], { using: 'gin', ops: { j: 'jsonb_path_ops' } })
      op.createIndex('prefix', 't', ['b', 'c d'], { ops: { b: 'text_pattern_ops' }, where: 'a IS NULL' })
    },
    shows: [
      [
        indexes,
        "CREATE INDEX covering ON public.t USING btree (a) INCLUDE (b, \"c d\") WITH (fillfactor='50', deduplicate_items='false')",
        'CREATE INDEX hashed ON public.t USING hash (b)',
        'CREATE INDEX inverted ON public.t USING gin (j jsonb_path_ops)',
        'CREATE INDEX prefix ON public.t USING btree (b text_pattern_ops, "c d") WHERE (a IS NULL)',
      ],
    ],
  },
  {
    what: 'takes NULL for a value like others',
    only: 'postgresql',
    before: table,
    up: (op) =>
      op.createIndex('one_a', 't', ['a'], { unique: true, nullsNotDistinct: true, include: ['b'], where: "b <> ''" }),
    refuses: [["INSERT INTO t VALUES (NULL, 'x'), (NULL, 'y')", /unique/]],
  },
  {
    what: 'makes and drops an index without a lock, outside of a transaction',
    only: 'postgresql',
    before: table,
    up: (op) => op.autocommitBlock(() => op.createIndex('i', 't', ['a'], { concurrently: true, ifNotExists: true })),
    shows: [[indexes, 'CREATE INDEX i ON public.t USING btree (a)']],
  },
  {
    what: 'lies in the schema of its table',
    before: 'CREATE TABLE annex.t (a integer)',
    up: (op) => {
      op.createIndex('i', 't', ['a'], { schema: 'annex', unique: true })
      op.createIndex(null, 't', ['a'], { schema: 'annex' })
    },
  },
  {
    what: 'makes none that is there already',
    before: table,
    up: (op) => {
      op.createIndex('i', 't', ['a'], { ifNotExists: true })
      op.createIndex('i', 't', ['a'], { ifNotExists: true })
    },
  },
  {
    what: 'is named by a convention',
    before: table,
    convention: { ix: 'ix_%(table_name)s_%(column_0_N_name)s_%(constraint_name)s' },
    up: (op) => {
      op.createIndex('all', 't', ['a', 'b'])
      op.createIndex(op.f('final'), 't', ['a'])
    },
  },
]
