import { checksum } from './checksum.js'
import { text } from './literal.js'
import type { LoadedStep } from './load-steps.js'
import type { CompiledStep } from './migration-set.js'

/** One applied step as the journal keeps it. */
export interface JournalEntry extends LoadedStep {
  readonly appliedAt: Date
  /** Milliseconds. */
  readonly duration: number
  readonly appVersion?: string
}

// What it holds is on users' disks for ever: columns are only ever added, and readers take what they know.
const columns =
  'format INTEGER NOT NULL,revision TEXT,direction TEXT,parents TEXT,depends_on TEXT,labels TEXT,checksum TEXT,applied_at TEXT,duration_ms INTEGER,app_version TEXT,downgrade TEXT'

// D1 takes statements of 100 kB, and a character can be three bytes: no downgrade is longer than this, and an INSERT that
// is takes no other row.
const longest = 15_000

/** How the journal is made; `id` counts up by itself, as SQLite writes it unless said otherwise. */
export const createJournal = (table: string, id = 'INTEGER'): string =>
  `CREATE TABLE IF NOT EXISTS ${table} (id ${id} PRIMARY KEY,${columns})`

/** The statements that write entries, and then keep the downgrades of the newest `downgrades` revisions only. */
export function writeJournal(table: string, entries: readonly JournalEntry[], downgrades: number): readonly string[] {
  const head = `INSERT INTO ${table} (${columns.replace(/ [^,]+/g, '')}) VALUES `
  const full: string[] = []
  let insert = ''
  for (const entry of entries) {
    if (insert.length > longest) {
      full.push(insert)
      insert = ''
    }
    insert = (insert ? `${insert},` : head) + rowOf(entry)
  }
  return [
    ...full,
    insert,
    `UPDATE ${table} SET downgrade = NULL WHERE downgrade IS NOT NULL AND id NOT IN (SELECT max(id) FROM ${table} WHERE downgrade IS NOT NULL GROUP BY revision ORDER BY 1 DESC LIMIT ${downgrades})`,
  ]
}

function rowOf(entry: JournalEntry): string {
  const ran = written(entry.compiled)
  const downgrade = written(entry.undo)
  const values = [
    entry.revision,
    entry.direction,
    ...[entry.parents, entry.dependsOn, entry.labels].map((names) => JSON.stringify(names)),
    entry.direction === 'stamp' ? undefined : ran && checksum(ran),
    entry.appliedAt.toISOString(),
    entry.duration,
    entry.appVersion,
    downgrade?.length < longest ? downgrade : undefined,
  ]
  return `(1,${values.map((value) => (typeof value === 'string' ? text(value) : (value ?? 'NULL')))})`
}

/** A step as the journal keeps it, and takes its checksum; undefined for a program, of which only its code would tell. */
export const written = (step: CompiledStep | undefined) => JSON.stringify(step?.variants ?? step?.statements, plain)

// What JSON has no word for: `{ bigint: '1' }`, `{ bytes: [0, 255] }`.
const plain = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? { bigint: `${value}` } : value instanceof Uint8Array ? { bytes: [...value] } : value
