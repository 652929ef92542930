import { lineage } from './lineage.js'
import type { Graph } from './revision.js'
import { RevisionError } from './revision-error.js'
import { maximal } from './walk.js'

/** Heads that nothing follows and nothing depends on: what a database at `heads` has as rows. */
export const effectiveHeads = (graph: Graph): readonly number[] => maximal(graph.ids.keys(), graph.parents)

/** Heads that nothing follows. */
export const versionedHeads = (graph: Graph): readonly number[] => maximal(graph.ids.keys(), graph.down)

/** Every id and branch label, with its revision. */
const keysOf = (graph: Graph): ReadonlyMap<string, number> =>
  new Map([...[...graph.ids.entries()].map(([at, id]) => [id, at] as const), ...Object.entries(graph.branches)])

/** The revision of an id, of a label, or of the only one of them that starts so, on a branch if one is named. */
export function identify(graph: Graph, name: string, branch?: string): number {
  const on = branch === undefined ? undefined : lineage(branchOf(graph, branch), graph.down)
  const keys = keysOf(graph)
  const argument = branch === undefined ? name : `${branch}@${name}`
  const exact = keys.get(name)
  if (exact !== undefined) {
    if (on === undefined || on.has(exact)) return exact
    throw new RevisionError('unknown-revision', `${name} is not on the branch '${branch}'.`, { argument })
  }
  const near = [...keys].filter(
    ([key, at]) => name !== '' && key.length > 3 && key.startsWith(name) && (on === undefined || on.has(at)),
  )
  const [first] = near
  if (near.length > 1) {
    const revisions = near.map(([key]) => key)
    const shown = revisions.slice(0, 3).join(', ')
    throw new RevisionError('ambiguous-revision', `Several revisions start with '${name}': ${shown}.`, {
      argument,
      revisions,
    })
  }
  if (!first) throw new RevisionError('unknown-revision', `There is no revision or branch '${argument}'.`, { argument })
  return first[1]
}

/** The revisions that stand for a branch: that of a label, an id or the start of one. */
export function branchOf(graph: Graph, branch: string): readonly number[] {
  try {
    return [identify(graph, branch)]
  } catch (cause) {
    const { revisions } = cause as RevisionError
    throw new RevisionError('unknown-revision', `There is no branch '${branch}'.`, {
      argument: branch,
      ...(revisions && { revisions }),
    })
  }
}
