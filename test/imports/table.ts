/** What one room of the source tree may import. Names are rooms, or single files as `room/file`. */
export interface Rule {
  /** By value; their types and lazy imports are allowed with it. */
  readonly values?: readonly string[]
  /** Only with `import type`. */
  readonly types?: readonly string[]
  /** Only with `import()`, so that an app downloads them when they are needed. */
  readonly lazy?: readonly string[]
  /** Packages, by name. */
  readonly packages?: readonly string[]
  /** The Node ring: `node:` modules, any package, and `import()` of a computed name. */
  readonly node?: true
}

/**
 * The rooms are the folders and files of `src/`, `adapter`s' files (`adapters`), what they share (`connection`) and
 * their contract as data (`conformance`). Files of one room import each other freely, adapters excepted.
 */
export const table: Readonly<Record<string, Rule>> = {
  // The app ring
  adapter: {},
  errors: {},
  graph: { values: ['errors'] },
  runner: {
    values: ['graph', 'errors'],
    types: ['adapter', 'ops', 'schema', 'dialects'],
    lazy: ['ops', 'dialects', 'rebuild'],
  },
  migrator: { values: ['runner', 'graph', 'errors'], types: ['adapter', 'ops'], lazy: ['ops', 'dialects', 'rebuild'] },
  index: { values: ['migrator', 'runner', 'graph', 'errors'], types: ['adapter'] },
  migrations: { values: ['errors'], types: ['runner/migration-set'] },
  edge: { values: ['runner', 'adapters', 'errors'], types: ['adapter'] },
  connection: { values: ['errors'], types: ['adapter'], packages: ['idb-keyval'] },
  adapters: { values: ['connection', 'errors'], types: ['adapter'] },

  // The dev ring
  schema: { values: ['errors'] },
  dialects: { values: ['schema', 'errors'] },
  ops: { values: ['schema', 'dialects', 'errors'] },
  rebuild: { values: ['schema', 'dialects', 'errors'] },
  reflect: { values: ['schema', 'dialects', 'errors'], types: ['adapter'] },
  autogenerate: { values: ['schema', 'ops', 'dialects', 'reflect', 'errors'] },
  compile: {
    values: [
      ...['graph', 'runner/checksum', 'runner/upgrade', 'runner/offline'],
      ...['ops', 'dialects', 'rebuild', 'reflect', 'errors'],
    ],
    types: ['adapter', 'schema', 'runner/migration-set', 'runner/failure'],
  },
  testing: { values: ['index', 'compile', 'errors'], types: ['adapter'] },
  development: { values: ['runner', 'graph', 'errors'], types: ['adapter'] },
  conformance: { values: ['index', 'graph', 'errors'], types: ['adapter'] },

  // The Node ring
  scripts: {
    values: ['graph', 'ops/sql-header', 'errors'],
    types: ['adapter', 'runner/migration-set', 'compile/distilled'],
    node: true,
  },
  scratch: { values: ['adapters', 'errors'], types: ['adapter'], node: true },
  commands: {
    values: [
      ...['index', 'migrator', 'runner', 'graph', 'schema', 'dialects', 'ops', 'rebuild', 'reflect', 'autogenerate'],
      ...['compile', 'testing', 'conformance', 'adapters', 'scripts', 'scratch', 'errors'],
    ],
    types: ['adapter'],
    node: true,
  },
  cli: { values: ['commands', 'errors'], node: true },
  // What `limbeck compile` writes is what a plugin bundles: both read one configuration, and distil in one place.
  bundler: {
    values: ['compile', 'commands/project', 'commands/project-parts', 'commands/compile', 'errors'],
    types: ['adapter'],
    node: true,
  },
}
