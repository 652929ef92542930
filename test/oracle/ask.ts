import { allCurrent } from '../../src/graph/all-current.js'
import { buildGraph } from '../../src/graph/build.js'
import { downgradeTarget } from '../../src/graph/downgrade-target.js'
import { history } from '../../src/graph/history.js'
import { branchOf } from '../../src/graph/identify.js'
import { lineage } from '../../src/graph/lineage.js'
import { planDowngrade } from '../../src/graph/plan-downgrade.js'
import { planStamp } from '../../src/graph/plan-stamp.js'
import { planUpgrade } from '../../src/graph/plan-upgrade.js'
import { resolve, resolveOne } from '../../src/graph/resolve.js'
import type { Graph } from '../../src/graph/revision.js'
import { parseSymbol } from '../../src/graph/revision-symbol.js'
import { rowChanges } from '../../src/graph/row-changes.js'
import { upgradeTargets } from '../../src/graph/upgrade-targets.js'
import type { Query, VectorRevision } from './graph-case.js'

/** One step as both sides tell it: what ran, or moved, and the version rows afterwards. */
export interface OurStep {
  readonly rev: string
  readonly sql: readonly (readonly [string, string | null, string | null])[]
  readonly heads: readonly string[]
}

/** What we answer: revisions, a plan, or an error. */
export type Ours =
  | { readonly ids: readonly string[] }
  | { readonly steps: readonly OurStep[]; readonly final: readonly string[] }
  | { readonly code: string; readonly message: string }

export const load = (revisions: readonly VectorRevision[]): Graph =>
  buildGraph(revisions.map((revision) => ({ ...revision, message: '' })))

/** What `work` answers; an error of ours by its code. Any other error is a crash, and thrown. */
export function answer<T extends Ours>(work: () => T): Ours {
  try {
    return work()
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (typeof code !== 'string') throw error
    return { code, message }
  }
}

const names = (graph: Graph, positions: Iterable<number>) => [...positions].map((at) => graph.ids[at] as string)

/** `resolve` as exactly one. */
export const askOne = (graph: Graph, query: Query): Ours =>
  answer(() => {
    const one = resolveOne(graph, query.symbol ?? '')
    return { ids: one === undefined ? [] : names(graph, [one]) }
  })

/** Our answer to a query. */
export function ask(graph: Graph, query: Query): Ours {
  const rows = query.from ?? []
  switch (query.q) {
    case 'resolve':
      return answer(() => ({ ids: names(graph, resolve(graph, query.symbol ?? '')) }))
    case 'upgrade':
      return answer(() =>
        told(
          graph,
          rows,
          planUpgrade(graph, rows, upgradeTargets(graph, rows, query.target ?? '')).steps,
          (step) => step.revision,
        ),
      )
    case 'downgrade':
      return answer(() =>
        told(
          graph,
          rows,
          planDowngrade(graph, rows, downgradeTarget(graph, rows, query.target ?? '')).steps,
          (step) => step.revision,
        ),
      )
    case 'stamp':
      return answer(() => {
        const plan = planStamp(graph, rows, query.targets ?? [])
        return told(
          graph,
          rows,
          plan.steps,
          (step) => `${[...step.from].sort()} -> ${step.to} ${step.isUpgrade} ${step.branchMove}`,
        )
      })
    case 'history':
      return answer(() => ({ ids: names(graph, history(graph, query.range ?? '')) }))
    case 'historyCurrent':
      return answer(() => ({ ids: names(graph, history(graph, query.range ?? '', query.current)) }))
    case 'allCurrent':
      return answer(() => ({ ids: names(graph, allCurrent(graph, query.heads ?? [])).sort() }))
    case 'lineage':
      return answer(() => {
        const symbol = parseSymbol(graph, query.against ?? '')
        const branch = symbol.branch === undefined ? [] : branchOf(graph, symbol.branch)
        const against = [...branch, ...resolve(graph, query.against ?? '')]
        const on = lineage(against, query.includeDependencies ? graph.parents : graph.down)
        return { ids: (query.ids ?? []).filter((id) => against.length === 0 || on.has(graph.ids.indexOf(id))) }
      })
  }
}

function told<Step extends { readonly rows: readonly string[] }>(
  graph: Graph,
  from: readonly string[],
  steps: readonly Step[],
  rev: (step: Step) => string,
): Ours {
  const changes = rowChanges(graph, { from, steps: steps.map((step) => ({ at: -1, ...step })) as never, to: [] })
  const rows = new Set(from)
  const ours = steps.map((step, nth) => {
    for (const [, gone, come] of changes[nth] ?? []) {
      if (gone !== null && !rows.delete(gone)) throw new Error(`${gone} was no row`)
      if (come !== null) rows.add(come)
    }
    return { rev: rev(step), sql: changes[nth] ?? [], heads: [...rows].sort() }
  })
  return { steps: ours, final: [...rows].sort() }
}
