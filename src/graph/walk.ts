/** Edges by position: where each revision leads. */
export type Edges = readonly (readonly number[])[]

/** The positions reached from `start` along `edges`, `start` included, without passing one that is not `open`. */
export function walk(start: Iterable<number>, edges: Edges, open = (_: number): boolean => true): Set<number> {
  const reached = new Set([...start].filter(open))
  for (const at of reached) for (const next of edges[at] ?? []) if (open(next)) reached.add(next)
  return reached
}

/** The revisions that none of the others in `among` needs, in the order of `among`. */
export function maximal(among: Iterable<number>, edges: Edges): readonly number[] {
  const all = [...among]
  const needed = new Uint8Array(edges.length)
  for (const at of all) for (const next of edges[at] ?? []) needed[next] = 1
  return all.filter((at) => !needed[at])
}
