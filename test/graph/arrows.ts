import { buildGraph } from '../../src/graph/build.js'
import type { Graph, Plan, Revision } from '../../src/graph/revision.js'
import { rowChanges } from '../../src/graph/row-changes.js'

/**
 * A graph drawn as arrows, in Alembic's direction: `'-> a'` is a base, `'a -> b'` follows, `'b c -> d'` merges,
 * `'a -> b (x)'` depends on x, `'a -> b [name]'` carries a label.
 */
export function arrows(...drawn: readonly string[]): Graph {
  return buildGraph(drawn.map(revision))
}

/** One arrow as a revision. */
export function revision(arrow: string): Revision {
  const [, from = '', id = '', dependsOn = '', labels = ''] =
    /^(.*?)->\s*([^\s([]+)(?:\s*\(([^)]*)\))?(?:\s*\[([^\]]*)\])?$/.exec(arrow) ?? []
  return { revision: id, downRevision: words(from), dependsOn: words(dependsOn), branchLabels: words(labels) }
}

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '')

/** The revisions of a plan, in order. */
export const revisions = (plan: Plan): string => plan.steps.map((step) => step.revision).join(' ')

/** The version rows after each step, made by its changes. */
export function rowsAfterEach(plan: Plan): readonly string[] {
  const rows = new Set(plan.from)
  return plan.steps.map((step) => {
    for (const [, from, to] of rowChanges(step)) {
      if (from !== null && !rows.delete(from)) throw new Error(`${from} was no row`)
      if (to !== null) rows.add(to)
    }
    return [...rows].sort().join(' ')
  })
}
