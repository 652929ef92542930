import type { Dialect } from '../dialects/dialect.js'
import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import type { TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { fold, sameName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import { breakCircles } from './break-circles.js'
import { changesReferences } from './changes-references.js'
import { closureOf } from './closure.js'
import { type CollectedChanges, collectChanges } from './collect-changes.js'
import { copyGates, copyRows } from './copy-rows.js'
import { dropTables } from './drop-tables.js'
import { type Facts, objectsOf, type SchemaObject } from './facts.js'
import { primaryKeyOf } from './foreign-keys.js'
import { copyGate, objectsGate } from './gate.js'
import { keepReferences, keepRows, noteTables } from './kept-counts.js'
import { keyIndexes } from './key-indexes.js'
import { renameColumns } from './rename-columns.js'
import { renderTable } from './render-table.js'

/** A table that is made anew. */
interface Copied {
  readonly changes: CollectedChanges
  readonly name: string
  /** What the new one is called until the old one is gone. */
  readonly copy: string
  readonly sql: string
  readonly next: TableDefinition
}

/**
 * Makes tables anew, step by step as https://sqlite.org/lang_altertable.html#otheralter has it, but for foreign keys:
 * where these are enforced, every table that refers to the one that changes is made anew with it, for a row that refers
 * to a dropped one is deleted, or keeps it from being dropped.
 */
export function copyTables(
  changes: CollectedChanges,
  facts: Facts,
  dialect: Dialect,
): { readonly statements: readonly string[]; readonly copies: readonly string[] } {
  const id = dialect.identifier
  const root = changes.table.table.name
  const next = parseTable(renderTable(changes, dialect, root, (name) => name))
  if (next.withoutRowid && primaryKeyOf(next).length === 0) {
    throw new LimbeckError('invalid-operation', `Table '${root}' is WITHOUT ROWID: it needs a primary key.`)
  }
  const { tables, circular } = facts.foreignKeys
    ? closureOf(facts, changes.table, next)
    : { tables: [changes.table], circular: new Set<string>() }
  const members = new Set(tables.map(({ table }) => fold(table.name)))
  const copyName = (name: string) => `_limbeck_new_${name}`
  // Where foreign keys are enforced, RENAME carries a new name into the tables that refer to it; elsewhere it does not.
  const names = (name: string) => (facts.foreignKeys && members.has(fold(name)) ? copyName(nameOf(tables, name)) : name)
  const copied = tables.map((table): Copied => {
    const { name } = table.table
    const own = name === root ? changes : collectChanges(table, { table: name, changes: [], recreate: 'always' })
    const sql = renderTable(own, dialect, copyName(name), names)
    return { changes: own, name, copy: copyName(name), sql, next: parseTable(sql) }
  })
  const objects = (type: SchemaObject['type']) =>
    copied.flatMap(({ name }) => objectsOf(facts, name, type).flatMap((one) => (one.sql === null ? [] : [one])))
  const isDropped = (index: string) => changes.droppedIndexes.some((name) => sameName(name, index))
  const stale = [...copied.map(({ copy }) => copy), ...noteTables].filter((name) =>
    facts.objects.some((one) => one.type === 'table' && sameName(one.name, name)),
  )
  // What refers to nothing is counted at the end, with its row ids; SQLite itself would only say that something does.
  const isLate =
    facts.foreignKeys && circular.size === 0 && !facts.deferForeignKeys && changesReferences(changes, next, copied)
  const circles = breakCircles(copied, circular, facts, dialect)
  const keys = keyIndexes(copied, facts, dialect)
  const rows =
    copied.length > 1 || circular.size > 0
      ? keepRows(
          copied.map(({ name }) => name),
          dialect,
        )
      : undefined
  const references = keepReferences(facts, changes.table, next, members, dialect)
  const gates = {
    before: [...(rows?.before ?? []), ...references.before],
    after: [...(rows?.after ?? []), ...references.after],
  }
  const expected = facts.objects.filter(
    ({ type, name, sql, table }) =>
      sql !== null && !(type === 'index' && isDropped(name)) && !stale.some((name) => sameName(name, table)),
  )
  const statements = [
    ...stale.map((name) => `DROP TABLE ${id(name)}`),
    ...copyGates(changes, dialect),
    ...gates.before,
    ...circles.begin,
    // All of them first: those in a circle refer to one another.
    ...copied.flatMap((one) => [one.sql, ...keys.on(one.name), ...circles.indexes(one.name)]),
    ...(isLate ? ['PRAGMA defer_foreign_keys=ON'] : []),
    ...copied.flatMap((one) => [
      copyRows(one.changes, one.next, dialect),
      copyGate(dialect, one.name),
      ...keepSequence(one, dialect),
    ]),
    ...(isLate ? ['PRAGMA defer_foreign_keys=OFF'] : []),
    ...dropTables(tables, circular, circles, dialect),
    ...circles.end,
    // Otherwise RENAME reads every view and trigger, and those that name the dropped table stop it.
    ...(facts.legacyAlterTable ? [] : ['PRAGMA legacy_alter_table=ON']),
    ...copied.map(({ name, copy }) => `ALTER TABLE ${id(copy)} RENAME TO ${id(name)}`),
    ...(facts.legacyAlterTable ? [] : ['PRAGMA legacy_alter_table=OFF']),
    ...keys.drop,
    ...circles.dropIndexes,
    ...objects('index').flatMap(({ name, sql }) => (isDropped(name) ? [] : (sql ?? []))),
    ...objects('trigger').map(({ sql }) => sql as string),
    ...renameColumns(root, changes.columns, dialect),
    ...changes.indexes.map(dialect.createIndex),
    ...(changes.dropped.length > 0 ? readSchema : []),
    ...objectGates(expected, dialect),
    ...gates.after,
  ]
  return { statements, copies: copied.map(({ name }) => name) }
}

/** SQLite reads every view and trigger when it renames a table, and stops at one that a dropped column left broken. */
const readSchema = [
  'CREATE TABLE _limbeck_read (a)',
  'ALTER TABLE _limbeck_read RENAME TO _limbeck_was_read',
  'DROP TABLE _limbeck_was_read',
]

const nameOf = (tables: readonly TableDefinition[], name: string): string =>
  tables.find(({ table }) => sameName(table.name, name))?.table.name ?? name

const hasSequence = ({ columns, constraints }: TableDefinition): boolean =>
  [...columns.flatMap((column) => column.constraints), ...constraints].some(
    (one) => one.kind === 'primaryKey' && one.autoincrement,
  )

/** The counter of AUTOINCREMENT goes on from where it was, also when the rows that it counted are gone. */
function keepSequence({ changes, name, copy, next }: Copied, dialect: Dialect): readonly string[] {
  if (!hasSequence(changes.table) || !hasSequence(next)) return []
  const [old, now] = [name, copy].map(dialect.literal)
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${now}`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${now}, seq FROM sqlite_sequence WHERE name = ${old}`,
  ]
}

/** As many statements as it takes to stay far below any limit of their length. */
function objectGates(objects: readonly SchemaObject[], dialect: Dialect): readonly string[] {
  const size = 200
  return Array.from({ length: Math.ceil(objects.length / size) }, (_, nth) =>
    objectsGate(dialect, objects.slice(nth * size, (nth + 1) * size)),
  )
}
