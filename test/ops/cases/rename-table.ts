import type { Case } from '../case.js'

export const cases: readonly Case[] = [
  {
    what: 'renames a table with its rows, and what refers to it follows',
    before: `CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (7); CREATE TABLE child (t integer REFERENCES t (id));
      CREATE VIEW seen AS SELECT id FROM t`,
    up: (op) => op.renameTable('t', 'A "table"; --'),
    shows: [
      ['SELECT * FROM "A ""table""; --"', '7'],
      ['SELECT * FROM seen', '7'],
    ],
  },
  {
    what: 'renames a table of a schema',
    before: 'CREATE TABLE annex.t (id integer)',
    up: (op) => op.renameTable('t', 'order', { schema: 'annex' }),
    shows: [['SELECT * FROM annex."order"']],
  },
]
