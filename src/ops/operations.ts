import type { EncodedValue } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import type { Encodable } from '../schema/value.js'
import { addColumn } from './add-column.js'
import { assertion } from './assertion.js'
import { bulkInsert } from './bulk-insert.js'
import { createIndex } from './create-index.js'
import { createTable } from './create-table.js'
import { dropColumn } from './drop-column.js'
import { dropIndex } from './drop-index.js'
import { dropTable } from './drop-table.js'
import { execute } from './execute.js'
import type { Operation } from './operation.js'
import { renameTable } from './rename-table.js'

const directives = {
  addColumn,
  assert: assertion,
  bulkInsert,
  createIndex,
  createTable,
  dropColumn,
  dropIndex,
  dropTable,
  execute,
  renameTable,
}

type Directives = {
  readonly [Name in keyof typeof directives]: (...args: Parameters<(typeof directives)[Name]>) => void
}

/** A row as `op.query` gives it. */
export type QueryRow = Readonly<Record<string, EncodedValue>>

/** What a revision's `upgrade` and `downgrade` are handed. Directives enqueue and return at once. */
export interface Operations extends Directives {
  /** Enqueues an operation made elsewhere. */
  invoke(operation: Operation): void
  /** Runs everything enqueued so far, then reads. A direction that asks is a program: it is not compiled. */
  query(sql: string, params?: readonly Encodable[]): Promise<readonly QueryRow[]>
}

/** The other side of `Operations`: where operations and questions go. */
export interface OperationsSink {
  enqueue(operation: Operation): void
  query(sql: string, params: readonly Encodable[]): Promise<readonly QueryRow[]>
}

/** An `op`, and how to close it: a directive after that is an error, for its operation would be lost. */
export function openOperations(sink: OperationsSink): { readonly op: Operations; close(): void } {
  let open = true
  const guard = () => {
    if (open) return
    const message = 'The revision called op after it had settled: return or await what it starts.'
    throw new LimbeckError('closed-operations', message)
  }
  const invoke = (operation: Operation) => {
    guard()
    sink.enqueue(operation)
  }
  const bound = Object.entries(directives).map(([name, make]) => [
    name,
    (...args: never[]) => invoke((make as (...args: never[]) => Operation)(...args)),
  ])
  const op = {
    ...Object.fromEntries(bound),
    invoke,
    async query(sql: string, params: readonly Encodable[] = []) {
      guard()
      return sink.query(sql, params)
    },
  } as Operations
  return {
    op,
    close: () => {
      open = false
    },
  }
}
