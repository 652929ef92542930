/** One way of an app through the library, and what a browser may fetch on it. */
export interface Entry {
  readonly entry: string
  /** The app's module; `limbeck` and its doors are the sources. */
  readonly code: string
  /** The modules whose `import()` happens on this way: they are fetched, with what they import statically. */
  readonly loads: readonly string[]
  /** What an app with it has anyway, and is not counted. */
  readonly beside?: Pick<Entry, 'code' | 'loads'>
  /** In bytes: 1.0 and 5.0 KB of 1,024. Each fetched chunk minified and compressed with brotli on its own. */
  readonly budget: number
  /** Every module with code in what is fetched. A new name here is a decision. */
  readonly allowed: readonly string[]
}

const check = [
  'src/errors.ts',
  'src/migrator.ts',
  'src/runner/at-head.ts',
  'src/runner/fetch-part.ts',
  'src/runner/graph-of.ts',
  'src/runner/in-flight.ts',
  'src/runner/load-verbs.ts',
  'src/runner/version-table.ts',
]

/** What a store that is one revision behind takes, without its adapter. */
const upgrade = [
  ...check,
  'src/graph/plan-line.ts',
  'src/graph/rows.ts',
  'src/graph/walk.ts',
  'src/runner/checksum.ts',
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
]
const [migrator, verbs] = [`export { migrator } from 'limbeck'`, 'src/runner/verbs.ts']
/** An adapter with all that it shares: what it adds to an app that has a migrator. */
const adapter = (name: string, code: string, allowed: readonly string[]): Entry => ({
  entry: `the adapter ${name}`,
  code: `${migrator}\nexport { ${code} } from 'limbeck/adapters/${name}'`,
  loads: [verbs],
  beside: { code: migrator, loads: [verbs] },
  budget: 1024,
  allowed: [...upgrade, `adapters/${name}.ts`, ...allowed.map((file) => `adapters/connection/${file}.ts`)],
})

/** What adapters have for a SQLite database that tabs share. */
const sharedByTabs = [
  ...['one-by-one', 'refuse-ended', 'run-each', 'shared-store', 'sqlite-savepoint', 'sqlite-transaction'],
  ...['tab-channel', 'web-lock', 'while-locked'],
]

export const entries: readonly Entry[] = [
  {
    entry: 'at head, without the adapter',
    code: migrator,
    loads: [],
    budget: 1024,
    allowed: check,
  },
  {
    entry: 'one revision behind, compiled, with sql-js and its persistence',
    code: `${migrator}\nexport { openSqlJs } from 'limbeck/adapters/sql-js'`,
    loads: [verbs],
    budget: 5120,
    allowed: [
      ...upgrade,
      'adapters/sql-js.ts',
      'adapters/connection/exact-integer.ts',
      'adapters/connection/tab-channel.ts',
      'adapters/connection/image-store.ts',
      'adapters/connection/sqlite-transaction.ts',
      'adapters/connection/web-lock.ts',
      'node_modules/idb-keyval/dist/index.js',
    ],
  },
  adapter('pg', 'pg', ['in-turn', 'postgres-transaction', 'postgres-values']),
  adapter('pglite', 'pglite', ['postgres-transaction', 'postgres-values', 'run-each']),
  adapter('node-sqlite', 'nodeSqlite', [
    ...['exact-integer', 'refuse-ended', 'run-each', 'sqlite-savepoint', 'sqlite-transaction', 'while-locked'],
  ]),
  adapter('d1', 'd1', ['d1-statement', 'edge-rows', 'edge-statement']),
  {
    entry: 'ensureHead, beside the runner and the adapter',
    code: `export { ensureHead } from 'limbeck/adapters/d1'`,
    loads: [],
    beside: { code: `export { upgrade } from 'limbeck'\nexport { d1 } from 'limbeck/adapters/d1'`, loads: [] },
    budget: 256,
    allowed: [
      ...upgrade.map((file) => (file === 'src/migrator.ts' ? 'src/runner/upgrade.ts' : file)),
      ...['adapters/d1.ts', 'src/edge/ensure-head.ts'],
      ...['d1-statement', 'edge-rows', 'edge-statement'].map((file) => `adapters/connection/${file}.ts`),
    ],
  },
  adapter('durable-object', 'durableObject', ['edge-rows', 'edge-statement', 'run-each']),
  adapter('wa-sqlite', 'waSqlite', ['in-turn', ...sharedByTabs]),
  adapter('sqlite-wasm', 'sqliteWasm', sharedByTabs),
]

/** The same for others: their smallest way of migrating a sql.js database that is kept in IndexedDB. All of it, always. */
export const peers = [
  { name: 'Drizzle', package: 'drizzle-orm', code: `export { open, save, upgrade } from '/test/size/peers/drizzle'` },
  { name: 'Kysely', package: 'kysely', code: `export { open, save, upgrade } from '/test/size/peers/kysely'` },
] as const
