import type { RevisionEntry } from '../migrations/history.js'

/** A revision's place in the drawing: rows from the newest down, lanes from the left. */
export interface Placed {
  readonly entry: RevisionEntry
  readonly row: number
  readonly lane: number
}

export interface Edge {
  readonly child: Placed
  readonly parent: Placed
}

/** Gives each revision a row and a lane, so that lines that run side by side have lanes of their own. */
export function layOut(history: readonly RevisionEntry[]): {
  readonly placed: readonly Placed[]
  readonly edges: readonly Edge[]
} {
  // What each lane waits for: the parent of the revision drawn last in it.
  const lanes: (string | undefined)[] = []
  const take = (id: string): number => {
    const waiting = lanes.indexOf(id)
    const lane = waiting >= 0 ? waiting : [...lanes, undefined].indexOf(undefined)
    lanes[lane] = id
    return lane
  }
  const placed = new Map<string, Placed>()
  for (const [row, entry] of [...history].reverse().entries()) {
    const lane = take(entry.id)
    placed.set(entry.id, { entry, row, lane })
    lanes.forEach((id, at) => {
      if (id === entry.id) lanes[at] = undefined
    })
    const [first, ...others] = entry.parents
    if (first !== undefined) lanes[lane] = first
    for (const other of others) take(other)
  }
  const all = [...placed.values()]
  const edges = all.flatMap((child) =>
    child.entry.parents.flatMap((id) => {
      const parent = placed.get(id)
      return parent ? [{ child, parent }] : []
    }),
  )
  return { placed: all, edges }
}
