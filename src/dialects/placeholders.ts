import { LimbeckError } from '../errors.js'
import type { Dialect, DialectStatement } from './dialect.js'
import type { Placeholder } from './token.js'

/** Where a statement's parameters go. Throws `invalid-operation` when they are not as many as it wants. */
export function placeholdersOf(
  dialect: Dialect,
  [sql, ...params]: Exclude<DialectStatement, string>,
): readonly Placeholder[] {
  const places = [...dialect.placeholders(sql)]
  const wanted = places.reduce((most, { position }) => Math.max(most, position), 0)
  if (wanted === params.length && places.every(({ position }) => position > 0)) return places
  const message = `A statement has ${params.length} parameters; its placeholders want ${wanted}: ${sql.trim()}`
  throw new LimbeckError('invalid-operation', message)
}
