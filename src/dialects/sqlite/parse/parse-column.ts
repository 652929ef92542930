import { parseDeferral, parseReference } from './parse-reference.js'
import type { ColumnConstraint, ColumnDefinition, Span } from './table-definition.js'
import { readTokens, type TokenReader } from './token-reader.js'

/** What ends a type; every other word belongs to it (`typetoken` in SQLite's parse.y). */
const afterType = 'CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES AS DEFERRABLE'.split(' ')

/** Parses a column definition (https://sqlite.org/syntax/column-def.html) up to the comma or parenthesis after it. */
export function parseColumn(reader: TokenReader): ColumnDefinition {
  const column = reader.name()
  const type = parseType(reader)
  const constraints: ColumnConstraint[] = []
  while (!reader.done && !reader.isNext(',') && !reader.isNext(')')) constraints.push(parseConstraint(reader))
  return { column, type, constraints, start: column.start, end: reader.end }
}

/** Parses a text that is one column definition. */
export const parseColumnText = (sql: string): ColumnDefinition => parseColumn(readTokens(sql))

function parseType(reader: TokenReader): Span | undefined {
  const start = reader.peek()?.start ?? 0
  let found = false
  while (isTypeWord(reader)) {
    reader.next()
    found = true
  }
  if (found && reader.isNext('(')) reader.parentheses()
  return found ? { start, end: reader.end } : undefined
}

function isTypeWord(reader: TokenReader): boolean {
  const token = reader.peek()
  if (token?.kind === 'string' || token?.kind === 'name') return true
  if (token?.kind !== 'word' || reader.isNext('GENERATED', 'ALWAYS', 'AS')) return false
  return !afterType.includes(token.text.toUpperCase())
}

function parseConstraint(reader: TokenReader): ColumnConstraint {
  const start = reader.peek()?.start ?? 0
  const name = reader.take('CONSTRAINT') ? reader.name().name : undefined
  const constraint = parseBody(reader)
  return { ...constraint, name, start, end: reader.end } as ColumnConstraint
}

function parseBody(reader: TokenReader): object {
  if (reader.take('PRIMARY', 'KEY')) {
    const descending = reader.take('DESC')
    if (!descending) reader.take('ASC')
    const onConflict = parseConflict(reader)
    return { kind: 'primaryKey', descending, onConflict, autoincrement: reader.take('AUTOINCREMENT') }
  }
  if (reader.take('NOT', 'NULL')) return conflicted(reader, 'notNull')
  if (reader.take('NULL')) return conflicted(reader, 'null')
  if (reader.take('UNIQUE')) return conflicted(reader, 'unique')
  if (reader.take('CHECK')) {
    const expression = reader.parentheses()
    return { ...conflicted(reader, 'check'), expression }
  }
  if (reader.take('DEFAULT')) return { kind: 'default', value: parseDefault(reader) }
  if (reader.take('COLLATE')) return { kind: 'collate', collation: reader.name().name }
  if (reader.isNext('REFERENCES')) return { kind: 'foreignKey', reference: parseReference(reader) }
  if (reader.take('GENERATED', 'ALWAYS', 'AS') || reader.take('AS')) {
    const expression = reader.parentheses()
    const stored = reader.take('STORED')
    if (!stored) reader.take('VIRTUAL')
    return { kind: 'generated', expression, stored }
  }
  const deferral = parseDeferral(reader)
  if (deferral) return { kind: 'nothing', deferral }
  // SQLite takes a name that names nothing.
  if (reader.isNext(',') || reader.isNext(')') || reader.isNext('CONSTRAINT') || reader.done) return { kind: 'nothing' }
  return reader.expect('a column constraint')
}

const conflicted = (reader: TokenReader, kind: string): object => ({ kind, onConflict: parseConflict(reader) })

/** Takes `ON CONFLICT …`, where it is there, and gives its last word in capitals. */
export const parseConflict = (reader: TokenReader): string | undefined =>
  reader.take('ON', 'CONFLICT') ? reader.next().text.toUpperCase() : undefined

/** A default: an expression in parentheses, a literal with or without its sign, or a bare word. */
function parseDefault(reader: TokenReader): Span {
  const start = reader.peek()?.start ?? 0
  if (reader.isNext('(')) reader.parentheses()
  else {
    if (!reader.take('+')) reader.take('-')
    reader.next()
  }
  return { start, end: reader.end }
}
