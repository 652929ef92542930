/** The positions reached from `start` along `edges`, `start` included. */
export function walk(start: Iterable<number>, edges: readonly (readonly number[])[]): Set<number> {
  const reached = new Set(start)
  for (const at of reached) for (const next of edges[at] ?? []) reached.add(next)
  return reached
}

/** The revisions that none of the others in `among` needs, in the order of `among`. */
export function maximal(among: ReadonlySet<number>, edges: readonly (readonly number[])[]): readonly number[] {
  const needed = new Set<number>()
  for (const at of among) for (const next of edges[at] ?? []) needed.add(next)
  return [...among].filter((at) => !needed.has(at))
}

/**
 * `among` in the order in which it is taken back: newest first, a branch to its end before the next, ties by position.
 * An upgrade goes the other way.
 */
export function newestFirst(among: ReadonlySet<number>, edges: readonly (readonly number[])[]): number[] {
  /** How many of those before which each has to wait are still to come. */
  const users = new Map<number, number>()
  const count = (at: number, change: number): number => {
    users.set(at, (users.get(at) ?? 0) + change)
    return users.get(at) as number
  }
  for (const at of among) for (const next of edges[at] ?? []) count(next, 1)
  const order: number[] = []
  const ready = [...among].filter((at) => !users.get(at)).sort((a, b) => b - a)
  for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
    order.push(at)
    ready.push(...(edges[at] ?? []).filter((next) => !count(next, -1) && among.has(next)).reverse())
  }
  return order
}
