import type { TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import type { ExistingTable, Unreflected } from '../../schema/database.js'

/** A table and its indexes, and what of them nothing can hold. */
export interface WholeTable {
  readonly table: ExistingTable
  readonly unreflected: readonly Unreflected[]
}

/** What was parsed of tables, and what was read of them, by their SQL. */
export interface TableMemory {
  readonly parsed: Map<string, TableDefinition>
  readonly read: Map<string, { readonly from: readonly (string | undefined)[]; readonly whole: WholeTable }>
}

/** A memory of nothing yet. */
export const tableMemory = (): TableMemory => ({ parsed: new Map(), read: new Map() })
