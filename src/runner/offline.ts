import type { Engine } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { downgradeTarget } from '../graph/downgrade-target.js'
import { planDowngrade } from '../graph/plan-downgrade.js'
import { planUpgrade } from '../graph/plan-upgrade.js'
import { resolve } from '../graph/resolve.js'
import type { Plan } from '../graph/revision.js'
import { upgradeTargets } from '../graph/upgrade-targets.js'
import { graphOf } from './graph-of.js'
import { loadSteps } from './load-steps.js'
import type { MigrationSet, Migrations, SetGraph } from './migration-set.js'
import { openScript } from './offline-script.js'
import { writePlan } from './offline-steps.js'
import type { JournalOptions } from './run-options.js'
import { stampPlan, withStamps } from './run-stamp.js'
import { toSet } from './to-set.js'
import type { VersionTableOptions } from './version-table.js'

/** Options of what writes SQL instead of running it. */
export interface OfflineOptions extends VersionTableOptions {
  /** Whose SQL; a compiled set knows, revisions do not. */
  readonly engine?: Engine
  /** Whether the whole script is one transaction (`'run'`, when not given), or each revision is one. */
  readonly transaction?: 'run' | 'revision'
  readonly journal?: JournalOptions
}

/**
 * What `upgrade` would send, as a script: of a range `from:to`, or from nothing to a target. `from` may be several,
 * separated by commas. The script fails on a database that is not at `from`. Throws what `upgrade` throws before it runs,
 * and `offline-program` for a revision that must read the database.
 */
export async function upgradeSql(
  migrations: Migrations,
  range = 'head',
  options: OfflineOptions = {},
): Promise<string> {
  const [from, to] = ends(range)
  return write(migrations, options, (graph) => {
    const rows = startOf(graph, from)
    return planUpgrade(graph, rows, upgradeTargets(graph, rows, to))
  })
}

/** What `downgrade` would send, as a script: of a range `from:to`. Throws as `upgradeSql`. */
export async function downgradeSql(
  migrations: Migrations,
  range: string,
  options: OfflineOptions = {},
): Promise<string> {
  const [from, to] = ends(range)
  if (from === undefined) {
    const message = `A downgrade that is written out needs where it starts: '<from>:${range}', not '${range}'.`
    throw new LimbeckError('invalid-range', message)
  }
  return write(migrations, options, (graph) => {
    const rows = startOf(graph, from)
    return planDowngrade(graph, rows, downgradeTarget(graph, rows, to))
  })
}

/** What `stamp` would send, as a script: to a target, to several, or from one to another (`from:to`). */
export async function stampSql(
  migrations: Migrations,
  target: string | readonly string[],
  options: OfflineOptions = {},
): Promise<string> {
  const ranges = (typeof target === 'string' ? [target] : target).map(ends)
  const starts = [...new Set(ranges.map(([from]) => from))]
  if (starts.length > 1) {
    const message = `A stamp that is written out starts at one place: ${starts.map((from) => from ?? 'base').join(' or ')}?`
    throw new LimbeckError('invalid-range', message)
  }
  const to = ranges.map(([, end]) => end)
  const [from] = starts
  return write(migrations, options, (graph) => stampPlan(graph, startOf(graph, from), to, false), withStamps)
}

/** What makes the version table and the journal where there are none, as a script. */
export async function ensureVersionSql(options: OfflineOptions & { readonly engine: Engine }): Promise<string> {
  return write([], options, () => ({ from: [], steps: [], to: [] }), undefined, true)
}

/** The two ends of a range; without a colon it has no start. */
function ends(range: string): readonly [from: string | undefined, to: string] {
  const parts = range.split(':')
  if (parts.length > 2 || parts.at(-1) === '') {
    throw new LimbeckError('invalid-range', `'${range}' is no range: write '<from>:<to>'.`)
  }
  return parts.length === 2 ? [parts[0] as string, parts[1] as string] : [undefined, range]
}

/** The version rows that a script starts from. */
function startOf(graph: SetGraph, from: string | undefined): readonly string[] {
  if (from === undefined || from === '') return []
  return resolve(graph, from.split(',')).map((at) => graph.ids[at] as string)
}

async function write(
  migrations: Migrations,
  options: OfflineOptions,
  planner: (graph: SetGraph) => Plan,
  wrap: (set: MigrationSet) => MigrationSet = (set) => set,
  tables = false,
): Promise<string> {
  const engine = 'format' in migrations ? migrations.engine : options.engine
  if (!engine) {
    throw new LimbeckError('invalid-adapter', `Whose SQL is it to be? Name the engine: { engine: 'postgresql' }.`)
  }
  const set = wrap('format' in migrations ? migrations : await toSet(migrations, engine))
  const [{ dialectOf }, { inlineParams }] = await Promise.all([
    import('../dialects/index.js'),
    import('../dialects/inline.js'),
  ])
  const dialect: Dialect = dialectOf(engine)
  const graph = await graphOf(set)
  const plan = planner(graph)
  const steps = await loadSteps(set, graph, plan.steps, options)
  const script = openScript(dialect, inlineParams)
  await writePlan({ script, dialect, engine, set, graph, plan, options, tables }, steps)
  return script.text()
}
