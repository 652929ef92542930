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
import type { Graph, Plan, Step } from '../../src/graph/revision.js'
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
  buildGraph(
    revisions.map(({ id, down, dependsOn, labels }) => ({
      revision: id,
      downRevision: down,
      dependsOn,
      branchLabels: labels,
    })),
  )

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
      return answer(() => told(rows, ran(planUpgrade(graph, rows, upgradeTargets(graph, rows, query.target ?? '')))))
    case 'downgrade':
      return answer(() => told(rows, ran(planDowngrade(graph, rows, downgradeTarget(graph, rows, query.target ?? '')))))
    case 'stamp':
      return answer(() => {
        const { steps } = planStamp(graph, rows, query.targets ?? [])
        return told(
          rows,
          steps.map(({ from, to: come, gone, isUpgrade, branchMove }) => {
            return { gone, come, rev: `${[...from].sort()} -> ${come} ${isUpgrade} ${branchMove}` }
          }),
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

type RowMove = Pick<Step, 'gone' | 'come'>

const ran = ({ steps }: Plan) => steps.map((step) => ({ ...step, rev: step.revision }))

function told(from: readonly string[], steps: readonly (RowMove & { readonly rev: string })[]): Ours {
  const rows = new Set(from)
  const ours = steps.map(({ rev, ...step }) => {
    const sql = rowChanges(step)
    for (const [, gone, come] of sql) {
      if (gone !== null && !rows.delete(gone)) throw new Error(`${gone} was no row`)
      if (come !== null) rows.add(come)
    }
    return { rev, sql, heads: [...rows].sort() }
  })
  return { steps: ours, final: [...rows].sort() }
}
