import type { Engine } from '../adapter.js'
import { LimbeckError } from '../errors.js'
import { buildGraph } from '../graph/build.js'
import type { Direction } from '../graph/revision.js'
import { maximal } from '../graph/walk.js'
import type { Chunk, CompiledStep, LazyRevision, MigrationSet, Migrations, RevisionModule } from './migration-set.js'

/**
 * A set made of revisions as they are, compiled one direction at a time as a run asks for it. Throws what `buildGraph`
 * throws, and `invalid-migrations` for what is no revision.
 */
export async function toSet(migrations: Exclude<Migrations, MigrationSet>, engine: Engine): Promise<MigrationSet> {
  const modules = await Promise.all(migrations.map((migration, at) => toModule(migration, at, engine)))
  const graph = buildGraph(
    modules.map((module) => ({
      ...module,
      downRevision: list(module.downRevision),
      dependsOn: list(module.dependsOn),
      branchLabels: list(module.branchLabels),
    })),
  )
  const count = modules.length
  const heads = maximal(modules.keys(), graph.parents).map((at) => graph.ids[at] as string)
  return {
    format: 1,
    engine,
    heads,
    graph: async () => ({
      ...graph,
      upgradeChunks: modules.map((_, at) => at),
      downgradeChunks: modules.map((_, at) => count + at),
      checksums: [],
    }),
    chunk: async (index) =>
      compile(await load(modules[index % count] as Known, engine), index < count ? 'upgrade' : 'downgrade', engine),
    program: (revision) => load(modules[graph.ids.indexOf(revision)] as Known, engine),
    messages: async () => ({ messages: modules.map(({ message = '' }) => message) }),
  }
}

const list = (names: string | readonly string[] | null | undefined): readonly string[] =>
  typeof names === 'string' ? [names] : (names ?? [])

type Known = RevisionModule | LazyRevision

async function toModule(migration: unknown, at: number, engine: Engine): Promise<Known> {
  if (typeof migration === 'string') {
    const [{ sqlRevision }, { dialectOf }] = await Promise.all([
      import('../ops/sql-revision.js'),
      import('../dialects/index.js'),
    ])
    return sqlRevision(migration, dialectOf(engine))
  }
  const { revision, downRevision } = (migration ?? {}) as Partial<RevisionModule>
  if (typeof revision !== 'string' || downRevision === undefined) {
    const message = `Migration ${at + 1} is no revision: it must export 'revision' and 'downRevision'.`
    throw new LimbeckError('invalid-migrations', message)
  }
  refuseExports(migration as RevisionModule)
  return migration as Known
}

/** The code of a revision. Throws `invalid-revision` when it is another one's. */
async function load(known: Known, engine: Engine): Promise<RevisionModule> {
  if (!('load' in known)) return known
  const loaded = (await toModule(await known.load(), 0, engine)) as RevisionModule
  if (loaded.revision === known.revision) return loaded
  const message = `${known.file ?? known.revision} holds ${loaded.revision}; its header said ${known.revision}.`
  throw new LimbeckError('invalid-revision', message)
}

/** Throws `invalid-migrations` for what a revision's names and directions cannot be. */
function refuseExports(module: RevisionModule): void {
  const isName = (value: unknown) => typeof value === 'string'
  const refuse = (name: string, what: string) => {
    throw new LimbeckError('invalid-migrations', `'${name}' of ${module.revision} must be ${what}.`)
  }
  for (const name of ['downRevision', 'branchLabels', 'dependsOn'] as const) {
    const value: unknown = module[name] ?? []
    const isList = Array.isArray(value) && value.every(isName)
    if (!isName(value) && !isList) refuse(name, 'text, a list of texts, or null')
  }
  for (const name of ['upgrade', 'downgrade'] as const) {
    if (!['function', 'undefined'].includes(typeof module[name])) refuse(name, 'a function')
  }
}

async function compile(module: RevisionModule, direction: Direction, engine: Engine): Promise<Chunk> {
  const [{ record }, { isOutside, needsFacts, toStatements }, { dialectOf }] = await Promise.all([
    import('../ops/record.js'),
    import('../ops/to-statements.js'),
    import('../dialects/index.js'),
  ])
  const dialect = dialectOf(engine)
  const steps: Record<string, CompiledStep> = {}
  try {
    const code = module[direction]?.bind(module)
    const operations = module.program
      ? undefined
      : code
        ? record(code, module.namingConvention)
        : module.upgrade
          ? undefined
          : []
    if (operations && !operations.some((operation) => needsFacts(operation, dialect) || isOutside(operation))) {
      steps[module.revision] = { statements: toStatements(operations, dialect) }
    }
  } catch (error) {
    // It is thrown where the step is run, and told with its revision. A batch of the steps before it is not sent then, as
    // it would be before a program. A downgrade that fails is no reason to refuse the upgrade whose journal asks for it.
    if (direction === 'upgrade') {
      steps[module.revision] = {
        get statements(): never {
          throw error
        },
      }
    }
  }
  return { steps }
}
