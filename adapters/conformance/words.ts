import type { Engine } from '../../src/adapter.js'
import { sqlOf } from './case.js'

/** What engines write differently, as far as the cases need it. */
export interface Words {
  placeholder(position: number): string
  readonly bigint: string
  readonly real: string
  readonly bytes: string
  readonly json: string
  /** A query that counts from 1 to a number, in a column `n`. */
  count(to: number): string
}

const sqlite: Words = {
  placeholder: () => '?',
  bigint: 'INTEGER',
  real: 'REAL',
  bytes: 'BLOB',
  json: 'TEXT',
  count: (to) => `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${to}) SELECT n FROM c`,
}

const postgresql: Words = {
  placeholder: (position) => `$${position}`,
  bigint: 'BIGINT',
  real: 'DOUBLE PRECISION',
  bytes: 'BYTEA',
  json: 'JSONB',
  count: (to) => `SELECT n FROM generate_series(1, ${to}) AS n`,
}

export const wordsOf = (engine: Engine): Words => ({ sqlite, postgresql })[sqlOf(engine)]

/** `count` placeholders, as a list. */
export const placeholders = (engine: Engine, count: number): string =>
  Array.from({ length: count }, (_, at) => wordsOf(engine).placeholder(at + 1)).join(', ')
