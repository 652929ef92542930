import { identify } from './identify.js'
import { newestFirst } from './newest-first.js'
import { resolve } from './resolve.js'
import { reversed } from './reversed.js'
import type { Graph } from './revision.js'
import { RevisionError } from './revision-error.js'
import { parseSymbol } from './revision-symbol.js'
import { positionsOf } from './rows.js'
import { stepFrom } from './step-from.js'
import { walk } from './walk.js'

/** A range's ends, either of them empty: `a:b`. Throws `invalid-range`. */
export function parseRange(range: string): readonly [lower: string, upper: string] {
  const parts = String(range).split(':')
  if (parts.length === 2) return [(parts[0] as string).trim(), (parts[1] as string).trim()]
  const message = `'${range}' is no range: write [start]:[end], [start]: or :[end].`
  throw new RevisionError('invalid-range', message, { argument: range })
}

/**
 * The revisions of a range, newest first, both ends included: what its upper end needs and its lower end leads to. An
 * empty lower end is `base`, an empty upper end `heads`; `current` is the version rows. `label@…` below limits the upper
 * end to that branch; `+2` above counts from the lower end. Walks stop at the ends of the graph. Throws as `resolve`,
 * `invalid-range`, and `unreachable-revision` when the lower end is none of what the upper end needs.
 */
export function history(graph: Graph, range: string, rows: readonly string[] = []): readonly number[] {
  const [lower, upper] = parseRange(range)
  const counted = /^(.*@)?[+-]\d+$/.test(upper)
  const above = counted ? [] : end(graph, upper || 'heads', rows)
  const below = end(graph, lower || 'base', rows)
  const targets = onBranch(graph, lower, counted ? countedFrom(graph, upper, below) : above)
  const needed = walk(targets, graph.parents)
  const apart = below.find((at) => !needed.has(at))
  if (apart !== undefined) {
    const ends = { lower: lower || 'base', upper: upper || 'heads' }
    const message = `${graph.ids[apart]} does not lead to ${ends.upper}: the range '${range}' is empty.`
    throw new RevisionError('unreachable-revision', message, ends)
  }
  if (below.length === 0) return newestFirst(needed, graph.parents)
  const reached = walk(below, reversed(graph.down))
  const passed = walk(below, graph.parents)
  const among = new Set([...needed].filter((at) => reached.has(at) && (!passed.has(at) || below.includes(at))))
  return newestFirst(among, graph.parents)
}

const end = (graph: Graph, symbol: string, rows: readonly string[]): readonly number[] =>
  symbol === 'current' ? positionsOf(graph, rows) : resolve(graph, symbol, { clamp: true })

/** An upper end that counts from the lower one. */
function countedFrom(graph: Graph, upper: string, below: readonly number[]): readonly number[] {
  const symbol = parseSymbol(graph, upper)
  if ((symbol.steps ?? 0) <= 0) {
    throw new RevisionError('walk-too-far', `'${upper}' does not go up from the lower end.`, { argument: upper })
  }
  const to = stepFrom(graph, below[0], symbol, { clamp: true })
  return to === undefined ? [] : [to]
}

/** Those of the targets that carry the branch of the lower end, if it names one. */
function onBranch(graph: Graph, lower: string, targets: readonly number[]): readonly number[] {
  const { branch } = parseSymbol(graph, lower)
  if (branch === undefined) return targets
  const labels = graph.branches[branch] === undefined ? graph.labels[identify(graph, branch)] : [branch]
  return targets.filter((at) => graph.labels[at]?.some((label) => labels?.includes(label)))
}
