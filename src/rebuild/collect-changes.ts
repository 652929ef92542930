import { madeIndexes } from '../dialects/sqlite/alter.js'
import type {
  ColumnConstraint,
  ColumnDefinition,
  TableConstraint,
  TableDefinition,
} from '../dialects/sqlite/parse/table-definition.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import type { Enumeration } from '../schema/column-type.js'
import type { ConflictAction, Constraint } from '../schema/constraint.js'
import { nameOf } from '../schema/naming.js'
import type { IndexDefinition } from '../schema/table.js'
import type { TableAlteration, TableChange } from '../schema/table-change.js'
import { type ColumnState, finalName, isNew, newColumn } from './column-state.js'
import { findConstraints, primaryKeysOf } from './find-constraints.js'
import { inOldNames } from './in-old-names.js'
import { insertColumn, reorderColumns } from './order-columns.js'
import { stopsRename } from './stops-rename.js'

/** A table's changes put together: what remains, what goes, what is new. */
export interface CollectedChanges {
  readonly table: TableDefinition
  /** In their new order. */
  readonly columns: readonly ColumnState[]
  readonly dropped: readonly ColumnDefinition[]
  /** The constraints that go, without those that go with their column. */
  readonly removed: ReadonlySet<ColumnConstraint | TableConstraint>
  readonly added: readonly Constraint[]
  /** The indexes that new columns come with, and the names of those that dropped ones came with. */
  readonly indexes: readonly IndexDefinition[]
  readonly droppedIndexes: readonly string[]
  /** How the table is stored from now on; undefined where that stays. */
  readonly strict: boolean | undefined
  readonly withoutRowid: boolean | undefined
}

/**
 * Puts the changes of an alteration together, in their order: a later one sees what an earlier one made, and columns go
 * by their old names and by their new ones. Throws `invalid-operation` for names that there are not, or twice.
 */
