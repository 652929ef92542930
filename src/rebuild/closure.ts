import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold } from '../dialects/sqlite/parse/tokenize.js'
import { type Facts, referringTables } from './facts.js'
import { foreignKeysOf } from './foreign-keys.js'

/** The tables that have to be rebuilt together, parents first. */
export interface Closure {
  readonly tables: readonly TableDefinition[]
  /** Those that refer to themselves, on whatever way; folded names. */
  readonly circular: ReadonlySet<string>
}

/**
 * The foreign-key closure of a table: itself, and every table that refers to it, transitively. Dropping a table deletes
 * its rows as far as foreign keys can see (https://sqlite.org/foreignkeys.html#fk_schemacommands), and with them the rows
 * that refer to them; so none may refer to the old table when it goes. `next` is the table as it will be.
 */
export function closureOf(facts: Facts, table: TableDefinition, next: TableDefinition): Closure {
  const root = fold(table.table.name)
  const all = new Map(referringTables(facts).map((one) => [fold(one.table.name), one]))
  all.set(root, table)
  const parents = (name: string): ReadonlySet<string> => {
    const definitions = name === root ? [table, next] : [all.get(name) as TableDefinition]
    return new Set(definitions.flatMap(foreignKeysOf).map(({ reference }) => fold(reference.table.name)))
  }
  const members = new Set([root])
  for (const member of members) {
    for (const name of all.keys()) if (parents(name).has(member)) members.add(name)
  }
  const edges = new Map([...members].map((name) => [name, [...parents(name)].filter((one) => members.has(one))]))
  const circular = new Set([...members].filter((name) => reaches(edges, name)))
  const ordered: string[] = []
  const left = new Set(members)
  while (left.size > 0) {
    const isFree = (name: string) => (edges.get(name) ?? []).every((parent) => !left.has(parent) || parent === name)
    const next = [...left].find(isFree) ?? [...left].find((name) => circular.has(name)) ?? ([...left][0] as string)
    left.delete(next)
    ordered.push(next)
  }
  return { tables: ordered.map((name) => all.get(name) as TableDefinition), circular }
}

/** Whether a table refers to itself, directly or by way of others. */
function reaches(edges: ReadonlyMap<string, readonly string[]>, from: string): boolean {
  const seen = new Set(edges.get(from))
  for (const name of seen) for (const next of edges.get(name) ?? []) seen.add(next)
  return seen.has(from)
}
