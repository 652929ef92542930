import { nameOf, type SqlToken, sameName, tokenize } from '../dialects/sqlite/parse/tokenize.js'
import type { SchemaObject } from './facts.js'

/** Whether the SQL of a trigger or view names a table. */
export const usesTable = ({ sql }: SchemaObject, table: string): boolean =>
  tokenize(sql ?? '').some((token) => isName(token) && sameName(nameOf(token), table))

/** Whether the SQL of a trigger or view takes all columns of a table, as `SELECT *` does. */
export function takesAll(object: SchemaObject, table: string): boolean {
  const tokens = tokenize(object.sql ?? '')
  const isAll = (at: number) =>
    ['SELECT', 'DISTINCT', 'ALL', ',', '.'].includes(wordAt(tokens, at - 1)) && wordAt(tokens, at - 3) !== 'EXISTS'
  return usesTable(object, table) && tokens.some(({ text }, at) => text === '*' && isAll(at))
}

/**
 * Whether the SQL of a trigger or view names a column of a table. Where several tables might be meant it says yes: the
 * column is then to be dropped only after whoever wrote the trigger or view has looked at it.
 */
export function usesColumn(
  object: SchemaObject,
  table: string,
  column: string,
  hasColumn: (table: string) => boolean,
): boolean {
  const tokens = tokenize(object.sql ?? '')
  const isOwn = object.type === 'trigger' && sameName(object.table, table)
  const [head, ...statements] = statementsOf(object, tokens)
  return [head ?? [], ...statements].some((statement, nth) => {
    const isHead = nth === 0 && object.type === 'trigger'
    const aliases = aliasesOf(statement, table)
    const mentions = aliases.length > 0 || (isHead && isOwn)
    const targets = targetColumns(statement)
    return statement.some((token, at) => {
      if (!isName(token) || !sameName(nameOf(token), column)) return false
      const [dot, qualifier] = [statement[at - 1], statement[at - 2]]
      if (dot?.text === '.' && qualifier) {
        const name = nameOf(qualifier)
        return (isOwn && /^(new|old)$/i.test(name)) || aliases.some((alias) => sameName(alias, name))
      }
      if (!mentions || statement[at + 1]?.text === '.' || statement[at + 1]?.text === '(') return false
      const target = targets.get(at)
      if (target !== undefined) return sameName(target, table) || !hasColumn(target)
      return wordAt(statement, at - 1) !== 'AS' && !isTablePlace(statement, at)
    })
  })
}

const isName = ({ kind }: SqlToken): boolean => kind === 'word' || kind === 'name'
const wordAt = (tokens: readonly SqlToken[], at: number): string => {
  const token = tokens[at]
  return token && (token.kind === 'word' || token.kind === 'sign') ? token.text.toUpperCase() : ''
}

/** A view is one statement; a trigger is its head, and the statements between BEGIN and END. */
function statementsOf({ type }: SchemaObject, tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  // Before AS a view only says what it calls its columns.
  if (type === 'view') return [tokens.slice(tokens.findIndex((_, at) => wordAt(tokens, at) === 'AS') + 1)]
  const begin = tokens.findIndex((_, at) => /^begin$/i.test(wordAt(tokens, at)))
  const statements: SqlToken[][] = [tokens.slice(0, begin), []]
  for (const token of tokens.slice(begin + 1)) {
    if (token.text === ';') statements.push([])
    else statements.at(-1)?.push(token)
  }
  return statements
}

/** The names under which a statement knows a table: its own, and its aliases. */
function aliasesOf(tokens: readonly SqlToken[], table: string): readonly string[] {
  return tokens.flatMap((token, at): readonly string[] => {
    if (!isName(token) || !sameName(nameOf(token), table) || !isTablePlace(tokens, at)) return []
    const as = wordAt(tokens, at + 1) === 'AS' ? at + 2 : at + 1
    const alias = tokens[as]
    const isAlias =
      alias &&
      isName(alias) &&
      !/^(where|join|left|inner|cross|natural|on|set|values|select|group|order|limit|union|except|intersect|using|default|indexed|not|returning|full|right|as|when|window|having)$/i.test(
        alias.text,
      )
    return [table, ...(isAlias ? [nameOf(alias)] : [])]
  })
}

/** Whether a table is named at a place of a statement, rather than a column. */
function isTablePlace(tokens: readonly SqlToken[], at: number): boolean {
  const word = wordAt(tokens, at - 1)
  if (['FROM', 'JOIN', 'INTO', 'UPDATE'].includes(word)) return true
  if (/^(abort|fail|ignore|replace|rollback)$/i.test(word) && wordAt(tokens, at - 2) === 'OR') return true
  if (word === '.') return isTablePlace(tokens, at - 2)
  if (word === ',' || word === '(') return isInFrom(tokens, at)
  return false
}

/** Whether a place after a comma or parenthesis belongs to a FROM clause. */
function isInFrom(tokens: readonly SqlToken[], at: number): boolean {
  let depth = 0
  for (let place = at - 1; place >= 0; place--) {
    const word = wordAt(tokens, place)
    if (word === ')') depth++
    else if (word === '(')
      depth =
        depth > 0 ? depth - 1 : wordAt(tokens, place - 1) === 'FROM' || wordAt(tokens, place - 1) === 'JOIN' ? 0 : -1
    if (depth < 0) return false
    if (depth === 0 && word === 'FROM') return true
    if (depth === 0 && /^(SELECT|WHERE|GROUP|ORDER|HAVING|ON|USING|SET|VALUES|BY)$/.test(word)) return false
  }
  return false
}

/** The columns that INSERT and UPDATE name as those of their own table, by their places. */
function targetColumns(tokens: readonly SqlToken[]): ReadonlyMap<number, string> {
  const targets = new Map<number, string>()
  tokens.forEach((token, at) => {
    if (!isName(token)) return
    if (wordAt(tokens, at - 1) === 'INTO' && wordAt(tokens, at + 1) === '(') {
      for (let place = at + 2; place < tokens.length && wordAt(tokens, place) !== ')'; place++) {
        targets.set(place, nameOf(token))
      }
    }
    if (wordAt(tokens, at + 1) !== 'SET' || !isTablePlace(tokens, at)) return
    for (let place = at + 2, depth = 0; place < tokens.length && wordAt(tokens, place) !== 'WHERE'; place++) {
      const word = wordAt(tokens, place)
      depth += word === '(' ? 1 : word === ')' ? -1 : 0
      const isFirst = ['SET', ','].includes(wordAt(tokens, place - 1))
      if (depth === 0 && isFirst && wordAt(tokens, place + 1) === '=') targets.set(place, nameOf(token))
    }
  })
  return targets
}
