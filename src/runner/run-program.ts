import type { Engine, Queryable } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import type { Direction } from '../graph/revision.js'
import type { Operation } from '../ops/operation.js'
import type { RevisionModule } from './migration-set.js'

/** Runs one direction of a revision as a program. */
export type ProgramRunner = (database: Queryable, module: RevisionModule, direction: Direction) => Promise<void>

/** Loads what programs need for an engine. */
export async function programRunner(engine: Engine): Promise<ProgramRunner> {
  const [{ openOperations }, { dialectOf }] = await Promise.all([
    import('../ops/operations.js'),
    import('../dialects/index.js'),
  ])
  const dialect = dialectOf(engine)
  return async (database, module, direction) => {
    let queue: Operation[] = []
    const flush = async () => {
      const statements = queue.flatMap((operation) => operation.toSql(dialect))
      queue = []
      if (statements.length > 0) await database.run(statements)
    }
    const { op, close } = openOperations({
      enqueue: (operation) => queue.push(operation),
      async query(sql, params) {
        await flush()
        return database.query(sql, params.map(dialect.encode))
      },
    })
    try {
      await directionOf(module, direction)?.(op)
    } finally {
      close()
    }
    await flush()
  }
}

/** A revision without code of its own is a merge or a mark; one that only goes up cannot be taken back. */
export function directionOf(module: RevisionModule, direction: Direction): RevisionModule['upgrade'] {
  if (direction === 'downgrade' && module.upgrade && !module.downgrade) {
    throw new LimbeckError('unsupported-operation', `${module.revision} has no downgrade.`)
  }
  return module[direction]?.bind(module)
}
