import { reversed } from './reversed.js'
import type { Revision } from './revision.js'
import { about, RevisionError } from './revision-error.js'

/** Throws `cycle`, naming the revisions on it in their order, when revisions follow or need one another in a circle. */
export function refuseCycles(revisions: readonly Revision[], edges: readonly (readonly number[])[]): void {
  const children = reversed(edges)
  const waiting = edges.map((targets) => targets.length)
  const ready = waiting.flatMap((count, at) => (count === 0 ? [at] : []))
  for (const at of ready) {
    for (const child of children[at] ?? []) {
      waiting[child] = (waiting[child] ?? 0) - 1
      if (waiting[child] === 0) ready.push(child)
    }
  }
  if (ready.length === revisions.length) return
  // Whoever still waits is on a cycle or above one; walking down among them comes upon one.
  const path = new Set<number>()
  let at = waiting.findIndex((count) => count > 0)
  while (!path.has(at)) {
    path.add(at)
    at = edges[at]?.find((target) => (waiting[target] ?? 0) > 0) as number
  }
  const found = [...path]
  const cycle = found.slice(found.indexOf(at)).map((position) => revisions[position] as Revision)
  const ids = cycle.map(({ id }) => id)
  const message = `Revisions need one another in a cycle: ${[...ids, ids[0]].join(' -> ')}.`
  throw new RevisionError('cycle', message, about(...cycle))
}
