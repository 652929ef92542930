import type { Adapter, Statement } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import type { Direction, Step } from '../graph/revision.js'
import { isPlain, type LoadedStep, loadSteps } from './load-steps.js'
import type { MigrationSet, RevisionModule, SetGraph, Variant } from './migration-set.js'

/** A table whose rows a step copies. */
export interface CopiedTable {
  readonly table: string
  /** How many it has now; undefined where it is not there yet, or has another name. */
  readonly rows: number | undefined
}

/** What a step copies, as far as that can be told without running it. */
export interface Copies {
  /** The tables that it makes anew; undefined where that cannot be told. */
  readonly copies: readonly CopiedTable[] | undefined
  /** Why it cannot be told. */
  readonly unseen?: string
}

type Seen = { readonly names: readonly string[] } | { readonly unseen: string }

/**
 * What steps would copy. Where tables are made anew it looks at the database once, and works out the rest from what is
 * known of the steps before. Servers alter their tables themselves. Nothing is written.
 */
export async function copiesOf(
  adapter: Adapter,
  set: MigrationSet,
  graph: SetGraph,
  planned: readonly Step[],
): Promise<readonly Copies[]> {
  const steps = await loadSteps(set, graph, planned, { journal: { downgrades: 0 } })
  if (set.engine === 'postgresql' || steps.every(isPlain)) return steps.map(() => ({ copies: [] }))
  const { dialectOf, foresee, factsQuery } = await loadForesight()
  const dialect = dialectOf(set.engine)
  const facts = await adapter.query(factsQuery)
  const foresight = foresee(facts, dialect)
  const seen: Seen[] = []
  let hidden: string | undefined
  for (const step of steps) {
    const one = await lookAt(adapter, set, step, foresight, dialect)
    // What comes after something unseen is told from what was known before.
    if ('unseen' in one && hidden && one.unseen !== isProgram) {
      seen.push({ unseen: `it comes after ${hidden}, of which cannot be told what it does` })
    } else seen.push(one)
    if ('unseen' in one) hidden ??= step.revision
  }
  const names = new Set(seen.flatMap((one) => ('names' in one ? one.names : [])))
  const there = facts.flatMap(({ type, name }) => (type === 'table' && names.has(String(name)) ? [String(name)] : []))
  const counts = await countRows(adapter, there, dialect)
  return seen.map((one) =>
    'names' in one
      ? { copies: one.names.map((table) => ({ table, rows: counts.get(table) })) }
      : { copies: undefined, unseen: one.unseen },
  )
}

const isProgram = 'it is a program'

async function loadForesight() {
  const [{ dialectOf }, { foresee }, { factsQuery }] = await Promise.all([
    import('../dialects/index.js'),
    import('../rebuild/foresee.js'),
    import('../rebuild/facts.js'),
  ])
  return { dialectOf, foresee, factsQuery }
}

type Foresight = ReturnType<Awaited<ReturnType<typeof loadForesight>>['foresee']>

async function lookAt(
  adapter: Adapter,
  set: MigrationSet,
  step: LoadedStep,
  foresight: Foresight,
  dialect: Dialect,
): Promise<Seen> {
  try {
    if (isPlain(step)) {
      foresight.note(step.compiled.statements)
      return { names: [] }
    }
    if (step.compiled?.variants) {
      const { statements, copies } = await forSettings(adapter, step.compiled.variants)
      foresight.note(statements)
      return { names: copies }
    }
    // Of what was compiled, only programs are left to run.
    const names = set.checksum ? undefined : await record(await set.program(step.revision), step, foresight, dialect)
    return names ? { names } : { unseen: isProgram }
  } catch (error) {
    return { unseen: String((error as Error | undefined)?.message ?? error) }
  }
}

/**
 * The variant that fits now; else the first for a connection that is set so, for the steps before it may make it fit, and
 * where the schema is not as expected as much is copied, or about.
 */
async function forSettings(adapter: Adapter, variants: readonly Variant[]): Promise<Variant> {
  let set: Variant | undefined
  for (const variant of variants) {
    const drift = await adapter.query(variant.drift)
    if (!drift[0]) return variant
    if (!drift.some(({ type }) => type === 'setting')) set ??= variant
  }
  return set ?? (variants[0] as Variant)
}

/** The tables that a revision's directives copy; undefined for a program. */
async function record(
  module: RevisionModule,
  step: LoadedStep,
  foresight: Foresight,
  dialect: Dialect,
): Promise<readonly string[] | undefined> {
  const [{ record }, { needsLook, statementsOf }] = await Promise.all([
    import('../ops/record.js'),
    import('../ops/to-statements.js'),
  ])
  const code = module[step.direction as Direction]?.bind(module)
  if (!code) throw new Error(`it has no ${step.direction}`)
  const operations = module.program ? undefined : record(code, module.namingConvention)
  if (!operations || operations.some(({ facts }) => facts?.(dialect) !== undefined)) return undefined
  const names = new Set<string>()
  for (const operation of operations) {
    if (operation.alteration && needsLook(operation, dialect)) {
      for (const name of foresight.copies(operation.alteration)) names.add(name)
    } else foresight.note(statementsOf(operation, () => operation.toSql(dialect), dialect) as readonly Statement[])
  }
  return [...names]
}

async function countRows(
  adapter: Adapter,
  tables: readonly string[],
  dialect: Dialect,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const table of tables) {
    const [row] = await adapter.query(`SELECT count(*) AS number FROM ${dialect.identifier(table)}`)
    counts.set(table, Number(row?.number))
  }
  return counts
}
