/** A revision as the page draws it. */
export interface RevisionEntry {
  readonly id: string
  readonly parents: readonly string[]
  readonly labels: readonly string[]
  readonly message: string
}

/** Written in by the build: what the revisions' headers say. */
declare const HISTORY: readonly RevisionEntry[]

/** The whole history of the notebook's schema, oldest first. A page at head draws it, and loads no revision for that. */
export const history: readonly RevisionEntry[] = HISTORY

/** The revisions that a database at `heads` has applied. */
export function ancestors(entries: readonly RevisionEntry[], heads: readonly string[]): ReadonlySet<string> {
  const parents = new Map(entries.map((entry) => [entry.id, entry.parents]))
  const reached = new Set(heads.filter((id) => parents.has(id)))
  for (const id of reached) for (const parent of parents.get(id) ?? []) reached.add(parent)
  return reached
}
