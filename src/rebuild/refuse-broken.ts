import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import { parseIndex } from '../dialects/sqlite/parse/parse-index.js'
import type { Span, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, sameName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import type { CollectedChanges } from './collect-changes.js'
import { textAt } from './edit-text.js'
import { type Facts, objectsOf, referringTables } from './facts.js'
import { type ForeignKeyDefinition, foreignKeysOf, primaryKeyOf } from './foreign-keys.js'
import { goesWithColumns } from './kept-constraints.js'
import { handedOn, otherUses, virtualUses } from './object-uses.js'

/**
 * Throws `column-in-use` when something names a column that is to go: a CHECK or generated column of the table, an index,
 * a trigger, a view, a foreign key; or when something that does not follow names one that is to have another name. Nothing
 * has been touched then, and the error names them all.
 */
export function refuseBroken(changes: CollectedChanges, facts: Facts): void {
  const table = changes.table.table.name
  const refuse = (column: string, how: string, objects: readonly string[]) => {
    if (objects.length === 0) return
    const message = `Column '${column}' of '${table}' cannot be ${how}: ${objects.join(', ')} needs it. Drop or change that first.`
    throw new LimbeckError('column-in-use', message, undefined, { table, column, objects })
  }
  const goes = (index: string) => changes.droppedIndexes.some((name) => sameName(`index ${name}`, index))
  for (const { column } of changes.dropped) {
    const objects = [
      ...ownUses(changes, column.name),
      ...indexUses(facts, table, column.name).filter((name) => !goes(name)),
      ...otherUses(facts, table, column.name),
      ...references(facts, changes, column.name),
      ...virtualUses(facts, table, column.name),
    ]
    refuse(column.name, 'dropped', objects)
  }
  // RENAME COLUMN goes everywhere but into the arguments of a virtual table, and past views of all columns.
  for (const { source, name, to } of changes.columns) {
    if (source && to.newName !== undefined && to.newName !== name)
      refuse(name, 'renamed', [...handedOn(facts, table, name), ...virtualUses(facts, table, name)])
  }
}

function ownUses(changes: CollectedChanges, column: string): readonly string[] {
  const { table, columns, removed } = changes
  const names = (span: Span) => columnNames(table.tokens, span).some(({ name }) => sameName(name, column))
  const text = (span: Span) => textAt(table.sql, span).trim()
  const checks = [...columns.flatMap(({ source }) => source?.constraints ?? []), ...table.constraints]
  return [
    ...checks.flatMap((one) =>
      one.kind === 'check' && !removed.has(one) && !goesWithColumns(one, changes) && names(one.expression)
        ? [one.name === undefined ? `CHECK (${text(one.expression)})` : `constraint ${one.name}`]
        : [],
    ),
    ...columns.flatMap(({ source }) =>
      (source?.constraints ?? []).some((one) => one.kind === 'generated' && names(one.expression))
        ? [`generated column ${source?.column.name}`]
        : [],
    ),
  ]
}

const indexUses = (facts: Facts, table: string, column: string): readonly string[] =>
  objectsOf(facts, table, 'index').flatMap(({ name, sql }) =>
    sql !== null && parseIndex(sql).columns().has(fold(column)) ? [`index ${name}`] : [],
  )

/** The foreign keys that refer to a column and stay. */
function references(facts: Facts, changes: CollectedChanges, column: string): readonly string[] {
  const { table, removed, dropped, added } = changes
  const hasNewKey = added.some(({ kind }) => kind === 'primaryKey')
  const key = primaryKeyOf(table)
  const isOwn = (one: TableDefinition) => sameName(one.table.name, table.table.name)
  const goes = ({ constraint, columns }: ForeignKeyDefinition) =>
    [...removed].some(({ start }) => start === constraint.start) ||
    columns.some((name) => dropped.some((one) => sameName(one.column.name, name)))
  return referringTables(facts).flatMap((one) => {
    const refers = foreignKeysOf(one).some((foreign) => {
      const { reference } = foreign
      if (isOwn(one) && (goes(foreign) || (hasNewKey && reference.columns.length === 0))) return false
      const names = reference.columns.length > 0 ? reference.columns.map(({ name }) => name) : key
      return sameName(reference.table.name, table.table.name) && names.some((name) => sameName(name, column))
    })
    return refers ? [`a foreign key of ${one.table.name}`] : []
  })
}
