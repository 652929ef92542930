import { branchOf } from './identify.js'
import { lineage } from './lineage.js'
import { reversed } from './reversed.js'
import type { Graph } from './revision.js'
import { RevisionError } from './revision-error.js'
import type { RevisionSymbol } from './revision-symbol.js'

/** What happens to a walk at the end of the graph. */
export interface WalkEnds {
  /** It stops there, instead of failing. */
  readonly clamp?: boolean
}

/**
 * Walks a symbol's steps along what revisions follow; up only on its branch, if it names one. Undefined is what lies
 * below the bases. Throws `ambiguous-walk` where there are several ways, and `walk-too-far` past an end; `clamp` stays
 * there instead.
 */
export function stepFrom(
  graph: Graph,
  start: number | undefined,
  { branch, steps = 0, text }: RevisionSymbol,
  { clamp = false }: WalkEnds = {},
): number | undefined {
  const up = steps > 0
  const edges = up ? reversed(graph.down) : graph.down
  const on = up && branch !== undefined ? lineage(branchOf(graph, branch), graph.down) : undefined
  let at = start
  let below = start === undefined
  for (let step = 0; step < Math.abs(steps); step++) {
    const bases = () => graph.down.flatMap((down, base) => (down.length === 0 ? [base] : []))
    const ways = at === undefined ? (up ? bases() : []) : (edges[at] ?? [])
    const next = ways.filter((way) => on === undefined || on.has(way))
    if (next.length > 1) {
      const revisions = next.map((way) => graph.ids[way] as string)
      const message = `'${text}' may go to ${revisions.join(' or ')}: name the branch, or the revision.`
      throw new RevisionError('ambiguous-walk', message, { argument: text, revisions })
    }
    if (next[0] === undefined && (up || below)) {
      if (clamp) return at
      const message = `'${text}' goes ${Math.abs(steps)} steps ${up ? 'up' : 'down'}; there are only ${step}.`
      throw new RevisionError('walk-too-far', message, { argument: text })
    }
    at = next[0]
    below = at === undefined
  }
  return at
}
