import type { Engine, Statement } from '../adapter.js'
import type { Direction } from '../graph/revision.js'
import { text } from './literal.js'

/** One applied step as the journal keeps it. */
export interface JournalEntry {
  readonly revision: string
  readonly direction: Direction
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
  /** Of the recorded operations; null for a program. */
  readonly checksum: string | null
  readonly appliedAt: Date
  /** Milliseconds. */
  readonly duration: number
  readonly appVersion: string | null
  /** The statements that take the revision back, where they are known. */
  readonly downgrade: readonly Statement[] | null
}

const table = 'limbeck_journal'
// Statements stay well under the 100 kB that D1 allows.
const statementLength = 50_000

/**
 * How the journal is made. What it holds is on users' disks for ever: columns are only ever added, and readers take
 * what they know.
 */
export const createJournal = (engine: Engine): string =>
  `CREATE TABLE IF NOT EXISTS ${table} (id ${
    engine === 'postgresql' ? 'BIGSERIAL' : 'INTEGER'
  } PRIMARY KEY, format INTEGER NOT NULL, revision VARCHAR(32) NOT NULL, direction VARCHAR(16) NOT NULL, parents TEXT NOT NULL, depends_on TEXT NOT NULL, labels TEXT NOT NULL, checksum VARCHAR(16), applied_at VARCHAR(24) NOT NULL, duration_ms INTEGER NOT NULL, app_version TEXT, downgrade TEXT)`

/** The statements that write entries, and then keep the downgrades of the newest `downgrades` revisions only. */
export function writeJournal(entries: readonly JournalEntry[], downgrades: number): readonly string[] {
  const statements: string[] = []
  const head = `INSERT INTO ${table} (format, revision, direction, parents, depends_on, labels, checksum, applied_at, duration_ms, app_version, downgrade) VALUES `
  let values = ''
  for (const entry of entries) {
    const row = rowOf(entry)
    if (values !== '' && values.length + row.length > statementLength) {
      statements.push(head + values)
      values = ''
    }
    values += values === '' ? row : `, ${row}`
  }
  if (values !== '') statements.push(head + values)
  const newest = `SELECT id FROM ${table} WHERE downgrade IS NOT NULL ORDER BY id DESC LIMIT ${downgrades}`
  statements.push(`UPDATE ${table} SET downgrade = NULL WHERE downgrade IS NOT NULL AND id NOT IN (${newest})`)
  return statements
}

function rowOf(entry: JournalEntry): string {
  const list = (ids: readonly string[]) => text(JSON.stringify(ids))
  const orNull = (value: string | null) => (value === null ? 'NULL' : text(value))
  const downgrade = entry.downgrade && JSON.stringify(entry.downgrade, plain)
  return `(1, ${[
    text(entry.revision),
    text(entry.direction),
    list(entry.parents),
    list(entry.dependsOn),
    list(entry.labels),
    orNull(entry.checksum),
    text(entry.appliedAt.toISOString()),
    Math.round(entry.duration),
    orNull(entry.appVersion),
    orNull(downgrade && downgrade.length < statementLength ? downgrade : null),
  ].join(', ')})`
}

// What JSON has no word for: `{ bigint: '1' }`, `{ hex: '00ff' }`.
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (!(value instanceof Uint8Array)) return value
  return { hex: [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
}
