import { parseColumn, parseConflict } from './parse-column.js'
import { parseReference } from './parse-reference.js'
import type { ColumnDefinition, KeyPart, Name, TableConstraint, TableDefinition } from './table-definition.js'
import { readTokens, type TokenReader } from './token-reader.js'

/**
 * Parses `CREATE TABLE` as `sqlite_master` keeps it (https://sqlite.org/lang_createtable.html): also what ADD COLUMN and
 * RENAME have left in it, and what `CREATE TABLE … AS` became. Throws `unsupported-operation` for anything else.
 */
export function parseTable(sql: string): TableDefinition {
  const reader = readTokens(sql)
  reader.expect('CREATE')
  if (!reader.take('TEMP')) reader.take('TEMPORARY')
  reader.expect('TABLE')
  reader.take('IF', 'NOT', 'EXISTS')
  let table = reader.name()
  if (reader.take('.')) table = reader.name()
  reader.expect('(')
  const columns: ColumnDefinition[] = []
  const constraints: TableConstraint[] = []
  do {
    // Between constraints, but not before the first, SQLite does without the comma.
    if (isConstraint(reader)) while (isConstraint(reader)) constraints.push(parseConstraint(reader))
    else columns.push(parseColumn(reader))
  } while (reader.take(','))
  const close = reader.expect(')').start
  let withoutRowid = false
  let strict = false
  do {
    if (reader.take('WITHOUT')) withoutRowid = reader.name() !== undefined
    else if (reader.take('STRICT')) strict = true
  } while (reader.take(','))
  return { sql, tokens: reader.tokens, table, columns, constraints, close, withoutRowid, strict }
}

const constraintWords: ReadonlySet<string | undefined> = new Set('CONSTRAINT PRIMARY UNIQUE CHECK FOREIGN'.split(' '))

const isConstraint = (reader: TokenReader): boolean => constraintWords.has(reader.word())

function parseConstraint(reader: TokenReader): TableConstraint {
  const start = reader.peek()?.start ?? 0
  const name = reader.take('CONSTRAINT') ? reader.name().name : undefined
  return Object.assign(parseBody(reader), { name, start, end: reader.end() }) as TableConstraint
}

function parseBody(reader: TokenReader): object {
  // SQLite takes a name that names nothing.
  if (reader.isNext(',') || reader.isNext(')') || reader.isNext('CONSTRAINT')) return { kind: 'nothing' }
  if (reader.take('CHECK')) {
    const expression = reader.parentheses()
    parseConflict(reader)
    return { kind: 'check', expression }
  }
  if (reader.take('FOREIGN')) {
    reader.expect('KEY')
    const columns: Name[] = []
    reader.expect('(')
    do columns.push(reader.name())
    while (reader.take(','))
    reader.expect(')')
    return { kind: 'foreignKey', columns, reference: parseReference(reader) }
  }
  const kind = reader.take('UNIQUE') ? 'unique' : 'primaryKey'
  if (kind === 'primaryKey') {
    reader.expect('PRIMARY')
    reader.expect('KEY')
  }
  reader.expect('(')
  const columns: KeyPart[] = []
  let autoincrement = false
  do {
    const column = reader.name()
    const collation = reader.take('COLLATE') ? reader.name().name : undefined
    const descending = !reader.take('ASC') && reader.take('DESC')
    columns.push({ ...column, part: { start: column.start, end: reader.end() }, collation, descending })
    autoincrement = reader.take('AUTOINCREMENT')
  } while (reader.take(','))
  reader.expect(')')
  return { kind, columns, autoincrement, onConflict: parseConflict(reader) }
}
