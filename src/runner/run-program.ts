import type { Engine, Queryable, Statement } from '../adapter.js'
import { LimbeckError, StatementError } from '../errors.js'
import type { Direction } from '../graph/revision.js'
import type { Operation } from '../ops/operation.js'
import type { LoadedStep } from './load-steps.js'
import type { RevisionModule } from './migration-set.js'

/** Runs a step that is a program. */
export type ProgramRunner = (database: Queryable, step: LoadedStep) => Promise<void>

/** Loads what programs need for an engine. */
export async function programRunner(engine: Engine): Promise<ProgramRunner> {
  const [{ openOperations }, { dialectOf }] = await Promise.all([
    import('../ops/operations.js'),
    import('../dialects/index.js'),
  ])
  const dialect = dialectOf(engine)
  return async (database, { program, direction }) => {
    let queue: Operation[] = []
    let done = 0
    /** Errors say which of the program's statements, counted over all that it sent, went wrong. */
    const send = async <T>(statements: readonly Statement[], work: () => Promise<T>): Promise<T> => {
      try {
        const result = await work()
        done += statements.length
        return result
      } catch (error) {
        const index = error instanceof StatementError ? error.index : 0
        if (error instanceof LimbeckError) throw error
        const cause = error instanceof StatementError ? error.cause : error
        throw new StatementError(done + index, cause, statements[index])
      }
    }
    const flush = async () => {
      const statements = queue.flatMap((operation) => operation.toSql(dialect))
      queue = []
      if (statements.length > 0) await send(statements, () => database.run(statements))
    }
    const { op, close } = openOperations({
      enqueue: (operation) => queue.push(operation),
      async query(sql, params) {
        await flush()
        return send([sql], () => database.query(sql, params.map(dialect.encode)))
      },
    })
    try {
      await directionOf(program, direction)?.(op)
    } finally {
      close()
    }
    await flush()
  }
}

/** A revision without code of its own is a merge or a mark; one that only goes up cannot be taken back. */
function directionOf(module: RevisionModule | undefined, direction: Direction): RevisionModule['upgrade'] {
  if (direction === 'downgrade' && module?.upgrade && !module.downgrade) {
    throw new LimbeckError('unsupported-operation', `${module.revision} has no downgrade.`)
  }
  return module?.[direction]?.bind(module)
}
