import { columnNames } from './column-names.js'
import type { Name } from './table-definition.js'
import { readTokens } from './token-reader.js'
import { fold } from './tokenize.js'

/** What an index's own SQL says. */
export interface IndexDefinition {
  readonly name: Name
  readonly table: Name
  readonly unique: boolean
  /** The names of the columns that are its keys, in order; an expression is undefined. */
  readonly keys: readonly (string | undefined)[]
  readonly partial: boolean
  /** All columns that it names, its WHERE included, folded. */
  readonly columns: ReadonlySet<string>
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
  const keys: (string | undefined)[] = []
  const start = reader.expect('(').end
  for (let isLast = false; !isLast; ) {
    const parts = []
    for (let depth = 0; depth > 0 || !(reader.isNext(',') || reader.isNext(')')); ) {
      const token = reader.next()
      if (token.text === '(') depth++
      if (token.text === ')') depth--
      parts.push(token)
    }
    const [first, second] = parts
    const isName = (first?.kind === 'word' || first?.kind === 'name') && isModifier(second?.text)
    keys.push(isName && first ? columnNames(parts, first)[0]?.name : undefined)
    isLast = reader.take(')')
    if (!isLast) reader.expect(',')
  }
  const partial = reader.take('WHERE')
  const columns = columnNames(reader.tokens, { start, end: sql.length }).map((one) => fold(one.name))
  return { name, table, unique, keys, partial, columns: new Set(columns) }
}

const isModifier = (word: string | undefined): boolean =>
  word === undefined || ['ASC', 'DESC', 'COLLATE'].includes(word.toUpperCase())
