export {
  type Column,
  type ColumnOptions,
  column,
  type Generated,
  type Identity,
  type Reference,
  type ReferenceOptions,
  type ReferentialAction,
} from '../schema/column.js'
export {
  array,
  bigInteger,
  blob,
  boolean,
  type ColumnType,
  char,
  date,
  dateTime,
  double,
  type Enumeration,
  type EnumerationOptions,
  enumeration,
  float,
  integer,
  interval,
  json,
  jsonb,
  numeric,
  raw,
  real,
  smallInteger,
  string,
  type TimeOptions,
  text,
  time,
  uuid,
} from '../schema/column-type.js'
export {
  type CheckOptions,
  type ConflictAction,
  type Constraint,
  check,
  type Deferral,
  type Exclusion,
  type ExclusionOptions,
  exclude,
  type ForeignKey,
  foreignKey,
  type KeyOptions,
  primaryKey,
  unique,
} from '../schema/constraint.js'
export { type FinalName, f, type Name, type NamingConvention } from '../schema/naming.js'
export { type Sql, sql } from '../schema/sql.js'
export type { IndexDefinition, IndexOptions, TableDefinition, TableOptions } from '../schema/table.js'
export type { ColumnChange, ExistingColumn, TableAlteration, TableChange } from '../schema/table-change.js'
export { index, type TargetIndex, type TargetPart, type TargetTable, table } from '../schema/target.js'
export type { Encodable, Json } from '../schema/value.js'
export { type AddColumnOptions, addColumn } from './add-column.js'
export { type AlterColumnOptions, alterColumn } from './alter-column.js'
export type { AlterOptions } from './alter-table.js'
export { assertion } from './assertion.js'
export { type BatchOperations, type BatchOptions, batchAlterTable } from './batch-alter-table.js'
export { bulkInsert, type NewRow } from './bulk-insert.js'
export {
  createCheckConstraint,
  createExcludeConstraint,
  createForeignKey,
  createPrimaryKey,
  createUniqueConstraint,
  type ForeignKeyOptions,
} from './create-constraint.js'
export { createIndex } from './create-index.js'
export { createTable, type TablePart } from './create-table.js'
export { type DropColumnOptions, dropColumn } from './drop-column.js'
export { type DropConstraintOptions, dropConstraint } from './drop-constraint.js'
export { type DropIndexOptions, dropIndex } from './drop-index.js'
export { type DropTableOptions, dropTable } from './drop-table.js'
export { addEnumValue, createEnum, dropEnum, type EnumOptions, renameEnumValue } from './enumerations.js'
export { execute } from './execute.js'
export { irreversible } from './irreversible.js'
export type { Fact, Operation, Rendering } from './operation.js'
export type { Operations, QueryRow } from './operations.js'
export { renameTable } from './rename-table.js'
export type { Items, RenderedItem, RenderItem } from './render/render-item.js'
export { type RenderedOperations, type RenderOptions, renderOperations } from './render/render-operations.js'
export { createTableComment, dropTableComment, type TableCommentOptions } from './table-comment.js'
