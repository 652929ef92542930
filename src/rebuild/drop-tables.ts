import type { Dialect } from '../dialects/dialect.js'
import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, sameName } from '../dialects/sqlite/parse/tokenize.js'
import type { Circles } from './break-circles.js'
import { type ForeignKeyDefinition, foreignKeysOf, primaryKeyOf } from './foreign-keys.js'

/**
 * Drops the old tables, so that none goes while rows refer to it. `tables` are parents first; a reference in a circle
 * that was opened counts no more. To drop a table SQLite must find every table that those that are left refer to: in a
 * circle an empty one stands for each that went before.
 */
export function dropTables(
  tables: readonly TableDefinition[],
  circular: ReadonlySet<string>,
  circles: Circles,
  dialect: Dialect,
): readonly string[] {
  const statements: string[] = []
  const stands: string[] = []
  const left = [...tables].reverse()
  const holds = (child: TableDefinition, parent: TableDefinition, isAny: boolean) =>
    child !== parent &&
    foreignKeysOf(child).some((key) => refersTo(key, parent) && (isAny || !circles.isOpened(child, key)))
  let isOpen = false
  while (left.length > 0) {
    const free = left.findIndex((table) => !left.some((other) => holds(other, table, false)))
    const [table] = left.splice(Math.max(free, 0), 1) as [TableDefinition]
    const { name } = table.table
    const drop = `DROP TABLE ${dialect.identifier(name)}`
    if (circular.has(fold(name)) && !isOpen) {
      isOpen = true
      statements.push(...circles.open)
    }
    statements.push(drop)
    const keys = left.filter((other) => holds(other, table, true)).flatMap((other) => keysOn(other, table))
    if (keys.length === 0) continue
    statements.push(standIn(table, keys, dialect))
    stands.push(drop)
  }
  return [...statements, ...stands]
}

const refersTo = ({ reference }: ForeignKeyDefinition, { table }: TableDefinition): boolean =>
  sameName(reference.table.name, table.name)

/** The columns of a table that another one refers to; none for its primary key. */
const keysOn = (child: TableDefinition, parent: TableDefinition): readonly (readonly string[])[] =>
  foreignKeysOf(child)
    .filter((key) => refersTo(key, parent))
    .map(({ reference }) => reference.columns.map(({ name }) => name))

/** An empty table with the keys that others refer to. */
function standIn(table: TableDefinition, keys: readonly (readonly string[])[], dialect: Dialect): string {
  const primary = primaryKeyOf(table)
  const unique = [
    ...new Map(keys.filter((key) => key.length > 0).map((key) => [key.map(fold).join('|'), key])).values(),
  ]
  const columns = new Map([...primary, ...unique.flat()].map((name) => [fold(name), dialect.identifier(name)]))
  const list = (names: readonly string[]) => names.map(dialect.identifier).join(', ')
  const constraints = [
    ...(primary.length > 0 ? [`PRIMARY KEY (${list(primary)})`] : []),
    ...unique.map((key) => `UNIQUE (${list(key)})`),
  ]
  return `CREATE TABLE ${dialect.identifier(table.table.name)} (${[...columns.values(), ...constraints].join(', ')})`
}
