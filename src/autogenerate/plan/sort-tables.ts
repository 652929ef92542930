import type { Dialect } from '../../dialects/dialect.js'
import type { Constraint } from '../../schema/constraint.js'
import type { CanonicalTable } from '../compare/canonical-table.js'
import { keyOf } from '../compare/diff-schema.js'

/** A table by its name in its schema. */
export const keyOfTable = ({ table, schema }: CanonicalTable, dialect: Dialect): string => keyOf(table, schema, dialect)

/** The table that a foreign key refers to, as a key; without a schema it is in the one that tables are made in. */
export const referredKey = (one: Constraint, dialect: Dialect): string | undefined =>
  one.kind === 'foreignKey' ? keyOf(one.table, one.schema, dialect) : undefined

/** Tables in an order in which each comes after those that it refers to, and foreign keys for which there is none. */
export interface SortedTables {
  readonly tables: readonly CanonicalTable[]
  /** The foreign keys of circles, to be made once all tables are there. */
  readonly circular: ReadonlySet<Constraint>
}

/** Sorts by name, and then by what refers to what; where tables refer to one another, the first by name goes first. */
export function sortTables(given: readonly CanonicalTable[], dialect: Dialect): SortedTables {
  const left = [...given].sort((one, other) => compareKeys(keyOfTable(one, dialect), keyOfTable(other, dialect)))
  const tables: CanonicalTable[] = []
  const circular = new Set<Constraint>()
  const open = (table: CanonicalTable) =>
    table.constraints.filter((one) => {
      const to = referredKey(one, dialect)
      return to !== undefined && left.some((other) => other !== table && keyOfTable(other, dialect) === to)
    })
  while (left.length > 0) {
    const free = left.findIndex((table) => open(table).length === 0)
    const next = left[Math.max(free, 0)] as CanonicalTable
    for (const one of open(next)) circular.add(one)
    left.splice(left.indexOf(next), 1)
    tables.push(next)
  }
  return { tables, circular }
}

const compareKeys = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Things sorted so that each comes after those of them whose names it mentions. */
export function sortByMentions<Thing>(
  given: readonly Thing[],
  nameOf: (thing: Thing) => string,
  mentions: (thing: Thing) => ReadonlySet<string>,
): readonly Thing[] {
  const left = [...given].sort((one, other) => compareKeys(nameOf(one), nameOf(other)))
  const sorted: Thing[] = []
  while (left.length > 0) {
    const free = left.findIndex((one) => left.every((other) => other === one || !mentions(one).has(nameOf(other))))
    sorted.push(...left.splice(Math.max(free, 0), 1))
  }
  return sorted
}
