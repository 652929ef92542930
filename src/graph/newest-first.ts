import type { Edges } from './walk.js'

/**
 * Takes the revisions out of `among` in Alembic's order, newest first: down one branch until something else needs what
 * comes next, then down the first branch that leads there; ties by position. An upgrade goes the other way.
 */
export function newestFirst(among: Set<number>, edges: Edges): number[] {
  // Typed arrays: a list or a set for each revision would keep the garbage collector longer than all the rest takes.
  const waiting = new Int32Array(edges.length)
  for (const at of among) for (const next of edges[at] ?? []) (waiting[next] as number)++
  const seen = new Uint8Array(edges.length)
  const branches = [...among].filter((at) => !waiting[at]).sort((a, b) => a - b)
  const order: number[] = []
  let branch = 0
  let leads: ReturnType<typeof searchAmong> | undefined
  /** The revision for whose sake the branch was turned to. */
  let waited: number | undefined
  while (branches[0] !== undefined) {
    const at = branches[branch] as number
    if (waiting[at]) {
      leads ??= searchAmong(among, edges, waiting)
      // No branch before this one led to what waited; so none of them leads to what leads there.
      branch = waited !== undefined && leads(at, waited) ? branch + 1 : 0
      while (!leads(branches[branch] as number, at)) branch++
      waited = at
      continue
    }
    order.push(at)
    among.delete(at)
    let next = branch
    for (const parent of edges[at] ?? []) {
      ;(waiting[parent] as number)--
      if (seen[parent] || !among.has(parent)) continue
      seen[parent] = 1
      branches[next] = parent
      next = branches.length
    }
    if (next === branch) {
      branches.splice(branch, 1)
      branch = Math.max(branch - 1, 0)
      waited = undefined
    }
  }
  return order
}

/**
 * Makes the question whether one of the revisions leads down to another. It keeps a number or two for each revision, and
 * no set of what is above it: in a long trunk with many leaves those would be as many as the square of its length.
 */
function searchAmong(
  among: ReadonlySet<number>,
  edges: Edges,
  users: Int32Array,
): (from: number, to: number) => boolean {
  // Places in an order in which everything comes after what needs it: whoever has a later place does not lead there.
  const place = new Int32Array(edges.length).fill(edges.length)
  const left = users.slice()
  const ready = [...among].filter((at) => !left[at])
  let count = 0
  for (const at of ready) {
    place[at] = count++
    for (const parent of edges[at] ?? []) if (--(left[parent] as number) === 0 && among.has(parent)) ready.push(parent)
  }
  /** For each revision, the last one asked about to which it was found not to lead; what is taken changes no such answer. */
  const apart = new Int32Array(edges.length).fill(-1)
  const isOpen = (at: number, to: number) => (place[at] as number) < (place[to] as number) && apart[at] !== to
  return (from, to) => {
    if (!isOpen(from, to)) return false
    const passed = [from]
    for (const at of passed) {
      for (const parent of edges[at] ?? []) {
        if (parent === to) {
          for (const one of passed) apart[one] = -1
          return true
        }
        if (!isOpen(parent, to)) continue
        apart[parent] = to
        passed.push(parent)
      }
    }
    apart[from] = to
    return false
  }
}
