import { nameOf } from '../schema/naming.js'
import type { ColumnChange, ExistingColumn, TableChange } from '../schema/table-change.js'
import { notReversible } from './operation.js'

/** The change that undoes another. Throws `unsupported-operation` when what there was before is not known. */
export function reverseChange(table: string, change: TableChange): TableChange {
  switch (change.kind) {
    case 'addColumn':
      return {
        kind: 'dropColumn',
        column: change.column.name,
        ...(change.ifNotExists ? { ifExists: true } : {}),
        existing: change.column,
      }
    case 'dropColumn': {
      if (!change.existing) throw notReversible(`dropColumn('${table}', '${change.column}')`)
      return { kind: 'addColumn', column: change.existing, ...(change.ifExists ? { ifNotExists: true } : {}) }
    }
    case 'alterColumn':
      return reverseAlter(table, change)
    case 'addConstraint': {
      const { name, kind } = change.constraint
      if (name === undefined) throw notReversible(`an unnamed constraint of '${table}'`)
      return { kind: 'dropConstraint', name, type: kind, existing: change.constraint }
    }
    case 'dropConstraint': {
      if (!change.existing) throw notReversible(`dropConstraint('${nameOf(change.name)}', '${table}')`)
      // Whatever it was called when it was made, this is what it was dropped by.
      return { kind: 'addConstraint', constraint: { ...change.existing, name: change.name } }
    }
  }
}

const kept = [
  ['type', 'existingType'],
  ['nullable', 'existingNullable'],
  ['default', 'existingDefault'],
  ['comment', 'existingComment'],
  ['identity', 'existingIdentity'],
  ['generated', 'existingGenerated'],
  ['collate', 'existingCollate'],
  ['onNull', 'existingOnNull'],
  ['autoincrement', 'existingAutoincrement'],
] as const

function reverseAlter(table: string, change: Extract<TableChange, { kind: 'alterColumn' }>): TableChange {
  const { column, to, existing } = change
  const back: Record<string, unknown> = {}
  const was: Record<string, unknown> = {}
  for (const [key, before] of kept) {
    if (to[key] === undefined) {
      if (existing[before] !== undefined) was[before] = existing[before]
      continue
    }
    if (existing[before] === undefined) throw notReversible(`alterColumn('${table}', '${column}'): its ${key}`)
    back[key] = existing[before]
    was[before] = to[key]
  }
  const name = to.newName ?? column
  return {
    kind: 'alterColumn',
    column: name,
    to: { ...back, ...(name === column ? {} : { newName: column }) } as ColumnChange,
    existing: was as ExistingColumn,
  }
}
