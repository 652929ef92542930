import { ownedEnumerations } from '../schema/owned-enumerations.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import type { CreateTable } from './create-table.js'
import { notReversible, type Operation, refuseNoName } from './operation.js'

/** How a table is dropped. */
export interface DropTableOptions {
  readonly schema?: string
  readonly ifExists?: boolean
  /** What it was, as made with `createTable`, for the way back. */
  readonly existing?: CreateTable
}

export interface DropTable extends Operation {
  readonly kind: 'dropTable'
  readonly table: string
  readonly options: DropTableOptions
}

/** Drops a table with its rows, indexes and triggers; given what it was, also the enumerations that it came with. */
export function dropTable(table: string, options: DropTableOptions = {}): DropTable {
  refuseNoName('op.dropTable', table)
  refuseUnknown('op.dropTable', options, known)
  const { schema, ifExists, existing } = options
  return {
    kind: 'dropTable',
    table,
    options,
    toSql: (dialect) => [
      `DROP TABLE ${ifExists ? 'IF EXISTS ' : ''}${dialect.qualified(table, schema)}`,
      ...ownedEnumerations((existing?.columns ?? []).map(({ type }) => type)).flatMap((each) =>
        dialect.changeEnum(each, { kind: 'drop', ...(ifExists ? { ifExists } : {}) }),
      ),
    ],
    reverse() {
      if (existing) return [existing]
      throw notReversible(`dropTable('${table}')`)
    },
  }
}

const known: Known<DropTableOptions> = { schema: true, ifExists: true, existing: true }
