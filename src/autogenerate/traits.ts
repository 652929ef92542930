import type { Dialect } from '../dialects/dialect.js'

/** What a comparison has to know of a kind of database beside its SQL. */
export interface Traits {
  /** Whether a table may have to be made anew, so that its changes are made together. */
  readonly remakes: boolean
  /** Whether comments of tables and columns are kept with the schema. */
  readonly comments: boolean
  /** Whether names of triggers are those of their table, and not of the whole schema. */
  readonly triggersByTable: boolean
  /** Whether a column that something else is worked out from has to be free of it before its type changes. */
  readonly holdsTypes: boolean
  /** Whether generated values are kept where nothing is said. */
  readonly storesGenerated: boolean
  /** The name that the database gives to a constraint without one; undefined where it gives none. */
  defaultName(
    table: string,
    columns: readonly string[],
    kind: 'primaryKey' | 'unique' | 'foreignKey',
  ): string | undefined
}

const sqlite: Traits = {
  remakes: true,
  comments: false,
  triggersByTable: false,
  holdsTypes: false,
  storesGenerated: false,
  defaultName: () => undefined,
}

// https://www.postgresql.org/docs/current/sql-createtable.html: names of constraints, as makeObjectName gives them.
const suffixes = { primaryKey: 'pkey', unique: 'key', foreignKey: 'fkey' } as const
const postgresql: Traits = {
  remakes: false,
  comments: true,
  triggersByTable: true,
  holdsTypes: true,
  storesGenerated: true,
  defaultName: (table, columns, kind) => [table, ...(kind === 'primaryKey' ? [] : columns), suffixes[kind]].join('_'),
}

/** The traits of the database that a dialect is of. */
export const traitsOf = (dialect: Dialect): Traits => (dialect.name === 'postgresql' ? postgresql : sqlite)
