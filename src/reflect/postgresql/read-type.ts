import {
  array,
  bigInteger,
  blob,
  boolean,
  type ColumnType,
  char,
  date,
  dateTime,
  double,
  enumeration,
  integer,
  interval,
  json,
  jsonb,
  numeric,
  raw,
  real,
  smallInteger,
  string,
  text,
  time,
  uuid,
} from '../../schema/column-type.js'
import { given } from '../given.js'
import type { ColumnRow, EnumerationRow } from './rows.js'

const plain: ReadonlyMap<string, ColumnType> = new Map([
  ['smallint', smallInteger()],
  ['integer', integer()],
  ['bigint', bigInteger()],
  ['boolean', boolean()],
  ['real', real()],
  ['double precision', double()],
  ['numeric', numeric()],
  ['text', text()],
  ['character varying', string()],
  ['date', date()],
  ['time without time zone', time()],
  ['time with time zone', time({ timezone: true })],
  ['timestamp without time zone', dateTime()],
  ['timestamp with time zone', dateTime({ timezone: true })],
  ['interval', interval()],
  ['json', json()],
  ['jsonb', jsonb()],
  ['uuid', uuid()],
  ['bytea', blob()],
])

/** A column's type as `column()` takes it. An enumeration is one that is there already: it stands for itself. */
export function readType({ type, element, dimensions, enumeration: found }: ColumnRow): ColumnType {
  const item = (words: string) => (found ? readEnumeration(found, true) : readName(words))
  return element === null ? item(type) : array(item(element), Math.max(1, dimensions))
}

export const readEnumeration = ({ name, schema, values }: EnumerationRow, isThere = false) =>
  enumeration(name, values ?? [], {
    ...given({ schema: schema ?? undefined }),
    ...(isThere ? { create: false } : {}),
  })

function readName(words: string): ColumnType {
  const found = plain.get(words)
  if (found) return found
  const [, name, first, second] = /^(numeric|character varying|character)\((\d+)(?:,(\d+))?\)$/.exec(words) ?? []
  if (name === 'numeric') return numeric(Number(first), Number(second))
  if (name === 'character varying') return string(Number(first))
  return name === 'character' ? char(Number(first)) : raw(words)
}
