/** One way of an app through the library, and what a browser may fetch on it. */
export interface Entry {
  readonly entry: string
  /** The app's module; `limbeck` and its doors are the sources. */
  readonly code: string
  /** The modules whose `import()` happens on this way: they are fetched, with what they import statically. */
  readonly loads: readonly string[]
  /** In bytes: 1.0 and 5.0 KB of 1,024. Each fetched chunk minified and compressed with brotli on its own. */
  readonly budget: number
  /** Every module with code in what is fetched. A new name here is a decision. */
  readonly allowed: readonly string[]
}

const check = ['src/migrator.ts', 'src/runner/at-head.ts', 'src/runner/in-flight.ts', 'src/runner/version-table.ts']

/** An adapter alone, with all that it shares. */
const adapter = (name: string, code: string, allowed: readonly string[]): Entry => ({
  entry: `the adapter ${name}`,
  code: `export { ${code} } from 'limbeck/adapters/${name}'`,
  loads: [],
  budget: 1024,
  allowed: ['src/errors.ts', `adapters/${name}.ts`, ...allowed.map((file) => `adapters/connection/${file}.ts`)],
})

export const entries: readonly Entry[] = [
  {
    entry: 'at head, without the adapter',
    code: `export { migrator } from 'limbeck'`,
    loads: [],
    budget: 1024,
    allowed: check,
  },
  {
    entry: 'one revision behind, compiled, with sql-js and its persistence',
    code: `export { migrator } from 'limbeck'\nexport { openSqlJs } from 'limbeck/adapters/sql-js'`,
    loads: ['src/runner/verbs.ts'],
    budget: 5120,
    allowed: [
      ...check,
      'src/errors.ts',
      'src/graph/plan-line.ts',
      'src/graph/rows.ts',
      'src/graph/walk.ts',
      'src/runner/in-transaction.ts',
      'src/runner/journal.ts',
      'src/runner/literal.ts',
      'src/runner/load-steps.ts',
      'src/runner/run-options.ts',
      'src/runner/run.ts',
      'src/runner/session.ts',
      'src/runner/upgrade-to.ts',
      'src/runner/verbs.ts',
      'src/runner/version-rows.ts',
      'adapters/sql-js.ts',
      'adapters/connection/exact-integer.ts',
      'adapters/connection/tab-channel.ts',
      'adapters/connection/image-store.ts',
      'adapters/connection/sqlite-transaction.ts',
      'adapters/connection/web-lock.ts',
      'node_modules/idb-keyval/dist/index.js',
    ],
  },
  adapter('pg', 'pg', ['postgres-transaction', 'postgres-values']),
  adapter('pglite', 'pglite', ['postgres-transaction', 'postgres-values', 'run-each']),
  adapter('node-sqlite', 'nodeSqlite', ['exact-integer', 'run-each', 'sqlite-savepoint', 'sqlite-transaction']),
  adapter('d1', 'd1', ['edge-rows', 'edge-statement']),
  adapter('durable-object', 'durableObject', ['edge-rows', 'edge-statement', 'run-each']),
]