export function collectChanges(table: TableDefinition, alteration: TableAlteration): CollectedChanges {
  const columns: ColumnState[] = table.columns.map((source) => ({
    ...{ source, added: undefined, name: source.column.name, to: {} },
  }))
  const dropped: ColumnDefinition[] = []
  const removed = new Set<ColumnConstraint | TableConstraint>()
  const added: Constraint[] = []
  const droppedIndexes: string[] = []
  const invalid = (words: string): never => {
    throw new LimbeckError('invalid-operation', `Table '${alteration.table}' ${words}.`)
  }
  const find = (name: string): number => {
    const index = findColumn(columns, name)
    return index < 0 ? invalid(`has no column '${name}'`) : index
  }
  const apply = (change: TableChange): void => {
    switch (change.kind) {
      case 'addColumn':
        if (change.ifNotExists && findColumn(columns, change.column.name) >= 0) break
        insertColumn(columns, change, find, invalid)
        break
      case 'dropColumn': {
        if (change.ifExists && findColumn(columns, change.column) < 0) break
        const [gone] = columns.splice(find(change.column), 1)
        if (gone?.source) dropped.push(gone.source)
        if (!change.existing) break
        for (const { name } of madeIndexes(alteration.table, undefined, change.existing)) {
          droppedIndexes.push(nameOf(name) ?? '')
        }
        break
      }
      case 'alterColumn': {
        const index = find(change.column)
        const old = columns[index] as ColumnState
        columns[index] = { ...old, to: { ...old.to, ...change.to } }
        const { existingType } = change.existing
        for (const type of change.to.type ? [change.to.type, existingType] : []) {
          if (type?.type !== 'enumeration') continue
          const check = { kind: 'dropConstraint', name: type.name, type: 'check', ifExists: true } as const
          for (const one of findConstraints(table, check)) removed.add(one)
        }
        break
      }
      case 'addConstraint':
        if (change.constraint.kind === 'primaryKey') for (const one of primaryKeysOf(table)) removed.add(one)
        added.push(change.constraint)
        break
      case 'dropConstraint': {
        const fresh = added.findIndex(
          ({ name }) => name !== undefined && sameName(nameOf(name) ?? '', nameOf(change.name) ?? ''),
        )
        if (fresh >= 0) added.splice(fresh, 1)
        else for (const one of findConstraints(table, change, removed)) removed.add(one)
      }
    }
  }
  // A new column may stand beside one that is added after it.
  const names = new Set(alteration.changes.flatMap((one) => (one.kind === 'addColumn' ? [one.column.name] : [])))
  const late = alteration.changes.filter((one) => one.kind === 'addColumn' && names.has(one.before ?? one.after ?? ''))
  for (const change of alteration.changes) if (!late.includes(change)) apply(change)
  for (const change of late) apply(change)

  const ordered = reorderColumns(columns, alteration.reordering ?? [], find, invalid)
  if (ordered.length === 0) invalid('would have no column left')
  const final = ordered.map(finalName)
  const twice = final.find((name, nth) => final.findIndex((other) => sameName(name, other)) < nth)
  if (twice !== undefined) invalid(`would have two columns '${twice}'`)
  const apart = nameApart(ordered)
  for (const one of apart) {
    if (!one.source || one.to.autoincrement === undefined || added.some(({ kind }) => kind === 'primaryKey')) continue
    if (!one.to.autoincrement && primaryKeysOf(table).every((key) => removed.has(key))) continue
    // Said anew, as a constraint of the table, which can have the word or not.
    const [old] = primaryKeysOf(table)
    for (const key of primaryKeysOf(table)) removed.add(key)
    added.push({
      kind: 'primaryKey',
      columns: [finalName(one)],
      ...(old?.name === undefined ? {} : { name: old.name }),
    })
  }
  if (alteration.withoutRowid ?? table.withoutRowid) {
    // Said anew as well, behind the constraints that keep the column from being renamed.
    for (const { source, to, name } of apart) {
      const key = source?.constraints.find((one) => one.kind === 'primaryKey')
      if (to.newName === undefined || key?.kind !== 'primaryKey' || removed.has(key)) continue
      if (!stopsRename({ ...table, withoutRowid: true }, name)) continue
      removed.add(key)
      const { onConflict } = key
      added.push({
        ...{ kind: 'primaryKey', columns: [finalName({ source, to, name, added: undefined })] },
        ...(key.name === undefined ? {} : { name: key.name }),
        ...(onConflict === undefined ? {} : { onConflict: onConflict as ConflictAction }),
      })
    }
  }
  // A new column's own text has its values.
  for (const { source, to, name } of apart) {
    if (source && to.type?.type === 'enumeration') added.push(valuesCheck(to.newName ?? name, to.type))
  }
  return {
    ...{ table, columns: apart, dropped, removed, droppedIndexes },
    ...{ strict: alteration.strict, withoutRowid: alteration.withoutRowid },
    indexes: apart.filter(isNew).flatMap((one) => madeIndexes(alteration.table, undefined, newColumn(one))),
    added: added.map((one) =>
      inOldNames(
        one,
        alteration.table,
        apart,
        (name) => apart[findColumn(apart, name)] ?? invalid(`has no column '${name}'`),
      ),
    ),
  }
}

/** The column that a name means: one not renamed before one that is called so now, and that before one that was. */
function findColumn(columns: readonly ColumnState[], name: string): number {
  for (const means of [
    (one: ColumnState) => one.to.newName === undefined && sameName(one.name, name),
    (one: ColumnState) => sameName(finalName(one), name),
    (one: ColumnState) => sameName(one.name, name),
  ]) {
    const index = columns.findIndex(means)
    if (index >= 0) return index
  }
  return -1
}

/** Gives new columns another name for the time in which a column that is to be renamed has theirs. */
const nameApart = (columns: readonly ColumnState[]): readonly ColumnState[] =>
  columns.map((one, nth) =>
    one.added && columns.some((other) => other.source && sameName(other.name, one.name))
      ? { ...one, name: `_limbeck_column_${nth}` }
      : one,
  )

const valuesCheck = (column: string, { name, values }: Enumeration): Constraint => {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')
  return { kind: 'check', name, condition: `"${column.replaceAll('"', '""')}" IN (${list})` }
}
