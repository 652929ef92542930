import type { Statement, Value } from '../../src/adapter.js'

/** Strings and comments, quoted names, and placeholders: their number is the only group. */
export const tokens = /'[^']*'|--[^\n]*|\/\*.*?(?:\*\/|$)|"[^"]*"|`[^`]*`|\[[^\]]*\]|\?(\d*)/gs

/**
 * A statement as D1 and Durable Objects can bind it: they take every number as a floating-point one and no bigint at all,
 * so whole numbers are cast where they stand.
 */
export function edgeStatement(statement: Statement): readonly [sql: string, ...params: Value[]] {
  const [sql, ...params] = typeof statement === 'string' ? [statement] : statement
  let last = 0
  const cast = (token: string, digits?: string) => {
    if (digits === undefined) return token
    const nth = Number(digits) || last + 1
    last = Math.max(last, nth)
    // The sign takes away the affinity that a cast has, and a parameter has not.
    return isWhole(params[nth - 1]) ? `+CAST(?${nth} AS INTEGER)` : `?${nth}`
  }
  return [
    params.some(isWhole) ? sql.replace(tokens, cast) : sql,
    ...params.map((value) => (typeof value === 'bigint' ? `${value}` : value)),
  ]
}

const isWhole = (value: unknown): boolean => typeof value === 'bigint' || Number.isSafeInteger(value)
