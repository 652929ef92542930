import { tokens } from '../../dialects/postgresql/tokens.js'
import type { Constraint } from '../../schema/constraint.js'
import { nameOf } from '../../schema/naming.js'
import type { TableDefinition } from '../../schema/table.js'
import { plainName } from './list-items.js'

/**
 * A constraint without its name, where that is the one that PostgreSQL gives to what has none: the table, the columns and
 * what it is. https://www.postgresql.org/docs/current/sql-createtable.html
 */
export function withoutUsualName(one: Constraint, table: TableDefinition): Constraint {
  if (one.kind === 'exclude' || nameOf(one.name) !== usualName(one, table)) return one
  const { name: _, ...rest } = one
  return rest
}

function usualName(one: Exclude<Constraint, { readonly kind: 'exclude' }>, table: TableDefinition): string {
  switch (one.kind) {
    case 'primaryKey':
      return `${table.table}_pkey`
    case 'unique':
      return [table.table, ...one.columns, ...(one.include ?? []), 'key'].join('_')
    case 'foreignKey':
      return [table.table, ...one.columns, 'fkey'].join('_')
    case 'check': {
      // A check is named after its column only where it has no other.
      const [column, ...others] = columnsIn(one.condition, table)
      return [table.table, ...(column !== undefined && others.length === 0 ? [column] : []), 'check'].join('_')
    }
  }
}

/** The columns of a table that an expression names. */
function columnsIn(sql: string, { columns }: TableDefinition): readonly string[] {
  const named = new Set<string | undefined>()
  for (const { kind, text } of tokens(sql)) {
    if (kind === 'word' || text.startsWith('"')) named.add(plainName(text))
  }
  return columns.flatMap(({ name }) => (named.has(name) ? [name] : []))
}
