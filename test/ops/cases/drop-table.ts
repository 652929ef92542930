import { column, createTable, enumeration, integer, text } from 'limbeck/op'
import type { Case } from '../case.js'

export const cases: readonly Case[] = [
  {
    what: 'drops a table with its rows and indexes, and makes it again from what it was',
    before: `CREATE TABLE annex."a t" (a TEXT CHECK (a <> ''));
      CREATE TABLE t (a INTEGER NOT NULL, b TEXT, PRIMARY KEY (a)); CREATE INDEX ix_t_b ON t (b)`,
    up: (op) => {
      op.dropTable('t', {
        existing: createTable(
          't',
          column('a', integer(), { primaryKey: true, autoincrement: false }),
          column('b', text(), { index: true }),
        ),
      })
      op.dropTable('a t', {
        schema: 'annex',
        existing: createTable('a t', column('a', text(), { check: "a <> ''" }), { schema: 'annex' }),
      })
    },
  },
  {
    what: 'drops the enumerations that the table came with, but none that was there before',
    only: 'postgresql',
    before: `CREATE TYPE mood AS ENUM ('glad'); CREATE TYPE tone AS ENUM ('low'); CREATE TABLE t (a mood, b tone)`,
    up: (op) =>
      op.dropTable('t', {
        ifExists: true,
        existing: createTable(
          't',
          column('a', enumeration('mood', ['glad'])),
          column('b', enumeration('tone', ['low'], { create: false })),
        ),
      }),
    shows: [["SELECT typname FROM pg_type WHERE typtype = 'e'", 'tone']],
  },
  {
    what: 'passes over one that is not there',
    up: (op) => op.dropTable('none', { ifExists: true, schema: 'annex' }),
    down: () => undefined,
    rowsOnly: true,
  },
]
