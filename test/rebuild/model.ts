import type { ColumnChange, TableChange } from '../../src/schema/table-change.js'
import type { Database } from './databases.js'
import {
  type MadeCase,
  type MadeColumn,
  type MadeConstraint,
  type MadeTable,
  quote,
  says,
  tableSql,
  type Word,
} from './made-case.js'
import { readState, type State, type TableRead } from './read-state.js'

type Alter = TableChange & { readonly kind: 'alterColumn' }
type Alteration = MadeCase['alteration']

/** What is said of a table's columns, and by what words a column is known in the end. */
interface Said {
  readonly to: (column: string) => ColumnChange
  readonly dropped: ReadonlySet<string>
}

/**
 * What a database should be after an alteration, worked out without what is tested: from a database before the
 * alteration, and an empty one; both are used up.
 */
export async function expected({ tables, alteration }: MadeCase, db: Database, empty: Database): Promise<State> {
  const made = tables.find(({ name }) => name === alteration.table) as MadeTable
  const alters = alteration.changes.filter((one): one is Alter => one.kind === 'alterColumn')
  const said: Said = {
    to: (name) => Object.assign({}, ...alters.filter(({ column }) => column === name).map((one) => one.to)),
    dropped: new Set(alteration.changes.flatMap((one) => (one.kind === 'dropColumn' ? [one.column] : []))),
  }
  const table = tableAfter(made, alteration, said)
  const rows = await rowsAfter(made, table, said, db, empty)
  // The names last, as SQLite's own RENAME COLUMN has them: in the table, and in everything else.
  const renames = alters.flatMap(({ column, to: { newName } }) =>
    newName === undefined || said.dropped.has(column)
      ? []
      : [`ALTER TABLE ${quote(made.name)} RENAME COLUMN ${quote(column)} TO ${quote(newName)}`],
  )
  await empty.apply([tableSql(table)])
  for (const sql of renames) {
    await empty.apply([sql])
    await db.apply([sql])
  }
  const [rest, { tables: read }] = [await readState(db), await readState(empty)]
  const counters = rest.tables[made.name]?.facts.filter((fact) => fact.startsWith('counts from')) ?? []
  const isCounted = table.columns.some((one) => one.words.some(({ text }) => /AUTOINCREMENT/.test(text)))
  const own = read[made.name] as TableRead
  const facts = [...own.facts, ...(isCounted ? counters : [])].sort()
  return { ...rest, tables: { ...rest.tables, [made.name]: { ...own, facts, rows } } }
}

/** The table as it should be, with its columns' old names. */
function tableAfter(made: MadeTable, alteration: Alteration, { to, dropped }: Said): MadeTable {
  const released = new Set(alteration.changes.flatMap((one) => (one.kind === 'dropConstraint' ? [one.name] : [])))
  const isKept = ({ name }: Word) => name === undefined || !released.has(name)
  const kept = made.columns
    .filter(({ name }) => !dropped.has(name))
    .map((column) => {
      const changed = columnAfter(column, to(column.name))
      return { ...changed, words: changed.words.filter(isKept) }
    })
  const fresh = alteration.changes.flatMap((one): MadeColumn[] => {
    if (one.kind !== 'addColumn') return []
    const { name, type, default: value, nullable, check, references } = one.column
    const words: Word[] = []
    const say = (kind: Word['kind'], text: string) => words.push({ kind, text })
    if (value !== undefined) say('default', `DEFAULT ${typeof value === 'number' ? value : "'it''s'"}`)
    if (nullable === false) say('notNull', 'NOT NULL')
    if (check !== undefined) say('check', `CHECK (${check})`)
    if (references)
      say('foreignKey', `REFERENCES ${quote(references.table)} (${quote(references.column)}) ON DELETE CASCADE`)
    return [{ name, type: type.type.toUpperCase(), words, key: false }]
  })
  const isDropped = (name: string) => dropped.has(name)
  const constraints = made.constraints.flatMap((one): MadeConstraint[] => {
    if (!isKept(one)) return []
    if (one.kind === 'check') return one.columns.every(isDropped) ? [] : [one]
    if (one.kind !== 'primaryKey') return one.columns.some(isDropped) ? [] : [one]
    const parts = one.parts?.filter((_, nth) => !isDropped(one.columns[nth] as string)) ?? []
    return parts.length === 0 ? [] : [{ ...one, parts, text: `PRIMARY KEY (${parts.join(', ')})` }]
  })
  const added = alteration.changes.flatMap((one): MadeConstraint[] => {
    if (one.kind !== 'addConstraint') return []
    const { constraint } = one
    const name = `CONSTRAINT ${constraint.name}`
    if (constraint.kind === 'check')
      return [{ kind: 'check', columns: [], text: `${name} CHECK (${constraint.condition})` }]
    if (constraint.kind === 'exclude') throw new Error('The generator makes none.')
    const { columns } = constraint
    const list = columns.map(quote).join(', ')
    if (constraint.kind !== 'foreignKey') return [{ kind: 'unique', columns, text: `${name} UNIQUE (${list})` }]
    const target = `${quote(constraint.table)} (${constraint.references.map(quote).join(', ')})`
    const text = `${name} FOREIGN KEY (${list}) REFERENCES ${target} ON DELETE ${constraint.onDelete}`
    return [{ kind: 'foreignKey', columns, text }]
  })
  const all = [...kept, ...fresh]
  const columns = orderOf(made.columns, dropped, alteration).map((name) => all.find((one) => one.name === name))
  return { ...made, columns: columns as MadeColumn[], constraints: [...constraints, ...added] }
}

