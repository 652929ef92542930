import { allCurrent } from './all-current.js'
import { branchOf } from './identify.js'
import { lineage } from './lineage.js'
import { refuseTarget } from './refuse-target.js'
import { resolve, resolveOne, type Target } from './resolve.js'
import type { Graph } from './revision.js'
import { RevisionError } from './revision-error.js'
import { parseSymbol, type RevisionSymbol } from './revision-symbol.js'
import { positionsOf } from './rows.js'
import { stepFrom } from './step-from.js'

/** What a downgrade keeps: revisions and all that they need, nothing when there are none; on one branch, if named. */
export interface DowngradeTarget {
  readonly kept: readonly number[]
  readonly branch: number | undefined
}

/**
 * What a downgrade's target names, seen from the version rows: `-2` counts from the first of them and takes back its
 * branch only, `label@-2` from where the database is on that branch. Throws as `resolve`.
 */
export function downgradeTarget(graph: Graph, rows: readonly string[], target: Target): DowngradeTarget {
  refuseTarget(target)
  if (typeof target !== 'string') return { kept: resolve(graph, target), branch: undefined }
  const symbol = parseSymbol(graph, target)
  const branch = () => (symbol.branch === undefined ? undefined : branchOf(graph, symbol.branch)[0])
  if (symbol.steps === undefined) {
    const kept = resolveOne(graph, symbol.name)
    return { kept: kept === undefined ? [] : [kept], branch: branch() }
  }
  if (symbol.name !== '') {
    const to = resolve(graph, target)
    return { kept: to, branch: branch() }
  }
  if (symbol.steps >= 0) {
    throw new RevisionError('walk-too-far', `'${target}' does not go down: a downgrade does.`, { argument: target })
  }
  const start = startOf(graph, rows, symbol)
  const to = stepFrom(graph, start, symbol)
  return { kept: to === undefined ? [] : [to], branch: branch() ?? start }
}

/** Where a walk down begins. */
function startOf(graph: Graph, rows: readonly string[], { branch, text }: RevisionSymbol): number {
  const applied = positionsOf(graph, rows)
  if (branch === undefined) {
    if (applied[0] !== undefined) return applied[0]
    throw new RevisionError('walk-too-far', `'${text}' goes down, and nothing is applied.`, { argument: text })
  }
  const on = lineage(branchOf(graph, branch), graph.down)
  const direct = [...new Set(applied)].filter((at) => on.has(at))
  const starts = direct.length > 0 ? direct : allCurrent(graph, rows).filter((at) => on.has(at))
  if (starts.length === 1) return starts[0] as number
  const heads = starts.map((at) => graph.ids[at] as string)
  const message = `'${text}' counts from one revision; on that branch the database is at ${heads.join(', ') || 'base'}.`
  throw new RevisionError('ambiguous-walk', message, { argument: text, heads })
}
