import { parseDeferral, parseReference } from './parse-reference.js'
import type { ColumnConstraint, ColumnDefinition, Span } from './table-definition.js'
import { readTokens, type TokenReader } from './token-reader.js'

/** What ends a type; every other word belongs to it (`typetoken` in SQLite's parse.y). */
const afterType: ReadonlySet<string> = new Set(
  'CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES AS DEFERRABLE'.split(' '),
)

/** Parses a column definition (https://sqlite.org/syntax/column-def.html) up to the comma or parenthesis after it. */
export function parseColumn(reader: TokenReader): ColumnDefinition {
  const column = reader.name()
  const type = parseType(reader)
  const constraints: ColumnConstraint[] = []
  while (!reader.done() && !reader.isNext(',') && !reader.isNext(')')) constraints.push(parseConstraint(reader))
  return { column, type, constraints, start: column.start, end: reader.end() }
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
  return found ? { start, end: reader.end() } : undefined
}

function isTypeWord(reader: TokenReader): boolean {
  const kind = reader.peek()?.kind
  if (kind === 'string' || kind === 'name') return true
  if (kind !== 'word' || reader.isNext('GENERATED', 'ALWAYS', 'AS')) return false
  return !afterType.has(reader.word() as string)
}

function parseConstraint(reader: TokenReader): ColumnConstraint {
  const start = reader.peek()?.start ?? 0
  const name = reader.take('CONSTRAINT') ? reader.name().name : undefined
  const constraint = parseBody(reader)
  // A schema has thousands of them: what was just made is not copied.
  return Object.assign(constraint, { name, start, end: reader.end() }) as ColumnConstraint
}

function parseBody(reader: TokenReader): object {
  switch (reader.word()) {
    case 'PRIMARY': {
      if (!reader.take('PRIMARY', 'KEY')) break
      const descending = reader.take('DESC')
      if (!descending) reader.take('ASC')
      const onConflict = parseConflict(reader)
      return { kind: 'primaryKey', descending, onConflict, autoincrement: reader.take('AUTOINCREMENT') }
    }
    case 'NOT':
      if (!reader.take('NOT', 'NULL')) break
      return { kind: 'notNull', onConflict: parseConflict(reader) }
    case 'NULL':
      reader.next()
      return { kind: 'null', onConflict: parseConflict(reader) }
    case 'UNIQUE':
      reader.next()
      return { kind: 'unique', onConflict: parseConflict(reader) }
    case 'CHECK': {
      reader.next()
      const expression = reader.parentheses()
      return { kind: 'check', onConflict: parseConflict(reader), expression }
    }
    case 'DEFAULT':
      reader.next()
      return { kind: 'default', value: parseDefault(reader) }
    case 'COLLATE':
      reader.next()
      return { kind: 'collate', collation: reader.name().name }
    case 'REFERENCES':
      return { kind: 'foreignKey', reference: parseReference(reader) }
    case 'GENERATED':
    case 'AS': {
      if (!reader.take('GENERATED', 'ALWAYS', 'AS') && !reader.take('AS')) break
      const expression = reader.parentheses()
      const stored = reader.take('STORED')
      if (!stored) reader.take('VIRTUAL')
      return { kind: 'generated', expression, stored }
    }
    // SQLite takes a name that names nothing.
    case ',':
    case ')':
    case 'CONSTRAINT':
      return { kind: 'nothing' }
  }
  const deferral = parseDeferral(reader)
  if (deferral) return { kind: 'nothing', deferral }
  return reader.done() ? { kind: 'nothing' } : reader.expect('a column constraint')
}

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
  return { start, end: reader.end() }
}
