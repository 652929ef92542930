import { branchOf, effectiveHeads, identify, versionedHeads } from './identify.js'
import { lineage } from './lineage.js'
import { refuseTarget } from './refuse-target.js'
import type { Graph } from './revision.js'
import { RevisionError } from './revision-error.js'
import { parseSymbol, type RevisionSymbol } from './revision-symbol.js'
import { stepFrom, type WalkEnds } from './step-from.js'

/** A symbol, or several: `head`, `heads`, `base`, an id or the start of one, a branch label, `label@…`, `…+2`, `…-1`. */
export type Target = string | readonly string[]

/**
 * The positions that a target names without looking at a database; none for `base`. A bare `-2` steps down from every
 * head, a bare `+2` needs a database. Throws `RevisionError`: `unknown-revision`, `ambiguous-revision`,
 * `multiple-heads`, `ambiguous-walk` and, unless `ends` clamps, `walk-too-far`.
 */
export function resolve(graph: Graph, target: Target, ends: WalkEnds = {}): readonly number[] {
  refuseTarget(target)
  if (typeof target !== 'string') return [...new Set(target.flatMap((one) => resolve(graph, one, ends)))]
  const symbol = parseSymbol(graph, target)
  if (symbol.steps === undefined) return resolveName(graph, symbol)
  if (symbol.name !== '') {
    const from = resolveName(graph, symbol)
    if (from.length > 1) throw severalHeads(graph, from, target)
    const to = stepFrom(graph, from[0], symbol, ends)
    return to === undefined ? [] : [to]
  }
  if (symbol.steps >= 0) {
    const message = `'${target}' counts from where a database is: name a revision to count from.`
    throw new RevisionError('unknown-revision', message, { argument: target })
  }
  const heads = effectiveHeads(graph).filter(onBranch(graph, symbol.branch))
  return [...new Set(heads.flatMap((head) => stepFrom(graph, head, symbol, ends) ?? []))]
}

/** Whether a label holds at a revision; a revision's id stands for its lineage. */
function onBranch(graph: Graph, branch: string | undefined): (at: number) => boolean {
  if (branch === undefined) return () => true
  if (graph.branches[branch] !== undefined) return (at) => graph.labels[at]?.includes(branch) ?? false
  const on = lineage(branchOf(graph, branch), graph.down)
  return (at) => on.has(at)
}

/** Exactly one revision, or none for `base`. Throws as `resolve`, and `multiple-heads` for several. */
export function resolveOne(graph: Graph, symbol: string): number | undefined {
  const found = resolve(graph, symbol)
  if (found.length > 1) throw severalHeads(graph, found, symbol)
  return found[0]
}

/** What a symbol names before its steps are walked. */
function resolveName(graph: Graph, { branch, name, text }: RevisionSymbol): readonly number[] {
  if (name === 'base') {
    if (branch !== undefined) branchOf(graph, branch)
    return []
  }
  if (name === 'heads' && branch === undefined) return effectiveHeads(graph)
  if (name === 'head' || name === 'heads') {
    const on = branch === undefined ? undefined : lineage(branchOf(graph, branch), graph.down)
    const heads = versionedHeads(graph).filter((head) => on === undefined || on.has(head))
    if (name === 'head' && heads.length > 1) throw severalHeads(graph, heads, text)
    return heads
  }
  return [identify(graph, name, branch)]
}

const severalHeads = (graph: Graph, found: readonly number[], argument: string): RevisionError => {
  const heads = found.map((at) => graph.ids[at] as string)
  const message = `'${argument}' is ${heads.length} revisions: ${heads.join(', ')}. Name one, or take all with 'heads'.`
  return new RevisionError('multiple-heads', message, { argument, heads })
}
