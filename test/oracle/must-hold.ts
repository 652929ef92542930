import type { Graph } from '../../src/graph/revision.js'
import { maximal, walk } from '../../src/graph/walk.js'
import type { Ours } from './ask.js'
import type { Query } from './graph-case.js'

/** Whether an answer whose order Alembic leaves open is in an order that is right. */
export function holds(graph: Graph, query: Query, ours: Ours): boolean {
  const at = (id: string) => graph.ids.indexOf(id)
  const needs = (position: number) => [...(graph.down[position] ?? []), ...(graph.needs[position] ?? [])]
  if ('ids' in ours) {
    const order = ours.ids.map(at)
    return order.every((one, nth) => !needs(one).some((needed) => order.slice(0, nth).includes(needed)))
  }
  if (!('steps' in ours)) return false
  const applied = walk((query.from ?? []).map(at), graph.parents)
  return ours.steps.every((step) => {
    const one = at(step.rev)
    if (query.q === 'upgrade') {
      if (applied.has(one) || !needs(one).every((needed) => applied.has(needed))) return false
      applied.add(one)
    } else {
      if (!applied.delete(one) || [...applied].some((other) => needs(other).includes(one))) return false
    }
    const heads = maximal(applied, graph.parents).map((head) => graph.ids[head] as string)
    return heads.sort().join() === step.heads.join()
  })
}
