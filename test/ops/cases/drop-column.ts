import { column, enumeration, integer, text } from 'limbeck/op'
import type { Case } from '../case.js'

export const cases: readonly Case[] = [
  {
    what: 'drops a column, and makes it again from what it was',
    before: "CREATE TABLE t (a INTEGER, b TEXT DEFAULT 'x'); CREATE INDEX ix_t_b ON t (b)",
    up: (op) => op.dropColumn('t', column('b', text(), { default: 'x', index: true })),
    shows: [['SELECT * FROM t']],
  },
  {
    what: 'drops a column of a table in a schema by name alone',
    before: 'CREATE TABLE annex.t (a INTEGER, "b c" INTEGER)',
    up: (op) => op.dropColumn('t', 'b c', { schema: 'annex' }),
    down: (op) => op.addColumn('t', column('b c', integer()), { schema: 'annex' }),
  },
  {
    what: 'passes over one that is not there',
    only: 'postgresql',
    before: 'CREATE TABLE t (a integer)',
    up: (op) => op.dropColumn('t', 'none', { ifExists: true }),
    down: () => undefined,
    rowsOnly: true,
  },
  {
    what: 'drops the enumeration that the column came with',
    only: 'postgresql',
    before: "CREATE TYPE mood AS ENUM ('glad'); CREATE TABLE t (a integer, b mood DEFAULT 'glad')",
    up: (op) => op.dropColumn('t', column('b', enumeration('mood', ['glad']), { default: 'glad' }), { ifExists: true }),
    shows: [["SELECT count(*) FROM pg_type WHERE typname = 'mood'", '0']],
  },
]
