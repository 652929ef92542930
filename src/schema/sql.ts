import type { Encodable } from './value.js'

/** SQL text, as opposed to a value. */
export interface Sql {
  readonly kind: 'sql'
  /** The text; each parameter stands between two parts. */
  readonly parts: readonly string[]
  readonly params: readonly Encodable[]
}

/**
 * SQL with parameters: sql`UPDATE note SET body = ${body}`. As a column's default it is an expression and takes no
 * parameters.
 */
export function sql(parts: TemplateStringsArray, ...params: readonly Encodable[]): Sql {
  return { kind: 'sql', parts: [...parts], params }
}

/** Whether something is SQL text made by `sql`. */
export function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'sql'
}
