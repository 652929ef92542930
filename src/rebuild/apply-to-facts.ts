import { parseTable } from '../dialects/sqlite/parse/parse-table.js'
import type { Name, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { readTokens, type TokenReader } from '../dialects/sqlite/parse/token-reader.js'
import { sameName } from '../dialects/sqlite/parse/tokenize.js'
import { LimbeckError } from '../errors.js'
import { type Edit, editText } from './edit-text.js'
import { type FactsRow, isVirtual } from './facts.js'
import { foreignKeysOf } from './foreign-keys.js'
import { usesTable } from './names-used.js'

/** Words that begin statements which leave the schema alone. */
const harmless = 'SELECT VALUES WITH INSERT REPLACE UPDATE DELETE PRAGMA ANALYZE REINDEX EXPLAIN'.split(' ')

/**
 * The facts of a database after a statement that has not run yet: on a database that takes batches only, a table can be
 * looked at before the batch, and what comes before it in the batch is known. Throws `program-reads-after-write` for
 * statements of which not all consequences are: those that rename what others name, or make a table of a query.
 */
export function applyToFacts(rows: readonly FactsRow[], sql: string): readonly FactsRow[] {
  const reader = readTokens(sql)
  if (harmless.some((word) => reader.isNext(word))) return rows
  if (reader.take('CREATE')) return create(rows, reader) ?? refuse(sql)
  if (reader.take('DROP')) return drop(rows, reader)
  if (reader.take('ALTER')) return alter(rows, reader) ?? refuse(sql)
  return refuse(sql)
}

function refuse(sql: string): never {
  const message = `A table that has to be looked at comes after '${sql.slice(0, 60)}' in one revision: make it two revisions.`
  throw new LimbeckError('program-reads-after-write', message)
}

const isNamed = (row: FactsRow, name: string) => row.type !== 'setting' && sameName(String(row.name), name)
const isOf = (row: FactsRow, table: string) => row.type !== 'setting' && sameName(String(row.tbl_name), table)

/** A name that may have a schema before it. */
function nameIn(reader: TokenReader): Name {
  const name = reader.name()
  return reader.take('.') ? reader.name() : name
}

function create(rows: readonly FactsRow[], reader: TokenReader): readonly FactsRow[] | undefined {
  reader.take('UNIQUE')
  const isVirtualTable = reader.take('VIRTUAL')
  const type = reader.next().text.toLowerCase()
  if (!['table', 'index', 'view', 'trigger'].includes(type)) return undefined
  const unless = reader.take('IF', 'NOT', 'EXISTS')
  const { name, start } = nameIn(reader)
  if (unless && rows.some((row) => isNamed(row, name))) return rows
  if (type === 'table' && !isVirtualTable && !reader.isNext('(')) return undefined
  // SQLite keeps the text from the name on, without a semicolon at its end.
  const [before] = /^\s*CREATE\s+(?:UNIQUE\s+|VIRTUAL\s+)?\w+/i.exec(reader.sql) ?? ['']
  const words = before.trim().replace(/\s+/g, ' ').toUpperCase()
  const text = `${words} ${reader.sql.slice(start).trim().replace(/;$/, '')}`
  return [...rows, { type, name, tbl_name: ownerOf(reader, type) ?? name, sql: text }]
}

/** The table or view that an index or trigger belongs to: the first name after ON. */
function ownerOf(reader: TokenReader, type: string): string | undefined {
  if (type !== 'index' && type !== 'trigger') return undefined
  while (!reader.done() && !reader.take('ON')) reader.next()
  return nameIn(reader).name
}

function drop(rows: readonly FactsRow[], reader: TokenReader): readonly FactsRow[] {
  const type = reader.next().text.toLowerCase()
  reader.take('IF', 'EXISTS')
  const { name } = nameIn(reader)
  const owns = type === 'table' || type === 'view'
  return rows.filter((row) => !(row.type === type && isNamed(row, name)) && !(owns && isOf(row, name)))
}

function alter(rows: readonly FactsRow[], reader: TokenReader): readonly FactsRow[] | undefined {
  reader.expect('TABLE')
  const { name } = nameIn(reader)
  if (reader.take('RENAME', 'TO')) return renameTable(rows, name, reader.name().name)
  const table = rows.find((row) => row.type === 'table' && isNamed(row, name))
  if (!table?.sql || isVirtual(String(table.sql))) return undefined
  const definition = parseTable(String(table.sql))
  const { sql, columns } = definition
  const end = endOfColumns(definition)
  const edited = (edit: Edit) => rows.map((row) => (row === table ? { ...row, sql: editText(sql, [edit]) } : row))
  if (reader.take('ADD')) {
    reader.take('COLUMN')
    const start = reader.peek()?.start ?? 0
    return edited({ start: end, end, text: `, ${reader.sql.slice(start).trim().replace(/;$/, '')}` })
  }
  if (!reader.take('DROP')) return undefined
  reader.take('COLUMN')
  const gone = reader.name().name
  const at = columns.findIndex(({ column }) => sameName(column.name, gone))
  const [column, next] = [columns[at], columns[at + 1]]
  if (!column) return undefined
  const last = { start: sql.lastIndexOf(',', column.start), end, text: '' }
  return edited(next ? { start: column.start, end: next.start, text: '' } : last)
}

/** Where SQLite adds a column: before the comma that constraints follow on, or the bracket (`addColOffset` in its build.c). */
function endOfColumns({ tokens, columns, constraints, close }: TableDefinition): number {
  const [first] = constraints
  const last = columns.at(-1)?.end ?? 0
  return first ? (tokens.find(({ text, start }) => text === ',' && start >= last)?.start ?? close) : close
}

/** A table under another name, in its own text and in the foreign keys that refer to it. */
function renameTable(rows: readonly FactsRow[], from: string, to: string): readonly FactsRow[] | undefined {
  const others = rows.filter(({ type }) => type === 'trigger' || type === 'view')
  const object = (row: FactsRow) => ({ type: 'trigger', name: '', table: '', sql: String(row.sql) }) as const
  if (others.some((row) => isOf(row, from) || usesTable(object(row), from))) return undefined
  const quoted = `"${to.replaceAll('"', '""')}"`
  const edit = ({ start, end }: Name): Edit => ({ start, end, text: quoted })
  return rows.map((row) => {
    if (row.type === 'index' && isOf(row, from)) {
      const [name] = row.sql === null ? [] : indexTable(String(row.sql))
      return { ...row, tbl_name: to, ...(name && { sql: editText(String(row.sql), [edit(name)]) }) }
    }
    if (row.type !== 'table' || row.sql === null || isVirtual(String(row.sql))) return row
    const definition = parseTable(String(row.sql))
    const own = isNamed(row, from)
    const references = foreignKeysOf(definition).flatMap(({ reference }) =>
      sameName(reference.table.name, from) ? [edit(reference.table)] : [],
    )
    const edits = [...(own ? [edit(definition.table)] : []), ...references]
    return { ...row, ...(own && { name: to, tbl_name: to }), sql: editText(definition.sql, edits) }
  })
}

/** Where an index's SQL names its table. */
function indexTable(sql: string): readonly Name[] {
  const reader = readTokens(sql)
  while (!reader.done() && !reader.take('ON')) reader.next()
  return [reader.name()]
}
