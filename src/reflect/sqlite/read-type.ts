import { sqlite } from '../../dialects/sqlite/index.js'
import { type ColumnType, char, numeric, raw, string } from '../../schema/column-type.js'

const plain = new Map<string, ColumnType>(
  (
    [
      ...['smallInteger', 'integer', 'bigInteger', 'boolean', 'real', 'double', 'float', 'numeric', 'text', 'string'],
      ...['char', 'date', 'time', 'dateTime', 'json', 'blob'],
    ] as const
  ).map((type) => [sqlite.type({ type } as ColumnType), { type } as ColumnType]),
)

/**
 * A type as `column()` takes it, where that gives the same words but for the case of letters and white space, which mean
 * nothing to SQLite; else in words.
 */
export function readType(text: string): ColumnType {
  const usual = plain.get(text)
  if (usual) return usual
  const words = text.trim().toUpperCase().replaceAll(/\s+/g, ' ')
  const found = plain.get(words)
  if (found) return found
  const [, name, first, second] = /^(\w+) ?\( ?(\d{1,9}) ?(?:, ?(\d{1,9}) ?)?\)$/.exec(words) ?? []
  const type = sized(name, Number(first), second === undefined ? undefined : Number(second))
  return type && sqlite.type(type).replace(', ', ',') === words.replaceAll(/ ?([(),]) ?/g, '$1')
    ? type
    : raw(rawText(text))
}

/** What stands in quotes stays as it is. */
const rawText = (text: string): string =>
  /['"`[]/.test(text) ? text.trim() : text.trim().toUpperCase().replaceAll(/\s+/g, ' ')

function sized(name: string | undefined, first: number, second: number | undefined): ColumnType | undefined {
  if (first === 0) return undefined
  if (name === 'NUMERIC') return numeric(first, second)
  if (second !== undefined) return undefined
  return name === 'VARCHAR' ? string(first) : name === 'CHAR' ? char(first) : undefined
}
