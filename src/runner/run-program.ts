import type { Queryable, Row, Statement } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import type { Direction } from '../graph/revision.js'
import type { Operation } from '../ops/operation.js'
import type { OperationsSink } from '../ops/operations.js'
import { fetchPart } from './fetch-part.js'
import type { LoadedStep } from './load-steps.js'
import type { MigrationSet, RevisionModule } from './migration-set.js'
import { putSettingsBack } from './put-settings-back.js'

/** Where a step runs: in a transaction, or a batch that is being written. */
export interface ProgramDatabase extends Queryable {
  /** Reads what was there before the batch that is being written, of which nothing can be read. */
  before?: Queryable['query']
  /** Whether the schema was not the expected one when this batch was sent before. */
  readonly again?: boolean
  /** Runs statements outside of it: what comes before is committed first. */
  outside?(statements: readonly Statement[]): Promise<void>
}

/** Runs a step that is more than statements. */
export type StepRunner = (database: ProgramDatabase, step: LoadedStep) => Promise<void>

/** Loads the programs among the steps, and what they need. */
export async function programRunner(set: MigrationSet, steps: readonly LoadedStep[]): Promise<StepRunner> {
  const programs = new Map<string, RevisionModule>()
  const load = async ({ compiled, revision }: LoadedStep) => {
    if (!compiled) programs.set(revision, await fetchPart((again) => set.program(revision, again)))
  }
  const [{ openOperations }, { refuseReturned }, { isOutside, needsLook, statementsOf, toStatements }, { dialectOf }] =
    await Promise.all([
      import('../ops/operations.js'),
      import('../ops/refuse-returned.js'),
      import('../ops/to-statements.js'),
      import('../dialects/index.js'),
      ...steps.map(load),
    ])
  const dialect = dialectOf(set.engine)
  return async (database, { direction, revision }) => {
    const program = programs.get(revision)
    let queue: Operation[] = []
    let done = 0
    let rebuilds: Rebuilds | undefined
    let failed: (() => never) | undefined
    let last: Promise<unknown> = Promise.resolve()
    /** Errors say which of the program's statements, counted over all that it sent, went wrong. */
    const counted = async (sent: number, sql: string, work: () => Promise<unknown>) => {
      try {
        const result = await work()
        done += sent
        return result
      } catch (error) {
        if (error instanceof LimbeckError) throw error
        const at = error instanceof StatementError ? error : new StatementError(0, sql, error)
        throw new StatementError(done + at.index, at.sql, at.cause)
      }
    }
    const send = async (statements: readonly Statement[], run = (all: readonly Statement[]) => database.run(all)) => {
      if (statements.length === 0) return
      await counted(statements.length, '', () => run(statements)).catch(async (error) => {
        await putSettingsBack(database, statements)
        failed = () => {
          throw error
        }
        throw error
      })
    }
    const looks = (operation: Operation) => needsLook(operation, dialect)
    /** Nothing can be read within a batch: what comes before a table is applied to what was seen of it. */
    const flushBatch = async (operations: readonly Operation[], { factsQuery, lookEarly }: Rebuilds) => {
      const rows = (await counted(0, factsQuery, () => database.query(factsQuery))) as readonly Row[]
      const look = lookEarly(rows, dialect)
      const statements: Statement[] = []
      for (const operation of operations) {
        const toSql = () =>
          operation.alteration && looks(operation) ? look.change(operation.alteration) : operation.toSql(dialect)
        const made = statementsOf(operation, toSql, dialect)
        look.note(made)
        statements.push(...made)
      }
      await send([...look.gates(), ...statements])
    }
    const flush = async () => {
      const operations = queue
      queue = []
      let statements: readonly Statement[] = []
      if (operations.some(looks)) rebuilds ??= await loadRebuild()
      if (rebuilds && set.engine === 'd1' && operations.some(looks)) return flushBatch(operations, rebuilds)
      for (const queued of operations) {
        const operation = rebuilds && looks(queued) ? rebuilds.lookAtTable(queued) : queued
        const { outside } = database
        if (isOutside(operation) && outside) {
          await send(statements)
          statements = []
          await send(toStatements([operation], dialect), (all) => outside(all))
          continue
        }
        const question = operation.facts?.(dialect)
        if (question === undefined) {
          statements = [...statements, ...toStatements([operation], dialect)]
          continue
        }
        // What it asks may depend on what comes before it.
        await send(statements)
        const facts = (await counted(0, question, () => database.query(question))) as readonly Row[]
        statements = statementsOf(operation, () => operation.toSql(dialect, facts), dialect)
      }
      await send(statements)
    }
    const sink: OperationsSink = {
      enqueue: (operation) => queue.push(operation),
      query(sql, params) {
        const rows = last.then(async () => {
          if (dialect.split(sql).length !== 1) {
            throw new LimbeckError('invalid-operation', `op.query takes one statement; this is not: ${sql.trim()}`)
          }
          const refusal = dialect.refusal(sql)
          if (refusal !== undefined) throw new LimbeckError('invalid-operation', refusal)
          await flush()
          return counted(0, sql, () => database.query(sql, params.map(dialect.encode)))
        })
        last = rows.catch(() => undefined)
        return rows as ReturnType<Queryable['query']>
      },
    }
    const { op, close } = openOperations(sink, program?.namingConvention)
    try {
      refuseReturned(await directionOf(program, direction as Direction, revision)?.(op))
    } finally {
      close()
    }
    await last
    await flush()
    failed?.()
  }
}

/** What makes tables anew where ALTER TABLE does not suffice. */
async function loadRebuild() {
  const [{ factsQuery }, { lookAtTable }, { lookEarly }] = await Promise.all([
    import('../rebuild/facts.js'),
    import('../rebuild/look-at-table.js'),
    import('../rebuild/look-early.js'),
  ])
  return { factsQuery, lookAtTable, lookEarly }
}

type Rebuilds = Awaited<ReturnType<typeof loadRebuild>>

/** A revision without code of its own is a merge or a mark; one that only goes up cannot be taken back. */
function directionOf(module: RevisionModule | undefined, direction: Direction, revision: string) {
  if (!module) throw new LimbeckError('missing-revision', `The migrations have no code for ${revision}.`)
  if (direction === 'downgrade' && module.upgrade && !module.downgrade) {
    throw new LimbeckError('unsupported-operation', `${module.revision} has no downgrade.`)
  }
  return module[direction]?.bind(module)
}
