import type { EncodedValue } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { f, type NamingConvention } from '../schema/naming.js'
import type { Encodable } from '../schema/value.js'
import { addColumn } from './add-column.js'
import { alterColumn } from './alter-column.js'
import { assertion } from './assertion.js'
import { autocommitBlock } from './autocommit-block.js'
import { batchAlterTable } from './batch-alter-table.js'
import { bulkInsert } from './bulk-insert.js'
import {
  createCheckConstraint,
  createExcludeConstraint,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
} from './create-constraint.js'
import { createIndex } from './create-index.js'
import { createTable } from './create-table.js'
import { dropColumn } from './drop-column.js'
import { dropConstraint } from './drop-constraint.js'
import { dropIndex } from './drop-index.js'
import { dropTable } from './drop-table.js'
import { addEnumValue, createEnum, dropEnum, renameEnumValue } from './enumerations.js'
import { execute } from './execute.js'
import { inDirective } from './in-directive.js'
import { irreversible } from './irreversible.js'
import type { Operation } from './operation.js'
import { renameTable } from './rename-table.js'
import { createTableComment, dropTableComment } from './table-comment.js'

const directives = {
  addColumn,
  addEnumValue,
  alterColumn,
  assert: assertion,
  bulkInsert,
  createCheckConstraint,
  createEnum,
  createExcludeConstraint,
  createForeignKey,
  createIndex,
  createPrimaryKey,
  createTable,
  createTableComment,
  createUniqueConstraint,
  dropColumn,
  dropConstraint,
  dropEnum,
  dropIndex,
  dropTable,
  dropTableComment,
  execute,
  irreversible,
  renameEnumValue,
  renameTable,
}

type Directives = {
  readonly [Name in keyof typeof directives]: (...args: Parameters<(typeof directives)[Name]>) => void
}

/** A row as `op.query` gives it. */
export type QueryRow = Readonly<Record<string, EncodedValue>>

/** What a revision's `upgrade` and `downgrade` are handed. Directives enqueue and return at once. */
export interface Operations extends Directives {
  /** Changes of one table that are made together: on SQLite the table is made anew at most once. */
  batchAlterTable(...args: Parameters<typeof batchAlterTable>): void
  /**
   * Runs the directives of `block` outside of a transaction, for what PostgreSQL wants so, such as
   * `CREATE INDEX CONCURRENTLY`. Everything before it is committed first; a failure in it leaves what it has done.
   */
  autocommitBlock(block: () => void): void
  /** Marks a name as final: the naming convention leaves it as it is. */
  readonly f: typeof f
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
export function openOperations(
  sink: OperationsSink,
  convention?: NamingConvention,
): { readonly op: Operations; close(): void } {
  let open = true
  let block: Operation[] | undefined
  const guard = () => {
    if (open) return
    const message = 'The revision called op after it had settled: return or await what it starts.'
    throw new LimbeckError('closed-operations', message)
  }
  const invoke = (operation: Operation) => {
    guard()
    if (typeof operation?.toSql !== 'function') {
      throw new LimbeckError('invalid-operation', 'op.invoke takes an operation: an object with kind and toSql.')
    }
    const named = inDirective(operation.kind, () => operation.named?.(convention)) ?? operation
    if (block) block.push(named)
    else if (operation.outside) {
      const message = `op.${operation.kind}: concurrently goes with op.autocommitBlock(() => { … }), outside of a transaction.`
      throw new LimbeckError('invalid-operation', message)
    } else sink.enqueue(named)
  }
  const bound = Object.entries(directives).map(([name, make]) => [
    name,
    (...args: never[]) => {
      guard()
      invoke(inDirective(name, () => (make as (...args: never[]) => Operation)(...args)))
    },
  ])
  const op = {
    ...Object.fromEntries(bound),
    batchAlterTable(...args) {
      guard()
      inDirective('batchAlterTable', () => batchAlterTable(...args)).forEach(invoke)
    },
    autocommitBlock(work) {
      guard()
      const outer = block
      const operations: Operation[] = []
      block = operations
      try {
        work()
      } finally {
        block = outer
      }
      invoke(autocommitBlock(operations))
    },
    f,
    invoke,
    async query(sql, params = []) {
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
