import { effectiveHeads, versionedHeads } from './identify.js'
import { reversed } from './reversed.js'
import type { Graph } from './revision.js'

/** A revision, and its place in the graph. */
export interface RevisionInfo {
  readonly revision: string
  readonly message: string
  /** What it follows: none for a base, several for a merge. */
  readonly downRevision: readonly string[]
  /** What it depends on, labels resolved. */
  readonly dependsOn: readonly string[]
  /** The branch labels that it carries itself. */
  readonly branchLabels: readonly string[]
  /** What follows it: several for a branch point. */
  readonly next: readonly string[]
  /** Nothing follows it. */
  readonly isHead: boolean
  /** Nothing follows it, and nothing depends on it: a database that has everything has a row for it. */
  readonly isEffectiveHead: boolean
}

/** Describes revisions, in the order of their positions; `messages` are by position, too. */
export function describe(
  graph: Graph,
  messages: readonly string[],
  positions: readonly number[],
): readonly RevisionInfo[] {
  const names = (edges: readonly number[] | undefined) => (edges ?? []).map((at) => graph.ids[at] as string)
  const next = reversed(graph.down)
  const heads = new Set(versionedHeads(graph))
  const effective = new Set(effectiveHeads(graph))
  return positions.map((at) => ({
    revision: graph.ids[at] as string,
    message: messages[at] as string,
    downRevision: names(graph.down[at]),
    dependsOn: names(graph.needs[at]),
    branchLabels: Object.keys(graph.branches).filter((label) => graph.branches[label] === at),
    next: names(next[at]),
    isHead: heads.has(at),
    isEffectiveHead: effective.has(at),
  }))
}
