import type { Queryable, Row, Statement, TransactionalAdapter } from '../adapter.js'
import { readTokens } from '../dialects/sqlite/parse/token-reader.js'
import { type Facts, readFacts, type SchemaObject, settingsQuery } from '../rebuild/facts.js'

/** A SQLite database whose schema is known, as long as nobody else changes it. */
export interface KnownSchema {
  /** The database; what runs by it is noted. */
  readonly adapter: TransactionalAdapter
  /** What it holds and how it is set. Objects that are as they were are the same ones. */
  facts(): Promise<Facts>
}

/** What was read, in the order of `sqlite_master`. */
interface Read {
  readonly objects: readonly SchemaObject[]
  readonly ids: readonly number[]
}

/** What is to be read again: everything; what was made since; a table by its name. */
type Change = 'all' | 'new' | { readonly table: string }

/**
 * Reads of a schema what may have changed since it was last read. To read a schema that grows before each of its changes
 * would take the square of their number.
 */
export function knownSchema(database: TransactionalAdapter): KnownSchema {
  let read: Read | undefined
  let changes: readonly Change[] = []
  const note = (sql: string) => {
    const change = changeOf(sql)
    if (change) changes = [...changes, change]
  }
  const noteAll = (statements: readonly Statement[]) => {
    for (const one of statements) note(typeof one === 'string' ? one : one[0])
  }
  const noted = (one: Queryable): Queryable => ({
    query(sql, params) {
      note(sql)
      return one.query(sql, params)
    },
    run(statements) {
      noteAll(statements)
      return one.run(statements)
    },
  })
  return {
    adapter: {
      ...database,
      ...noted(database),
      async transaction(work, options) {
        const before = [read, changes] as const
        noteAll(options?.first ?? [])
        try {
          return await database.transaction((tx) => work(noted(tx)), options)
        } catch (error) {
          ;[read, changes] = before
          throw error
        }
      },
    },
    async facts() {
      const [due, settings] = [changes, await database.query(settingsQuery)]
      const known = read && !due.includes('all') ? await readChanged(database, read, due) : undefined
      read = known ?? readAll(await database.query(`${master} ORDER BY rowid`))
      changes = []
      return { ...readFacts(settings), objects: read.objects }
    },
  }
}

const master = `SELECT rowid AS id, type, name, tbl_name, sql FROM sqlite_master WHERE substr(tbl_name, 1, 4) <> '_cf_'`

const objectOf = ({ type, name, tbl_name, sql }: Row) => ({ type, name, table: tbl_name, sql }) as SchemaObject

const readAll = (rows: readonly Row[]): Read => ({ objects: rows.map(objectOf), ids: rows.map(({ id }) => Number(id)) })

/** Undefined where more has changed than what was noted. */
async function readChanged(database: Queryable, read: Read, changes: readonly Change[]): Promise<Read | undefined> {
  if (changes.length === 0) return read
  const [objects, ids] = [[...read.objects], [...read.ids]]
  for (const table of new Set(changes.flatMap((one) => (typeof one === 'string' ? [] : [one.table])))) {
    // With the one that a table has, it is among the last where it is new.
    for (const row of await database.query(`${master} AND type = 'table' AND name = ? COLLATE NOCASE`, [table])) {
      const at = ids.indexOf(Number(row.id))
      const was = objects[at]
      if (was && (was.type !== row.type || was.name !== row.name)) return undefined
      if (was && was.sql !== row.sql) objects[at] = objectOf(row)
    }
  }
  const made = readAll(await database.query(`${master} AND rowid > ? ORDER BY rowid`, [ids.at(-1) ?? 0]))
  return { objects: [...objects, ...made.objects], ids: [...ids, ...made.ids] }
}

const harmless = 'VALUES WITH INSERT REPLACE UPDATE DELETE PRAGMA REINDEX EXPLAIN BEGIN COMMIT SAVEPOINT RELEASE'

/** What a statement may change of a schema; undefined where that is nothing. */
function changeOf(sql: string): Change | undefined {
  const reader = readTokens(sql)
  if (reader.isNext('SELECT')) return undefined
  if (harmless.split(' ').some((word) => reader.isNext(word)))
    return /writable_schema|sqlite_(?:master|schema)/i.test(sql) ? 'all' : undefined
  if (reader.take('CREATE')) return 'new'
  // DROP COLUMN and RENAME may change the quotes of anything.
  if (!reader.take('ALTER', 'TABLE')) return 'all'
  const table = reader.name().name
  return reader.take('ADD') ? { table } : 'all'
}
