import type { TransactionalAdapter } from '../../../src/adapter.js'
import { postgresql } from '../../../src/dialects/postgresql/index.js'
import { toStatements } from '../../../src/ops/to-statements.js'
import { reflect } from '../../../src/reflect/reflect.js'
import type { PairDatabase } from './check-pair.js'
import { postgresqlPalette } from './model.js'

/** Pairs on PostgreSQL, in a schema that is made anew for each. */
export const postgresqlPairs = (adapter: TransactionalAdapter): PairDatabase => ({
  palette: postgresqlPalette,
  start: (statements) =>
    adapter.transaction((tx) =>
      tx.run(['DROP SCHEMA public CASCADE', 'CREATE SCHEMA public', 'SET CONSTRAINTS ALL DEFERRED', ...statements]),
    ),
  reflect: () => reflect(adapter),
  apply: (operations) => adapter.transaction((tx) => tx.run(toStatements(operations, postgresql))),
  query: async (sql) => (await adapter.query(sql)).map((row) => Object.values(row)),
})
