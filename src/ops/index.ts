export { type Column, type ColumnOptions, column, type Reference, type ReferentialAction } from '../schema/column.js'
export {
  bigInteger,
  blob,
  boolean,
  type ColumnType,
  date,
  dateTime,
  float,
  integer,
  json,
  numeric,
  raw,
  string,
  text,
} from '../schema/column-type.js'
export { type Constraint, check, type ForeignKey, foreignKey, primaryKey, unique } from '../schema/constraint.js'
export { type Sql, sql } from '../schema/sql.js'
export type { Encodable, Json } from '../schema/value.js'
export { addColumn } from './add-column.js'
export { assertion } from './assertion.js'
export { bulkInsert, type NewRow } from './bulk-insert.js'
export { createIndex, type IndexOptions } from './create-index.js'
export { createTable, type TableOptions } from './create-table.js'
export { dropColumn } from './drop-column.js'
export { dropIndex } from './drop-index.js'
export { dropTable } from './drop-table.js'
export { execute } from './execute.js'
export type { Operation } from './operation.js'
export type { Operations, QueryRow } from './operations.js'
export { renameTable } from './rename-table.js'
