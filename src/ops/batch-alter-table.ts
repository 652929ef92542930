import type { Column } from '../schema/column.js'
import type { Deferral, Exclusion, ExclusionOptions } from '../schema/constraint.js'
import type { Name } from '../schema/naming.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import type { Sql } from '../schema/sql.js'
import type { IndexOptions } from '../schema/table.js'
import type { ColumnChange, ExistingColumn, TableAlteration, TableChange } from '../schema/table-change.js'
import type { Encodable } from '../schema/value.js'
import { columnChange } from './alter-column.js'
import type { AlterTable } from './alter-table.js'
import { type AlterOptions, alterTable } from './alter-table.js'
import {
  createCheckConstraint,
  createExcludeConstraint,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  type ForeignKeyOptions,
} from './create-constraint.js'
import { createIndex } from './create-index.js'
import { refuseNoColumn } from './create-table.js'
import { type DropColumnOptions, dropColumn } from './drop-column.js'
import { type DropConstraintOptions, dropConstraint } from './drop-constraint.js'
import { type DropIndexOptions, dropIndex } from './drop-index.js'
import { execute } from './execute.js'
import { type Operation, refuseNoName } from './operation.js'
import { createTableComment, dropTableComment, type TableCommentOptions } from './table-comment.js'

/** How a batch is done. */
export interface BatchOptions extends AlterOptions {
  /** On SQLite: lists of column names, each in the order that they shall have. */
  readonly reordering?: TableAlteration['reordering']
  /** On SQLite: whether every value must be of its column's type from now on. */
  readonly strict?: boolean
  /** On SQLite: whether rows are stored by primary key from now on. */
  readonly withoutRowid?: boolean
}

/** The directives of one table, which is not named again. */
export interface BatchOperations {
  addColumn(
    column: Column,
    options?: { ifNotExists?: boolean; strict?: boolean; before?: string; after?: string },
  ): void
  alterColumn(column: string, options: ColumnChange & ExistingColumn): void
  dropColumn(column: string | Column, options?: Pick<DropColumnOptions, 'ifExists'>): void
  createPrimaryKey(name: Name | null, columns: readonly string[], options?: Deferral): void
  createUniqueConstraint(name: Name | null, columns: readonly string[], options?: Deferral): void
  createCheckConstraint(name: Name | null, condition: string): void
  createForeignKey(
    name: Name | null,
    referent: string,
    columns: readonly string[],
    referredColumns: readonly string[],
    options?: Omit<ForeignKeyOptions, 'sourceSchema' | 'recreate'>,
  ): void
  createExcludeConstraint(
    name: Name | null,
    elements: Exclusion['elements'],
    options?: Omit<ExclusionOptions, 'name'>,
  ): void
  dropConstraint(name: Name, options?: Omit<DropConstraintOptions, keyof AlterOptions>): void
  createIndex(name: Name | null, columns: readonly (string | Sql)[], options?: Omit<IndexOptions, 'schema'>): void
  dropIndex(name: Name, options?: Omit<DropIndexOptions, 'schema'>): void
  createTableComment(comment: string, options?: Omit<TableCommentOptions, 'schema'>): void
  dropTableComment(options?: Omit<TableCommentOptions, 'schema'>): void
  /** Runs at once, before the changes of the batch. */
  execute(sql: string | Sql, params?: readonly Encodable[]): void
}

/**
 * The operations of a batch: what was executed, indexes that go, one alteration with all changes of the table, then new
 * indexes and comments. On SQLite the table is made anew at most once.
 */
export function batchAlterTable(
  table: string,
  directives: (batch: BatchOperations) => void,
  options: BatchOptions = {},
): readonly Operation[] {
  refuseNoName('op.batchAlterTable', table)
  refuseUnknown('op.batchAlterTable', options, known)
  const { schema, recreate = 'auto', reordering, strict, withoutRowid } = options
  const place = schema === undefined ? {} : { schema }
  const changes: TableChange[] = []
  const before: Operation[] = []
  const after: Operation[] = []
  const change = ({ alteration }: AlterTable) => changes.push(...alteration.changes)
  directives({
    addColumn(column, { ifNotExists, strict, ...where } = {}) {
      refuseNoColumn(`batch.addColumn of '${table}'`, column)
      const how = { ...(ifNotExists ? { ifNotExists } : {}), ...(strict ? { strict } : {}), ...where }
      changes.push({ kind: 'addColumn', column, ...how })
    },
    alterColumn: (column, to) => changes.push(columnChange(table, column, to)),
    dropColumn: (column, how) => change(dropColumn(table, column, how)),
    createPrimaryKey: (name, columns, how) => change(createPrimaryKey(name, table, columns, how)),
    createUniqueConstraint: (name, columns, how) => change(createUniqueConstraint(name, table, columns, how)),
    createCheckConstraint: (name, condition) => change(createCheckConstraint(name, table, condition)),
    createForeignKey: (name, referent, columns, referred, how) =>
      change(createForeignKey(name, table, referent, columns, referred, how)),
    createExcludeConstraint: (name, elements, how) => change(createExcludeConstraint(name, table, elements, how)),
    dropConstraint: (name, how) => change(dropConstraint(name, table, how)),
    createIndex: (name, columns, how) => after.push(createIndex(name, table, columns, { ...how, ...place })),
    dropIndex: (name, how) => before.push(dropIndex(name, { ...how, ...place })),
    createTableComment: (comment, how) => after.push(createTableComment(table, comment, { ...how, ...place })),
    dropTableComment: (how) => after.push(dropTableComment(table, { ...how, ...place })),
    execute: (sql, params) => before.push(execute(sql, params)),
  })
  const storage = {
    ...(strict === undefined ? {} : { strict }),
    ...(withoutRowid === undefined ? {} : { withoutRowid }),
  }
  const all = { table, ...place, changes, recreate, ...(reordering ? { reordering } : {}), ...storage }
  const isAltered = changes.length > 0 || reordering || recreate === 'always' || Object.keys(storage).length > 0
  return [...before, ...(isAltered ? [alterTable('batchAlterTable', all)] : []), ...after]
}

const known: Known<BatchOptions> = { schema: true, recreate: true, reordering: true, strict: true, withoutRowid: true }
