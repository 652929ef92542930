import type { Case } from '../case.js'
import { cases as addColumn } from './add-column.js'
import { cases as alterColumn } from './alter-column.js'
import { cases as assertion } from './assertion.js'
import { cases as batchAlterTable } from './batch-alter-table.js'
import { cases as bulkInsert } from './bulk-insert.js'
import { cases as createConstraint } from './create-constraint.js'
import { cases as createIndex } from './create-index.js'
import { cases as createTable } from './create-table.js'
import { cases as dropColumn } from './drop-column.js'
import { cases as dropConstraint } from './drop-constraint.js'
import { cases as dropIndex } from './drop-index.js'
import { cases as dropTable } from './drop-table.js'
import { cases as enumerations } from './enumerations.js'
import { cases as execute } from './execute.js'
import { cases as renameTable } from './rename-table.js'
import { cases as tableComment } from './table-comment.js'

/** The cases of each file of operations. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  addColumn,
  alterColumn,
  assertion,
  batchAlterTable,
  bulkInsert,
  createConstraint,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  enumerations,
  execute,
  renameTable,
  tableComment,
}
