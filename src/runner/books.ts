import type { Engine, Statement } from '../adapter.js'
import type { LoadedStep } from './load-steps.js'
import { createJournal, type JournalEntry, writeJournal } from './journal.js'
import { changeRows, createVersionTable, guard } from './version-rows.js'

/** What the journal keeps beside the steps themselves. */
export interface JournalOptions {
  /** How many of the newest revisions keep their compiled downgrade; 5 when not given. */
  readonly downgrades?: number
  /** The version of the app, for whoever reads the journal. */
  readonly appVersion?: string
}

/** The version rows and journal of a run. Steps are noted as they happen and written as their net effect. */
export interface Books {
  /** The rows as of the last `closing`. */
  readonly rows: readonly string[]
  /** The first statements of a transaction or batch: our tables, where there are none, and the guard. */
  opening(): readonly Statement[]
  note(step: LoadedStep, duration: number): void
  /** The statements that bring the tables up to date. */
  closing(): readonly Statement[]
}

/** Opens the books at the rows that were read; undefined when there is no version table yet. */
export function openBooks(engine: Engine, read: readonly string[] | undefined, journal: JournalOptions): Books {
  let tables = read !== undefined
  let written = read ?? []
  let entries: JournalEntry[] = []
  const rows = new Set(written)
  return {
    get rows() {
      return written
    },
    opening() {
      const create = tables ? [] : [createVersionTable]
      tables = true
      return [...create, createJournal(engine), guard(written)]
    },
    note(step, duration) {
      for (const [, from, to] of step.changes) {
        if (from !== null) rows.delete(from)
        if (to !== null) rows.add(to)
      }
      entries.push({
        ...step,
        checksum: step.compiled?.checksum ?? null,
        appliedAt: new Date(),
        duration,
        appVersion: journal.appVersion ?? null,
        downgrade: step.undo?.statements ?? null,
      })
    },
    closing() {
      if (entries.length === 0) return []
      const statements = [...changeRows(written, [...rows]), ...writeJournal(entries, journal.downgrades ?? 5)]
      written = [...rows]
      entries = []
      return statements
    },
  }
}