function columnAfter(column: MadeColumn, { type, nullable, default: value, generated }: ColumnChange): MadeColumn {
  let words = column.words
  const without = (kind: Word['kind']) => words.filter((word) => word.kind !== kind)
  if (nullable === true) words = without('notNull')
  if (nullable === false && !says(column, 'notNull')) words = [...words, { kind: 'notNull', text: 'NOT NULL' }]
  if (value !== undefined) words = without('default')
  if (typeof value === 'string') words = [...words, { kind: 'default', text: `DEFAULT '${value}'` }]
  if (generated === null) words = without('generated')
  return { ...column, words, type: (type as { readonly text: string } | undefined)?.text ?? column.type }
}

/** The rows, by way of a table that has types and nothing else. */
async function rowsAfter(
  made: MadeTable,
  table: MadeTable,
  { to }: Said,
  db: Database,
  empty: Database,
): Promise<readonly string[]> {
  const sources = table.columns.map((column) => {
    const old = made.columns.find(({ name }) => name === column.name)
    return old
      ? filling(old, to(old.name))
      : (column.words.find(({ kind }) => kind === 'default')?.text.slice(8) ?? 'NULL')
  })
  const types = table.columns.map(({ name, type }) => `${quote(name)} ${type === 'ANY' ? '' : type}`)
  const [found = []] = await db.read([
    `SELECT ${sources.map((sql) => `quote(${sql})`).join(" || ', ' || ")} AS line FROM ${quote(made.name)}`,
  ])
  const generated = table.columns.filter((column) => says(column, 'generated'))
  await empty.apply([
    `CREATE TABLE plain (${types.join(', ')})`,
    ...found.map(({ line }) => `INSERT INTO plain VALUES (${line})`),
    ...generated.map(({ name, of = '' }) => `UPDATE plain SET ${quote(name)} = ${quote(of)} || ')'`),
  ])
  const listed = table.columns.map(({ name }) => `quote(${quote(name)})`).join(" || ', ' || ")
  const [rows = []] = await empty.read([`SELECT ${listed} AS line FROM plain`])
  await empty.apply(['DROP TABLE plain'])
  return rows.map(({ line }) => String(line)).sort()
}

function filling(column: MadeColumn, { type, fill, using }: ColumnChange): string {
  const name = quote(column.name)
  const words = (type as { readonly text: string } | undefined)?.text
  const isCast = words !== undefined && affinityOf(words) !== affinityOf(column.type) && !/DATE|ANY/.test(words)
  const value = using ?? (isCast ? `CAST(${name} AS ${words})` : name)
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

/** The columns in the order in which they should stand. */
function orderOf(
  columns: readonly MadeColumn[],
  dropped: ReadonlySet<string>,
  { changes, reordering }: Alteration,
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
  return names
}

/** What is wrong with a database after an alteration; nothing, when it is as expected. */
export function problemsOf(should: State, is: State): readonly string[] {
  const problems: string[] = []
  const same = (what: string, one: unknown, other: unknown) => {
    const [found, wanted] = [JSON.stringify(one), JSON.stringify(other)]
    if (found !== wanted) problems.push(`${what}: ${found}, not ${wanted}`)
  }
  const names = (state: State) => Object.keys(state.tables).sort()
  same('tables', names(is), names(should))
  for (const name of Object.keys(should.tables)) {
    for (const part of ['columns', 'facts', 'rows'] as const)
      same(`${part} of ${name}`, is.tables[name]?.[part], should.tables[name]?.[part])
  }
  same('objects', Object.entries(is.objects).sort(), Object.entries(should.objects).sort())
  same('found', is.found, should.found)
  return problems
}
