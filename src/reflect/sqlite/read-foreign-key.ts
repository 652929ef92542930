import type { DeferralClause, ReferenceClause, TableDefinition } from '../../dialects/sqlite/parse/table-definition.js'
import { fold } from '../../dialects/sqlite/parse/tokenize.js'
import type { ReferenceOptions } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import { given } from '../given.js'
import { ownName, type ParsedTables } from './names.js'
import { primaryKeyOf } from './read-key.js'

/** A foreign key; one that names no columns refers to the other table's primary key. */
export function readForeignKey(
  table: TableDefinition,
  name: string | undefined,
  columns: readonly string[],
  reference: ReferenceClause,
  deferral: DeferralClause | undefined,
  tables: ParsedTables,
): Constraint {
  const parent = tables.get(fold(reference.table.name))
  const implied = parent && reference.columns.length === 0 ? (primaryKeyOf(parent)?.columns ?? []) : []
  const referred = reference.columns.length > 0 || implied.length !== columns.length ? reference.columns : implied
  return {
    kind: 'foreignKey',
    columns: columns.map((column) => ownName(table, column)),
    table: parent?.table.name ?? reference.table.name,
    references: referred.map((column) => ownName(parent, column.name)),
    ...(given({
      name,
      onDelete: actionOf(reference.onDelete),
      onUpdate: actionOf(reference.onUpdate),
      match: matchOf(reference.match),
      deferrable: deferral?.deferrable,
      initially: deferral?.initially,
    }) as ReferenceOptions),
  }
}

/** To do nothing is what happens by itself. */
const actionOf = (action: string): string | undefined => (action === 'NO ACTION' ? undefined : action)

/** SQLite takes any word here, and makes nothing of it. */
function matchOf(match: string | undefined): string | undefined {
  const word = match?.toUpperCase()
  return word !== undefined && ['FULL', 'PARTIAL', 'SIMPLE'].includes(word) ? word : undefined
}
