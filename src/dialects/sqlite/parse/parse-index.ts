import { columnNames } from './column-names.js'
import type { Name, Span } from './table-definition.js'
import { readTokens } from './token-reader.js'
import { fold, nameOf, type SqlToken } from './tokenize.js'

/** What an index is of: a column, as far as nothing but its order and collation is said of it, or an expression. */
export interface IndexElement extends Span {
  readonly column: string | undefined
  readonly collation: string | undefined
  readonly descending: boolean
}

/** What an index's own SQL says. */
export interface IndexDefinition {
  readonly name: Name
  readonly table: Name
  readonly unique: boolean
  /** The names of the columns that are its keys, in order; an expression is undefined. */
  keys(): readonly (string | undefined)[]
  readonly elements: readonly IndexElement[]
  readonly partial: boolean
  /** Where the condition of a partial one begins. */
  readonly where: number
  /** All columns that it names, its WHERE included, folded. */
  columns(): ReadonlySet<string>
}

/** Parses `CREATE INDEX` (https://sqlite.org/lang_createindex.html). */
export function parseIndex(sql: string): IndexDefinition {
  const reader = readTokens(sql)
  reader.expect('CREATE')
  const unique = reader.take('UNIQUE')
  reader.expect('INDEX')
  reader.take('IF', 'NOT', 'EXISTS')
  let name = reader.name()
  if (reader.take('.')) name = reader.name()
  reader.expect('ON')
  const table = reader.name()
  const parted: (readonly SqlToken[])[] = []
  const start = reader.expect('(').end
  for (let isLast = false; !isLast; ) {
    const parts: SqlToken[] = []
    for (let depth = 0; depth > 0 || !(reader.isNext(',') || reader.isNext(')')); ) {
      const token = reader.next()
      if (token.text === '(') depth++
      if (token.text === ')') depth--
      parts.push(token)
    }
    parted.push(parts)
    isLast = reader.take(')')
    if (!isLast) reader.expect(',')
  }
  const partial = reader.take('WHERE')
  const { tokens } = reader
  const where = reader.end()
  const keys = () => parted.map(keyOf)
  const columns = () => new Set(columnNames(tokens, { start, end: sql.length }).map((one) => fold(one.name)))
  return { name, table, unique, keys, elements: parted.map(readElement), partial, where, columns }
}

function readElement(tokens: readonly SqlToken[]): IndexElement {
  const [first, second, third] = tokens as readonly [SqlToken, ...SqlToken[]]
  const last = tokens.at(-1) as SqlToken
  if (tokens.length === 1 && first.kind === 'word') {
    return { start: first.start, end: first.end, column: first.text, collation: undefined, descending: false }
  }
  const isCollated = second?.text.toUpperCase() === 'COLLATE'
  const rest = tokens.slice(isCollated ? 3 : 1)
  const isPlain =
    (first.kind === 'word' || first.kind === 'name' || first.kind === 'string') &&
    rest.every(({ text }, at) => at === 0 && /^(asc|desc)$/i.test(text))
  return {
    start: first.start,
    end: last.end,
    column: isPlain ? nameOf(first) : undefined,
    collation: isCollated && third ? nameOf(third) : undefined,
    descending: /^desc$/i.test(last.text),
  }
}

function keyOf(parts: readonly SqlToken[]): string | undefined {
  const [first, second] = parts
  const isName = (first?.kind === 'word' || first?.kind === 'name') && isModifier(second?.text)
  return isName && first ? columnNames(parts, first)[0]?.name : undefined
}

const isModifier = (word: string | undefined): boolean =>
  word === undefined || ['ASC', 'DESC', 'COLLATE'].includes(word.toUpperCase())
