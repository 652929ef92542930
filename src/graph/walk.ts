/** Edges by position: where each revision leads. */
export type Edges = readonly (Iterable<number> | undefined)[]

/** The positions reached from `start` along `edges`, `start` included. */
export function walk(start: Iterable<number>, edges: Edges): Set<number> {
  const reached = new Set(start)
  for (const at of reached) for (const next of edges[at] ?? []) reached.add(next)
  return reached
}

/** The revisions that none of the others in `among` needs, in the order of `among`. */
export function maximal(among: ReadonlySet<number>, edges: Edges): readonly number[] {
  const needed = new Set<number>()
  for (const at of among) for (const next of edges[at] ?? []) needed.add(next)
  return [...among].filter((at) => !needed.has(at))
}

/**
 * `among` in Alembic's order, newest first, from the revisions `heads`: down one branch until something else needs what
 * comes next, then down the first branch that leads there; ties by position. An upgrade goes the other way.
 */
export function newestFirst(among: ReadonlySet<number>, edges: Edges, heads: Iterable<number>): number[] {
  /** Those not yet taken that need each revision. */
  const users: Set<number>[] = []
  for (const at of among) for (const next of edges[at] ?? []) (users[next] ??= new Set()).add(at)
  const above = new Map<number, Set<number>>()
  const order: number[] = []
  const seen = new Set([...heads].filter((at) => among.has(at)).sort((a, b) => a - b))
  const branches = [...seen]
  let branch = 0
  while (branches[0] !== undefined) {
    const at = branches[branch] as number
    if (users[at]?.size) {
      const waiting = above.get(at) ?? walk([at], users)
      above.set(at, waiting)
      branch = branches.findIndex((other) => other !== at && waiting.has(other))
      continue
    }
    order.push(at)
    const next: number[] = []
    for (const parent of edges[at] ?? []) {
      users[parent]?.delete(at)
      if (among.has(parent) && !seen.has(parent)) next.push(parent)
      seen.add(parent)
    }
    branches.splice(branch, 1, ...next.slice(0, 1))
    branches.push(...next.slice(1))
    if (!next.length) branch = Math.max(branch - 1, 0)
  }
  return order
}
