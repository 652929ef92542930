import { reversed } from './reversed.js'
import { type Edges, walk } from './walk.js'

/** Revisions with everything below and above them. */
export const lineage = (from: Iterable<number>, edges: readonly (readonly number[])[]): ReadonlySet<number> => {
  const start = [...from]
  const down: Edges = edges
  return new Set([...walk(start, down), ...walk(start, reversed(edges))])
}
