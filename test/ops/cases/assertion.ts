import type { Case } from '../case.js'

export const cases: readonly Case[] = [
  {
    what: 'passes when the query gives a row, whatever is in it',
    before: 'CREATE TABLE t (a integer); INSERT INTO t VALUES (NULL)',
    up: (op) => {
      op.assert("SELECT a FROM t WHERE ';' <> '' -- any")
      op.assert('SELECT 1;')
    },
    down: () => undefined,
    rowsOnly: true,
  },
]
