import { checksum } from './checksum.js'
import { literal } from './literal.js'
import type { LoadedStep } from './load-steps.js'
import type { CompiledStep } from './migration-set.js'
import { type JournalOptions, keptDowngrades } from './run-options.js'

/** One applied step, for the journal to keep. */
export interface JournalEntry {
  readonly step: LoadedStep
  /** Milliseconds since 1970. */
  readonly appliedAt: number
  /** Milliseconds. */
  readonly duration: number
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

/** The statements that write entries. */
export function writeJournal(
  table: string,
  entries: readonly JournalEntry[],
  options: JournalOptions | undefined,
): readonly string[] {
  const head = `INSERT INTO ${table} (${columns.replace(/ [^,]+/g, '')}) VALUES `
  const full: string[] = []
  let insert = ''
  for (const entry of entries) {
    if (insert.length > longest) {
      full.push(insert)
      insert = ''
    }
    insert = (insert ? `${insert},` : head) + rowOf(entry, options?.appVersion)
  }
  return [...full, insert]
}

/** The statement that keeps the downgrades of the newest revisions only. */
export const pruneJournal = (table: string, options: JournalOptions | undefined): string =>
  `UPDATE ${table} SET downgrade = NULL WHERE downgrade IS NOT NULL AND id NOT IN (SELECT max(id) FROM ${table} WHERE downgrade IS NOT NULL GROUP BY revision ORDER BY 1 DESC LIMIT ${keptDowngrades(options)})`

function rowOf({ step, appliedAt, duration }: JournalEntry, appVersion: string | undefined): string {
  const ran = written(step.compiled)
  const downgrade = written(step.undo)
  const values = [
    step.revision,
    step.direction,
    ...[step.parents, step.dependsOn, step.labels].map((names) => JSON.stringify(names)),
    step.direction === 'stamp' ? undefined : ran && checksum(ran),
    new Date(appliedAt).toISOString(),
    duration,
    appVersion,
    downgrade?.length < longest ? downgrade : undefined,
  ]
  return `(1,${values.map(literal)})`
}

/** A step as the journal keeps it, and takes its checksum; undefined for a program, of which only its code would tell. */
export const written = (step: CompiledStep | undefined) => JSON.stringify(step?.variants ?? step?.statements, plain)

// What JSON has no word for: `{ bigint: '1' }`, `{ bytes: [0, 255] }`.
const plain = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? { bigint: `${value}` } : value instanceof Uint8Array ? { bytes: [...value] } : value
