import type { Queryable, Row, Value } from '../../src/adapter.js'
import { runEach } from './run-each.js'

/** What runs one statement and gives its rows. */
export type Read = (sql: string, params?: readonly Value[]) => Promise<readonly Row[]>

/** A connection whose driver takes one statement at a time. */
export const oneByOne = (read: Read): Queryable => ({ query: read, run: (statements) => runEach(statements, read) })
