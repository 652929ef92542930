import { reversed } from './reversed.js'
import type { Revision } from './revision.js'
import { about, RevisionError } from './revision-error.js'

/** Throws `cycle`, naming the revisions on it in their order, when revisions follow or need one another in a circle. */
export function refuseCycles(revisions: readonly Revision[], edges: readonly (readonly number[])[]): void {
  /** How many of those not yet taken need each revision. */
  const waiting = new Int32Array(edges.length)
  for (const below of edges) for (const at of below) (waiting[at] as number)++
  const taken: number[] = []
  waiting.forEach((count, at) => {
    if (count === 0) taken.push(at)
  })
  for (const one of taken) for (const at of edges[one] ?? []) if (--(waiting[at] as number) === 0) taken.push(at)
  if (taken.length === revisions.length) return
  // Whoever still waits is on a cycle or below one; walking up among them comes upon one.
  const users = reversed(edges)
  const path = new Set<number>()
  let at = waiting.findIndex((count) => count > 0)
  while (!path.has(at)) {
    path.add(at)
    at = users[at]?.find((user) => (waiting[user] ?? 0) > 0) as number
  }
  const found = [...path]
  const above = found.slice(found.indexOf(at) + 1)
  const cycle = [at, ...above.reverse()].map((position) => revisions[position] as Revision)
  const ids = cycle.map(({ revision }) => revision)
  const message = `Revisions need one another in a cycle: ${[...ids, ids[0]].join(' -> ')}.`
  throw new RevisionError('cycle', message, about(...cycle))
}
