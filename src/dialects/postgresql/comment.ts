import type { Place } from '../dialect.js'
import { literal } from './literal.js'
import { names } from './names.js'

/** The comment of a table, or of one of its columns; null takes it away. */
export function comment({ table, schema }: Place, column: string | undefined, text: string | null): readonly string[] {
  const place = names.qualified(table, schema)
  const on = column === undefined ? `TABLE ${place}` : `COLUMN ${place}.${names.identifier(column)}`
  return [`COMMENT ON ${on} IS ${text === null ? 'NULL' : literal(text)}`]
}
