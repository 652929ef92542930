import { LimbeckError } from '../errors.js'
import type { Dialect } from './dialect.js'
import { postgresql } from './postgresql/index.js'
import { d1, sqlite } from './sqlite/index.js'

const dialects: ReadonlyMap<string, Dialect> = new Map([
  ['sqlite', sqlite],
  ['d1', d1],
  ['durable-object', { ...d1, name: 'durable-object' }],
  ['postgresql', postgresql],
])

/**
 * The SQL that an engine speaks; for `sqlite` that of a version, 3.35 when none is given: no one knows what Cloudflare
 * runs, and so its engines have nothing newer. Throws `unsupported-engine`.
 */
export function dialectOf(engine: string, sqliteVersion?: string): Dialect {
  const dialect = dialects.get(engine)
  if (!dialect) throw new LimbeckError('unsupported-engine', `There is no SQL dialect for the engine '${engine}'.`)
  const [, minor] = /^3\.(\d+)/.exec(sqliteVersion ?? '') ?? []
  return minor === undefined || engine !== 'sqlite' ? dialect : { ...dialect, minor: Number(minor) }
}
