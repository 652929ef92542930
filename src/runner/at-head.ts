import type { Adapter } from '../adapter.js'
import type { Target } from '../graph/resolve.js'
import { loadVerbs } from './load-verbs.js'
import type { MigrationSet, Migrations } from './migration-set.js'
import type { RunResult } from './run.js'
import { sameRows } from './version-table.js'

/** The set itself, or one made of revisions. Throws `invalid-adapter`, `invalid-migrations`, and what `toSet` throws. */
export async function openSet(migrations: Migrations, adapter: Adapter): Promise<MigrationSet> {
  const set = migrations as Partial<MigrationSet> | undefined
  if ((adapter as Partial<Adapter> | undefined)?.query && set?.format) return set as MigrationSet
  const { refuse, toSet } = await (await loadVerbs()).others()
  refuse(adapter, migrations)
  return toSet(migrations as Exclude<Migrations, MigrationSet>, adapter.engine)
}

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
