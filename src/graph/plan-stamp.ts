import { branchOf } from './identify.js'
import { lineage } from './lineage.js'
import { resolve } from './resolve.js'
import type { Graph } from './revision.js'
import { parseSymbol } from './revision-symbol.js'
import { appliedBy } from './rows.js'
import { spareRows } from './spare-rows.js'
import { walk } from './walk.js'

/** One move of the version rows. */
export interface StampStep {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly isUpgrade: boolean
  /** A row is added or taken away, none is moved. */
  readonly branchMove: boolean
  /** Those of `from` that are still rows before it. */
  readonly gone: readonly string[]
}

/** The rows that a stamp leaves, and the moves that lead there. */
export interface StampPlan {
  readonly from: readonly string[]
  readonly steps: readonly StampStep[]
  readonly to: readonly string[]
}

/**
 * The moves of version rows that say a database is at `targets`: each takes the place of the rows on its lineage,
 * dependencies included, and leaves the others; a target that another one implies adds nothing. `base` takes rows away, `label@base` those of the branch. Rows that are
 * ancestors of one another are put right. Throws as `resolve`, and `DatabaseAheadError`.
 */
export function planStamp(graph: Graph, from: readonly string[], targets: readonly string[]): StampPlan {
  const name = (at: number) => graph.ids[at] as string
  const applied = appliedBy(graph, from)
  const { heads, rows } = applied
  const steps: StampStep[] = []
  /** Puts `to` in the place of those of `line` that are still there. */
  const move = (line: readonly number[], to: number | undefined, isUpgrade: boolean) => {
    const gone = line.filter((at) => heads.delete(at)).map(name)
    if (to !== undefined) heads.add(to)
    const branchMove = to === undefined || line.length === 0
    steps.push({ from: line.map(name), to: to === undefined ? [] : [name(to)], isUpgrade, branchMove, gone })
  }
  const gone = spareRows(applied)
  if (gone.length > 0) steps.push({ from: gone, to: [], isUpgrade: false, branchMove: true, gone })
  const symbols = targets.length > 0 ? targets : ['base']
  const related = [...new Set(symbols.flatMap((symbol) => rowsOn(graph, heads, symbol)))]
  const destinations = outermost(graph, new Set(symbols.flatMap((symbol) => resolve(graph, symbol))))
  if (destinations.length === 0) for (const at of related) move([at], undefined, false)
  for (const to of destinations) {
    if (heads.has(to)) continue
    const below = walk([to], graph.parents)
    const line = related.filter((at) => !destinations.includes(at))
    const isUpgrade = !line.some((at) => walk([at], graph.parents).has(to))
    move(isUpgrade && !line.some((at) => below.has(at)) ? [] : line, to, isUpgrade)
  }
  return { from, steps, to: rows() }
}

/** Those of the revisions that none of the others implies. */
function outermost(graph: Graph, among: ReadonlySet<number>): readonly number[] {
  const implied = walk(
    [...among].flatMap((at) => graph.parents[at] ?? []),
    graph.parents,
  )
  return [...among].filter((at) => !implied.has(at))
}

/** The rows that share a lineage, dependencies included, with what a target names. */
function rowsOn(graph: Graph, rows: ReadonlySet<number>, target: string): readonly number[] {
  const { branch } = parseSymbol(graph, target)
  const against = [...(branch === undefined ? [] : branchOf(graph, branch)), ...resolve(graph, target)]
  if (against.length === 0) return [...rows]
  const on = lineage(against, graph.parents)
  return [...rows].filter((at) => on.has(at))
}
