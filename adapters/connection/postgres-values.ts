import type { Value } from '../../src/adapter.js'

type Parse = (text: string) => Value

const bytes: Parse = (text) => Uint8Array.from(text.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const integer: Parse = (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))

/**
 * How PostgreSQL's text becomes a `Value`, by the oid of its type (https://github.com/postgres/postgres, pg_type.dat):
 * booleans are 1 and 0, as SQLite has them; bigint is a number where that is exact; every other type stays text as
 * PostgreSQL writes it.
 */
export const parsers: Readonly<Record<number, Parse>> = {
  16: (text) => Number(text[0] === 't'),
  17: bytes,
  20: integer,
  21: Number,
  23: Number,
  26: Number,
  700: Number,
  701: Number,
}

/** The types that drivers make objects of, and that are to stay text: dates, JSON, and arrays of the common types. */
export const textTypes: readonly number[] = [
  ...[114, 1082, 1114, 1184, 3802],
  ...[199, 1000, 1001, 1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1115, 1182, 1185, 1231, 2951, 3807],
]
