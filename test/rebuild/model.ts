import type { Database } from 'sql.js'
import type { ColumnChange, TableChange } from '../../src/schema/table-change.js'
import { newDatabase } from '../database.js'
import { type MadeCase, type MadeColumn, quote } from './generate.js'
import { normal, readState, type State } from './read-state.js'

/** What a database should be after an alteration, worked out without what is tested. */
export interface Expected {
  /** All but the altered table, whose own rows and columns follow. */
  readonly rest: State
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  /** What SQLite says of the altered table beside columns and rows, without what the alteration takes away or adds. */
  readonly facts: readonly string[]
}

type Alter = TableChange & { readonly kind: 'alterColumn' }

/** The model's answer for a case, from a database before the alteration; the database is used up. */
export function expect({ tables, alteration }: MadeCase, db: Database): Expected {
  const made = tables.find(({ name }) => name === alteration.table) as MadeCase['tables'][number]
  const alters = alteration.changes.filter((one): one is Alter => one.kind === 'alterColumn')
  const to = (name: string): ColumnChange =>
    Object.assign({}, ...alters.filter(({ column }) => column === name).map((one) => one.to))
  const dropped = new Set(alteration.changes.flatMap((one) => (one.kind === 'dropColumn' ? [one.column] : [])))
  const kept = made.columns.filter(({ name }) => !dropped.has(name))
  const order = orderOf(made.columns, dropped, alteration)

  // The rows, in a table that has types and nothing else.
  const fresh = alteration.changes.flatMap((one) => (one.kind === 'addColumn' ? [one.column] : []))
  const typeOf = (column: MadeColumn) => (to(column.name).type as { text: string } | undefined)?.text ?? column.type
  const filled = [
    ...kept.map((column) => ({
      name: to(column.name).newName ?? column.name,
      type: typeOf(column),
      sql: filling(column, to(column.name)),
    })),
    ...fresh.map(({ name, type, default: value = null }) => ({
      ...{
        name,
        type: type.type,
        sql: value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'it''s'`,
      },
    })),
  ]
  const plain = newDatabase()
  const columns = filled.map((one) => `${quote(one.name)} ${one.type === 'ANY' ? '' : one.type}`).join(', ')
  plain.exec(`CREATE TABLE plain (${columns})`)
  const [found] = db.exec(`SELECT ${filled.map(({ sql }) => `quote(${sql})`).join(', ')} FROM ${quote(made.name)}`)
  for (const values of found?.values ?? []) plain.exec(`INSERT INTO plain VALUES (${values.join(', ')})`)
  for (const { name, of } of kept) {
    const final = (column: string) => quote(to(column).newName ?? column)
    if (of !== undefined) plain.exec(`UPDATE plain SET ${final(name)} = ${final(of)} || ')'`)
  }
  const listed = order.map((name) => `quote(${quote(name)})`).join(" || ', ' || ")
  const rows = (plain.exec(`SELECT ${listed} FROM plain`)[0]?.values ?? []).flat().map(String).sort()
  plain.close()

  // Everything else, as SQLite's own RENAME COLUMN leaves it.
  for (const { column, to: change } of alters) {
    if (change.newName !== undefined && !dropped.has(column)) {
      db.exec(`ALTER TABLE ${quote(made.name)} RENAME COLUMN ${quote(column)} TO ${quote(change.newName)}`)
    }
  }
  const rest = readState(db)
  const facts = rest.tables[made.name]?.facts ?? []
  return { rest, columns: order, rows, facts }
}

function filling(column: MadeColumn, { type, fill }: ColumnChange): string {
  const name = quote(column.name)
  const words = (type as { text: string } | undefined)?.text
  const value =
    words !== undefined && affinityOf(words) !== affinityOf(column.type) && !/DATE|ANY/.test(words)
      ? `CAST(${name} AS ${words})`
      : name
  return fill === undefined ? value : `coalesce(${value}, ${String(fill)})`
}

const affinityOf = (type: string): string =>
  ({
    INTEGER: 'i',
    INT: 'i',
    'odd type': 'n',
    TEXT: 't',
    'VARCHAR(9)': 't',
    'VARCHAR(3)': 't',
    REAL: 'r',
    BLOB: 'b',
    '': 'b',
  })[type] ?? 'n'

/** The columns in the order in which they should stand, by their new names. */
function orderOf(
  columns: readonly MadeColumn[],
  dropped: ReadonlySet<string>,
  { changes, reordering }: MadeCase['alteration'],
): readonly string[] {
  const all = columns.map(({ name }) => name)
  for (const change of changes) {
    if (change.kind !== 'addColumn') continue
    const at = change.after === undefined ? -1 : all.indexOf(change.after)
    let place = at < 0 ? all.length : at + 1
    while (
      at >= 0 &&
      changes.some((one) => one.kind === 'addColumn' && one.after === change.after && one.column.name === all[place])
    )
      place++
    all.splice(place, 0, change.column.name)
  }
  // A new column may have been put beside one that goes afterwards.
  const names = all.filter((name) => !dropped.has(name))
  for (const [first, second] of reordering ?? []) {
    const [from, until] = [names.indexOf(first ?? ''), names.indexOf(second ?? '')]
    if (from > until) names.splice(from, 0, ...names.splice(until, 1))
  }
  return names.map((name) => {
    const newNames = changes.flatMap((one) =>
      one.kind === 'alterColumn' && one.column === name && one.to.newName !== undefined ? [one.to.newName] : [],
    )
    return newNames.at(-1) ?? name
  })
}

/** What is wrong with a database after an alteration; nothing, when it is as expected. */
export function problemsOf(given: MadeCase, expected: Expected, after: State): readonly string[] {
  const { alteration, tables } = given
  const problems: string[] = []
  const same = (what: string, is: unknown, should: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(should))
      problems.push(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`)
  }
  same('tables', Object.keys(after.tables).sort(), Object.keys(expected.rest.tables).sort())
  same('objects', sorted(after.objects), sorted(expected.rest.objects))
  for (const [name, table] of Object.entries(expected.rest.tables)) {
    if (name !== alteration.table) same(`table ${name}`, after.tables[name], table)
  }
  const table = after.tables[alteration.table]
  same(
    'columns',
    table?.columns.map((column) => column.name),
    expected.columns,
  )
  same('rows', table?.rows, expected.rows)
  const gone = alteration.changes.filter(({ kind }) => kind === 'dropColumn' || kind === 'dropConstraint').length > 0
  const added = alteration.changes.some(({ kind }) => kind === 'addConstraint' || kind === 'addColumn')
  const facts = table?.facts ?? []
  const relaxed = alteration.changes.some((one) => one.kind === 'alterColumn' && one.to.nullable)
  const missing = without(expected.facts, facts).filter((fact) => !(relaxed && fact === 'says CONFLICT ABORT'))
  const more = without(facts, expected.facts)
  if (!gone && missing.length > 0) problems.push(`lost: ${missing.join('; ')}`)
  if (!added && more.length > 0) problems.push(`too much: ${more.join('; ')}`)
  const made = tables.find(({ name }) => name === alteration.table)
  if (made?.strict && !facts.includes('says STRICT')) problems.push('no longer STRICT')
  if (made?.withoutRowid && !facts.includes('says WITHOUT ROWID')) problems.push('no longer WITHOUT ROWID')
  for (const change of alteration.changes) {
    if (change.kind !== 'alterColumn') continue
    const column = table?.columns.find(({ name }) => name === (change.to.newName ?? change.column))
    const { type, nullable, default: value } = change.to
    if (type) same(`type of ${change.column}`, column?.type, (type as { text: string }).text)
    if (nullable !== undefined && !column?.pk) same(`not null of ${change.column}`, column?.notNull, !nullable)
    if (value !== undefined) same(`default of ${change.column}`, column?.default, value === null ? null : `'${value}'`)
  }
  return problems
}

const sorted = (objects: Readonly<Record<string, string>>) =>
  Object.entries(objects)
    .map(([name, sql]) => `${name}: ${normal(sql)}`)
    .sort()

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other]
  return list.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
