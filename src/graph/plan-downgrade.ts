import type { DowngradeTarget } from './downgrade-target.js'
import { newestFirst } from './newest-first.js'
import { reversed } from './reversed.js'
import type { Graph, Plan } from './revision.js'
import { RevisionError } from './revision-error.js'
import { appliedBy } from './rows.js'
import { spareRows } from './spare-rows.js'
import { walk } from './walk.js'

/**
 * The steps that take back what is above a target, and whatever needs it, newest first. Throws `unreachable-revision`
 * when the target is not applied, or its branch does not lead there.
 */
export function planDowngrade(graph: Graph, from: readonly string[], { kept, branch }: DowngradeTarget): Plan {
  const { parents } = graph
  const applied = appliedBy(graph, from)
  const { all, heads, rows } = applied
  let spare = spareRows(applied)
  const name = (at: number) => graph.ids[at] as string
  const users = reversed(parents)
  const dropped = new Set([...walk(rootsOf(graph, kept, branch), users)].filter((at) => all.has(at)))
  const lost = kept.find((at) => !all.has(at) || (dropped.size === 0 && !heads.has(at)))
  if (lost !== undefined) {
    const [lower, upper] = [name(lost), from.join(', ') || 'base']
    const message = `${lower} is no revision to go back to: the database is at ${upper}.`
    throw new RevisionError('unreachable-revision', message, { lower, upper })
  }
  const steps = newestFirst(dropped, parents).map((at) => {
    all.delete(at)
    heads.delete(at)
    const back = (parents[at] ?? []).filter((parent) => !users[parent]?.some((user) => all.has(user)))
    for (const parent of back) heads.add(parent)
    const come = back.map(name)
    const old = spare
    spare = []
    return {
      revision: name(at),
      at,
      direction: 'downgrade' as const,
      gone: [...old.filter((id) => !come.includes(id)), name(at)],
      come: come.filter((id) => !old.includes(id)),
    }
  })
  return { from, steps, to: rows() }
}

/** What goes first of what goes: the revisions right above those that are kept; on a branch, those that lead to it. */
function rootsOf(graph: Graph, kept: readonly number[], branch: number | undefined): readonly number[] {
  const children = reversed(graph.down)
  const below = walk(kept, graph.parents)
  const roots =
    kept.length > 0
      ? [...new Set(kept.flatMap((at) => children[at] ?? []))].filter((at) => !below.has(at))
      : graph.down.flatMap((down, at) => (down.length === 0 ? [at] : []))
  if (branch === undefined || roots.length < 2) return roots
  const line = walk([branch], graph.down)
  const onLine = roots.filter((at) => line.has(at))
  if (onLine.length > 0) return onLine
  const [upper, lower] = [graph.ids[branch] as string, kept.map((at) => graph.ids[at]).join(', ') || 'base']
  throw new RevisionError('unreachable-revision', `${upper} is on no branch that goes up from ${lower}.`, {
    lower,
    upper,
  })
}
