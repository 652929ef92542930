import type { Adapter, Engine } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import type { MigrationSet, Migrations } from './migration-set.js'
import type { RunResult } from './run.js'
import { sameRows } from './version-table.js'

/** The set itself, or one made of revisions. */
export const openSet = async (migrations: Migrations, engine: Engine): Promise<MigrationSet> =>
  'graph' in migrations ? migrations : (await (await import('./verbs.js')).otherVerbs()).toSet(migrations, engine)

/** Whether a target is all that the set has, whose heads need no resolving. */
export const isHead = (set: MigrationSet, target: Target): boolean =>
  target === 'heads' || (target === 'head' && set.heads.length < 2)

/** The result of an upgrade that has nothing to do: the rows are the set's heads. */
export function atHead(
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  rows: readonly string[] | undefined,
): RunResult | undefined {
  if (!rows || !isHead(set, target) || !sameRows(rows, set.heads)) return undefined
  adapter.settle?.()
  return { from: rows, to: rows, steps: [] }
}
