import { LimbeckError } from '../errors.js'
import { reversed } from './reversed.js'
import type { Graph } from './revision.js'
import { maximal, walk } from './walk.js'

/** `head`, `heads`, `base`, an id or the start of one, a branch label, `label@…` any of these; or several of them. */
export type Target = string | readonly string[]

/**
 * The positions that a target names; none for `base`. Throws `unknown-revision`, `ambiguous-revision` and
 * `multiple-heads`.
 */
export function resolve(graph: Graph, target: Target): readonly number[] {
  if (typeof target !== 'string') return [...new Set(target.flatMap((one) => resolve(graph, one)))]
  const at = target.lastIndexOf('@')
  const branch = at < 0 ? undefined : target.slice(0, at)
  const name = target.slice(at + 1)
  const on = branch === undefined ? undefined : lineage(graph, branch)
  const inBranch = (position: number) => on === undefined || on.has(position)
  if (name === 'base') return []
  if (name === 'heads') {
    const edges = branch === undefined ? graph.parents : graph.down
    return maximal(everything(graph), edges).filter(inBranch)
  }
  if (name === 'head') {
    const heads = maximal(everything(graph), graph.down).filter(inBranch)
    if (heads.length > 1) {
      const names = heads.map((head) => graph.ids[head]).join(', ')
      throw new LimbeckError(
        'multiple-heads',
        `'${target}' is ${heads.length} heads: ${names}. Name one, or use 'heads'.`,
      )
    }
    return heads
  }
  return [identify(graph, name, target, inBranch)]
}

const everything = (graph: Graph): ReadonlySet<number> => new Set(graph.ids.keys())

function identify(graph: Graph, name: string, target: string, inBranch: (position: number) => boolean): number {
  const keys = new Map([...graph.ids.entries()].map(([at, id]) => [id, at]))
  for (const [label, at] of Object.entries(graph.branches)) keys.set(label, at)
  const exact = keys.get(name)
  const near = [...keys].flatMap(([key, at]) => (name !== '' && key.length > 3 && key.startsWith(name) ? [at] : []))
  const matches = [...new Set(exact === undefined ? near : [exact])].filter(inBranch)
  if (matches.length > 1) {
    const names = matches.slice(0, 3).map((match) => graph.ids[match])
    throw new LimbeckError('ambiguous-revision', `Several revisions start with '${name}': ${names.join(', ')}.`)
  }
  if (matches[0] === undefined) {
    throw new LimbeckError('unknown-revision', `There is no revision or branch '${target}'.`)
  }
  return matches[0]
}

/** A revision or label with all its versioned ancestors and descendants. */
function lineage(graph: Graph, branch: string): ReadonlySet<number> {
  const at = resolve(graph, branch)
  return new Set([...walk(at, graph.down), ...walk(at, reversed(graph.down))])
}
