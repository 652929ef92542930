import type { Graph } from './revision.js'

/** The positions reached from `start` along `edges`, `start` included. */
export function walk(start: Iterable<number>, edges: readonly (readonly number[])[]): Set<number> {
  const reached = new Set(start)
  for (const at of reached) for (const next of edges[at] ?? []) reached.add(next)
  return reached
}

/** What each revision needs applied before it: what it follows, and what it depends on. */
export const required = (graph: Graph): readonly (readonly number[])[] =>
  graph.down.map((down, at) => [...new Set([...down, ...(graph.needs[at] ?? [])])])

/** The edges against their direction. */
export function reversed(edges: readonly (readonly number[])[]): number[][] {
  const back: number[][] = edges.map(() => [])
  edges.forEach((targets, at) => {
    for (const target of targets) back[target]?.push(at)
  })
  return back
}

/** The revisions that none of the others in `among` needs. */
export function maximal(among: ReadonlySet<number>, edges: readonly (readonly number[])[]): readonly number[] {
  const needed = new Set<number>()
  for (const at of among) for (const next of edges[at] ?? []) needed.add(next)
  return [...among].filter((at) => !needed.has(at)).sort((a, b) => a - b)
}

/**
 * `among` in the order in which it is taken back: newest first, a branch to its end before the next, ties by position.
 * An upgrade goes the other way.
 */
export function newestFirst(among: ReadonlySet<number>, edges: readonly (readonly number[])[]): number[] {
  const pending = new Map<number, number[]>([...among].map((at) => [at, []]))
  for (const at of among) for (const next of edges[at] ?? []) pending.get(next)?.push(at)
  const blocked = new Map([...pending].map(([at, users]) => [at, users.length]))
  const heads = maximal(among, edges)
  const order: number[] = []
  const stack = [...heads].reverse()
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    order.push(at)
    const free: number[] = []
    for (const next of edges[at] ?? []) {
      const users = blocked.get(next)
      if (users === undefined) continue
      blocked.set(next, users - 1)
      if (users === 1) free.push(next)
    }
    stack.push(...free.reverse())
  }
  return order
}
