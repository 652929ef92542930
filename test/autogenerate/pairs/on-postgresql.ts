import type { Queryable, TransactionalAdapter } from '../../../src/adapter.js'
import { postgresql } from '../../../src/dialects/postgresql/index.js'
import { toStatements } from '../../../src/ops/to-statements.js'
import { reflect } from '../../../src/reflect/reflect.js'
import type { PairDatabase } from './check-pair.js'
import { postgresqlPalette } from './model.js'

/** Pairs on one connection to an empty PostgreSQL database, whose schemas a role of their own empties for each. */
export async function postgresqlPairs(adapter: TransactionalAdapter): Promise<PairDatabase> {
  const role = `pairs_${(await adapter.query('SELECT current_database() AS name'))[0]?.name}`
  await adapter.transaction((tx) =>
    tx.run([
      'CREATE SCHEMA annex',
      `CREATE ROLE ${role} SUPERUSER`,
      `SET ROLE ${role}`,
      // The values that a query takes here make no difference to how it is best run.
      'SET plan_cache_mode = force_generic_plan',
    ]),
  )
  const prepared = preparing(adapter)
  return {
    palette: postgresqlPalette,
    // Dropping the schema instead would make PostgreSQL plan every prepared query anew.
    start: (statements) =>
      adapter.transaction((tx) =>
        tx.run([`DROP OWNED BY ${role} CASCADE`, 'SET CONSTRAINTS ALL DEFERRED', ...statements]),
      ),
    reflect: () => reflect(prepared, { schemas: ['public', 'annex'] }),
    apply: (operations) => adapter.transaction((tx) => tx.run(toStatements(operations, postgresql))),
    query: async (sql) => (await adapter.query(sql)).map((row) => Object.values(row)),
  }
}

/** Queries that are parsed and planned once: for the one that reflects, this takes twice as long as to run it. */
function preparing({ engine, query, run }: TransactionalAdapter): Queryable & Pick<TransactionalAdapter, 'engine'> {
  const names = new Map<string, string>()
  return {
    engine,
    run,
    async query(sql, params = []) {
      const name = names.get(sql) ?? `prepared_${names.size}`
      if (!names.has(sql)) await run([`PREPARE ${name} AS ${sql}`])
      names.set(sql, name)
      const values = params.map((one) => (one === null ? 'NULL' : postgresql.literal(one)))
      return query(`EXECUTE ${name} (${values.join(', ')})`)
    },
  }
}
