import { LimbeckError } from '../errors.js'
import type { Graph, Plan } from './revision.js'
import { rowsOf } from './rows.js'
import { newestFirst, required, reversed, walk } from './walk.js'

/**
 * The steps that take back everything above `targets`, everything when there are none, and whatever needs it, newest
 * first. Throws `unreachable-revision` when a target is not applied.
 */
export function planDowngrade(graph: Graph, from: readonly string[], targets: readonly number[]): Plan {
  const rows = rowsOf(graph, from)
  const edges = required(graph)
  const absent = targets.find((at) => !rows.applied.has(at))
  if (absent !== undefined) {
    const message = `${graph.ids[absent]} is not applied: the database is at ${from.join(', ') || 'base'}.`
    throw new LimbeckError('unreachable-revision', message)
  }
  const children = reversed(graph.down)
  const roots = targets.length > 0 ? targets.flatMap((at) => children[at] ?? []) : bases(graph)
  const dropped = new Set([...walk(roots, reversed(edges))].filter((at) => rows.applied.has(at)))
  const steps = newestFirst(dropped, edges).map((at) => ({
    revision: graph.ids[at] as string,
    direction: 'downgrade' as const,
    message: graph.messages[at] as string,
    changes: rows.takeBack(at),
  }))
  return { from, steps, to: rows.ids() }
}

const bases = (graph: Graph): readonly number[] => graph.down.flatMap((down, at) => (down.length === 0 ? [at] : []))
