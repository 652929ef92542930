import type { Span } from './table-definition.js'
import { nameOf, type SqlToken, sameName } from './tokenize.js'

/** A token that names a column, and what stands before its dot. */
export interface ColumnName {
  readonly token: SqlToken
  readonly name: string
  readonly qualifier: string | undefined
}

// Words that are keywords only where SQLite's parser can use them as such, and that people call columns: `end`, `key`.
const operators =
  'AND AS ASC BETWEEN BY COLLATE DESC ELSE END ESCAPE FROM GLOB IN IS ISNULL LIKE MATCH NOTNULL ON OR REGEXP THEN WHEN WHERE'
const operands = 'CASE CAST CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DISTINCT EXISTS FALSE NOT NULL SELECT TRUE'
const operatorWords: ReadonlySet<string> = new Set(operators.split(' '))
const operandWords: ReadonlySet<string> = new Set(operands.split(' '))

/** The names of columns in an expression; a call, a collation, a type and a keyword where one may stand are none. */
export function columnNames(tokens: readonly SqlToken[], { start, end }: Span): readonly ColumnName[] {
  const within = tokens.filter((token) => token.start >= start && token.end <= end)
  return within.flatMap((token, at): readonly ColumnName[] => {
    if (token.kind !== 'word' && token.kind !== 'name') return []
    const [before, after] = [within[at - 1], within[at + 1]]
    if (after?.text === '.') return []
    if (token.kind === 'word' && (after?.text === '(' || isKeyword(token, before))) return []
    if (['COLLATE', 'AS'].includes(wordOf(before))) return []
    const qualifier = before?.text === '.' ? within[at - 2] : undefined
    return [{ token, name: nameOf(token), qualifier: qualifier && nameOf(qualifier) }]
  })
}

/** Whether an expression names a column. */
export const namesColumn = (tokens: readonly SqlToken[], span: Span, column: string): boolean =>
  columnNames(tokens, span).some(({ name }) => sameName(name, column))

const wordOf = (token: SqlToken | undefined): string => (token?.kind === 'word' ? token.text.toUpperCase() : '')

/** A word between operands is an operator; where an operand has to stand, only some words are no name. */
function isKeyword(token: SqlToken, before: SqlToken | undefined): boolean {
  const word = wordOf(token)
  if (before?.text === '.') return false
  return operandWords.has(word) || (operatorWords.has(word) && endsOperand(before))
}

function endsOperand(token: SqlToken | undefined): boolean {
  if (!token) return false
  if (token.kind === 'sign') return token.text === ')'
  const word = wordOf(token)
  return (
    token.kind !== 'word' || word === 'END' || !(operatorWords.has(word) || ['CASE', 'NOT', 'SELECT'].includes(word))
  )
}
