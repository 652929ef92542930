import { LimbeckError } from '../errors.js'
import { reversed } from './reversed.js'
import type { Graph, Plan, RowChange } from './revision.js'
import { appliedBy } from './rows.js'
import { newestFirst, walk } from './walk.js'

/**
 * The steps that take back everything above `targets`, everything when there are none, and whatever needs it, newest
 * first. Throws `unreachable-revision` when a target is not applied.
 */
export function planDowngrade(graph: Graph, from: readonly string[], targets: readonly number[]): Plan {
  const { parents } = graph
  const { all, heads, ids } = appliedBy(graph, from)
  const name = (at: number) => graph.ids[at] as string
  const absent = targets.find((at) => !all.has(at))
  if (absent !== undefined) {
    const message = `${name(absent)} is not applied: the database is at ${from.join(', ') || 'base'}.`
    throw new LimbeckError('unreachable-revision', message)
  }
  const children = reversed(graph.down)
  const users = reversed(parents)
  const roots = targets.length > 0 ? targets.flatMap((at) => children[at] ?? []) : bases(graph)
  const dropped = new Set([...walk(roots, users)].filter((at) => all.has(at)))
  const steps = newestFirst(dropped, parents, heads).map((at) => {
    all.delete(at)
    heads.delete(at)
    const bared = (parents[at] ?? []).filter((parent) => !users[parent]?.some((user) => all.has(user)))
    for (const parent of bared) heads.add(parent)
    const last = bared.pop()
    const revision = name(at)
    const changes: RowChange[] = [last === undefined ? ['delete', revision, null] : ['update', revision, name(last)]]
    changes.push(...bared.map((parent): RowChange => ['insert', null, name(parent)]))
    return { revision, at, direction: 'downgrade' as const, message: graph.messages[at] as string, changes }
  })
  return { from, steps, to: ids() }
}

const bases = (graph: Graph): readonly number[] => graph.down.flatMap((down, at) => (down.length === 0 ? [at] : []))
