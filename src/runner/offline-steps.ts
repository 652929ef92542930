import type { Engine } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import type { Direction, Plan } from '../graph/revision.js'
import { type RowChange, rowChanges } from '../graph/row-changes.js'
import type { Operation } from '../ops/operation.js'
import { createVersionTable } from './create-version-table.js'
import { createJournal, type JournalEntry, pruneJournal, writeJournal } from './journal.js'
import { literal } from './literal.js'
import type { LoadedStep } from './load-steps.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import type { OfflineOptions } from './offline.js'
import type { Script } from './offline-script.js'
import { namedDrift } from './run-varied.js'
import { guard } from './version-rows.js'
import { nameOf } from './version-table.js'

/** What a script is written from. */
export interface OfflinePlan {
  readonly script: Script
  readonly dialect: Dialect
  readonly engine: Engine
  readonly set: MigrationSet
  readonly graph: SetGraph
  readonly plan: Plan
  readonly options: OfflineOptions
  /** Whether our own tables are made even if there is no step. */
  readonly tables: boolean
}

/** Writes a plan: transactions, our own tables, each revision, its version rows, and the journal. */
export async function writePlan(offline: OfflinePlan, steps: readonly LoadedStep[]): Promise<void> {
  const { script, engine, plan, options, tables } = offline
  const table = nameOf(options)
  const journal = nameOf(options, 'limbeck_journal')
  const apart = options.transaction === 'revision'
  let due: JournalEntry[] = []
  let rows = plan.from
  const open = (first: boolean) => {
    script.begin()
    if (first && plan.from.length === 0) script.statement(createVersionTable(table))
    if (first) script.statement(createJournal(journal, engine === 'postgresql' ? 'BIGSERIAL' : undefined))
    if (steps.length === 0) return
    script.comment(`Fails unless the database is at ${rows.join(', ') || 'base'}`)
    if (engine === 'postgresql') script.statement(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`)
    script.statement(guard(table, journal, rows))
  }
  const close = () => {
    const { journal: kept } = options
    const statements = due[0] ? [...writeJournal(journal, due, kept), pruneJournal(journal, kept)] : []
    for (const statement of statements) script.statement(statement)
    due = []
    script.commit()
  }
  if (steps.length === 0 && !tables) return
  open(true)
  for (const [nth, step] of steps.entries()) {
    if (apart && nth > 0) {
      close()
      open(false)
    }
    script.comment(headline(offline, step))
    if (step.direction !== 'stamp') await writeStep(offline, step)
    for (const change of rowChanges(step)) script.statement(rowChangeSql(table, change))
    rows = [...rows.filter((id) => !step.gone.includes(id)), ...step.come]
    due.push({ step, appliedAt: Date.now(), duration: 0 })
  }
  close()
}

/** Alembic's line above each step: `Running upgrade ae10 -> 27c6`. */
function headline({ graph }: OfflinePlan, step: LoadedStep): string {
  const down = (graph.down[step.at] ?? []).map((at) => graph.ids[at]).join(', ')
  if (step.direction === 'upgrade') return `Running upgrade ${down} -> ${step.revision}`
  if (step.direction === 'downgrade') return `Running downgrade ${step.revision} -> ${down}`
  return `Running stamp_revision ${step.gone.join(', ')} -> ${step.come.join(', ')}`
}

async function writeStep(offline: OfflinePlan, step: LoadedStep): Promise<void> {
  const { script, dialect } = offline
  if (step.compiled && !step.compiled.variants) {
    for (const statement of step.compiled.statements) script.statement(statement)
    return
  }
  const [variant] = step.compiled?.variants ?? []
  if (variant) {
    // A script cannot choose. The first is that for foreign keys as a connection begins, and it fails where it does not fit.
    const { gate } = await import('../rebuild/gate.js')
    script.statement(gate(namedDrift(step, variant.drift)))
    for (const statement of variant.statements) script.statement(statement)
    return
  }
  const { isOutside, toStatements } = await import('../ops/to-statements.js')
  try {
    for (const operation of await operationsOf(offline, step)) {
      if (isOutside(operation)) script.commit()
      for (const statement of toStatements([operation], dialect)) script.statement(statement)
      if (isOutside(operation)) script.begin()
    }
  } catch (error) {
    const { code = 'migration-failed', message } = error as LimbeckError
    throw new LimbeckError(code, `The ${step.direction} of ${step.revision} cannot be written out: ${message}`, error)
  }
}

/** Runs a program without a database: it may say what it likes, and ask nothing. */
async function operationsOf({ set }: OfflinePlan, { direction, revision }: LoadedStep): Promise<readonly Operation[]> {
  const program = await set.program(revision)
  const [{ openOperations }, { refuseReturned }] = await Promise.all([
    import('../ops/operations.js'),
    import('../ops/refuse-returned.js'),
  ])
  if (program.upgrade && !program[direction as Direction]) {
    throw new LimbeckError('unsupported-operation', `${revision} has no ${direction}.`)
  }
  const operations: Operation[] = []
  const sink = {
    enqueue: (operation: Operation) => operations.push(operation),
    async query(): Promise<never> {
      throw new LimbeckError('offline-program', 'it reads the database, and there is none here.')
    },
  }
  const { op, close } = openOperations(sink, program.namingConvention)
  try {
    refuseReturned(await program[direction as Direction]?.(op))
  } finally {
    close()
  }
  return operations
}

function rowChangeSql(table: string, [kind, old, id]: RowChange): string {
  if (kind === 'insert') return `INSERT INTO ${table} (version_num) VALUES (${literal(id)})`
  const where = `WHERE ${table}.version_num = ${literal(old)}`
  return kind === 'delete' ? `DELETE FROM ${table} ${where}` : `UPDATE ${table} SET version_num=${literal(id)} ${where}`
}
