import { columnNames } from '../dialects/sqlite/parse/column-names.js'
import { parseIndex } from '../dialects/sqlite/parse/parse-index.js'
import type { Span, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, nameOf, type SqlToken, sameName, tokenize } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import type { CollectedChanges } from './collect-changes.js'
import { textAt } from './edit-text.js'
import { type Facts, isVirtual, objectsOf, referringTables, type SchemaObject, tableNamed } from './facts.js'
import { type ForeignKeyDefinition, foreignKeysOf, primaryKeyOf } from './foreign-keys.js'
import { goesWithColumns } from './kept-constraints.js'
import { takesAll, usesColumn } from './names-used.js'

/**
 * Throws `column-in-use` when something names a column that is to go: a CHECK or generated column of the table, an index,
 * a trigger, a view, a foreign key; or when a full-text index reads one that is to have another name. Nothing
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
  // RENAME COLUMN goes everywhere but into the arguments of a virtual table.
  for (const { source, name, to } of changes.columns) {
    if (source && to.newName !== undefined && to.newName !== name)
      refuse(name, 'renamed', virtualUses(facts, table, name))
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
    sql !== null && parseIndex(sql).columns.has(fold(column)) ? [`index ${name}`] : [],
  )

function otherUses(facts: Facts, table: string, column: string): readonly string[] {
  const hasColumn = (other: string) => {
    const found = facts.objects.find(({ type, name }) => type === 'table' && sameName(name, other))
    if (!found?.sql || isVirtual(found.sql)) return true
    return tableNamed(facts, other)?.columns.some((one) => sameName(one.column.name, column)) ?? true
  }
  const objects = facts.objects.filter(({ type }) => type === 'trigger' || type === 'view')
  // A view of all columns has this one too, for whoever reads the view.
  const sources = new Set([table])
  for (const source of sources)
    for (const object of objects) if (object.type === 'view' && takesAll(object, source)) sources.add(object.name)
  // As many as are listed, or are to be inserted.
  const isCounted = ({ type, sql }: SchemaObject) => type === 'trigger' || /^create view [^\s(]*\s*\(/i.test(sql ?? '')
  return objects.flatMap((object) =>
    [...sources].some(
      (source) => usesColumn(object, source, column, hasColumn) || (isCounted(object) && takesAll(object, source)),
    )
      ? [`${object.type} ${object.name}`]
      : [],
  )
}

/** The full-text indexes that read a column: their `content` is its table (https://sqlite.org/fts5.html#external_content_tables). */
const virtualUses = (facts: Facts, table: string, column: string): readonly string[] =>
  facts.objects.flatMap(({ name, sql }) => {
    if (!isVirtual(sql)) return []
    const names = tokenize(sql ?? '').filter(({ kind }) => kind !== 'sign' && kind !== 'number')
    const after = (word: string) => {
      const at = names.findIndex((one) => sameName(one.text, word))
      return at < 0 ? undefined : nameOf(names[at + 1] as SqlToken)
    }
    const isOver = sameName(after('content') ?? '', table)
    return isOver && names.some((one) => sameName(nameOf(one), column)) ? [`virtual table ${name}`] : []
  })

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
