/** A revision as the graph sees it: what its header says, as lists. */
export interface Revision {
  readonly revision: string
  /** The revisions that this one follows: none for a base, several for a merge. */
  readonly downRevision: readonly string[]
  /** Revisions or branch labels that must be applied before, without being followed. */
  readonly dependsOn: readonly string[]
  /** Branch labels given to this revision itself. */
  readonly branchLabels: readonly string[]
  /** Where it is written, for errors. */
  readonly file?: string
}

/**
 * The validated graph, as plain data: a position in these lists is a revision, and edges are positions. Lists are in
 * the order in which the revisions were given, which breaks every tie.
 */
export interface Graph {
  readonly ids: readonly string[]
  /** What each revision follows, as given. */
  readonly down: readonly (readonly number[])[]
  /** What each revision depends on, labels resolved. */
  readonly needs: readonly (readonly number[])[]
  /**
   * `down`, and those of `needs` that no versioned ancestor declares already: enough to reach everything that a revision
   * needs.
   */
  readonly parents: readonly (readonly number[])[]
  /** Branch labels, each with the revision that carries it. */
  readonly branches: Readonly<Record<string, number>>
  /** The branch labels in force at each revision: its own, and those that spread to it. */
  readonly labels: readonly (readonly string[])[]
}

/** Whether a step applies its revision or takes it back. */
export type Direction = 'upgrade' | 'downgrade'

/** One revision of a plan. */
export interface Step {
  /** The revision; of a stamp, the one that the rows say from now on, or said. */
  readonly revision: string
  /** The revision's position in the graph. */
  readonly at: number
  /** A stamp changes the version table only. */
  readonly direction: Direction | 'stamp'
  /** The version rows that go with it, and those that come. */
  readonly gone: readonly string[]
  readonly come: readonly string[]
}

/** What a run would do, or did: from which version rows, by which steps, to which. */
export interface Plan {
  readonly from: readonly string[]
  readonly steps: readonly Step[]
  readonly to: readonly string[]
}
