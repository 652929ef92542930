import type { Adapter } from '../adapter.js'
import { allCurrent } from '../graph/all-current.js'
import { describe, type RevisionInfo } from '../graph/describe.js'
import { history as rangeOf } from '../graph/history.js'
import { effectiveHeads, versionedHeads } from '../graph/identify.js'
import { resolve, type Target } from '../graph/resolve.js'
import { appliedBy } from '../graph/rows.js'
import { graphOf } from './graph-of.js'
import { messagesOf } from './messages-of.js'
import type { MigrationSet, SetGraph } from './migration-set.js'
import { readRows, sameRows, type VersionTableOptions } from './version-table.js'

/** Options of `heads`. */
export interface HeadsOptions {
  /** Leaves out heads that another revision depends on. */
  readonly resolveDependencies?: boolean
}

/** A revision that several others follow. */
export interface Branches {
  readonly branchPoint: RevisionInfo
  readonly next: readonly RevisionInfo[]
}

/** How a database stands to the migrations. */
export interface CheckResult {
  /** It has everything, and nothing else. */
  readonly atHead: boolean
  /** The version rows. */
  readonly rows: readonly string[]
  /** The rows that it would have at head. */
  readonly heads: readonly string[]
  /** The revisions that it lacks, in the order of the graph. */
  readonly missing: readonly string[]
  /** Rows that these migrations do not know: a newer release wrote the database. */
  readonly unknown: readonly string[]
}

const describeIn = async (set: MigrationSet, graph: SetGraph, positions: readonly number[]) =>
  describe(graph, await messagesOf(set, graph), positions)

/** The revisions that nothing follows. */
export async function heads(
  _: Adapter,
  set: MigrationSet,
  options: HeadsOptions = {},
): Promise<readonly RevisionInfo[]> {
  const graph = await graphOf(set)
  return describeIn(set, graph, options.resolveDependencies ? effectiveHeads(graph) : versionedHeads(graph))
}

/** The revisions that several others follow, with those. */
export async function branches(_: Adapter, set: MigrationSet): Promise<readonly Branches[]> {
  const graph = await graphOf(set)
  const all = await describeIn(set, graph, [...graph.ids.keys()])
  const byId = new Map(all.map((info) => [info.revision, info]))
  return all
    .filter((info) => info.next.length > 1)
    .map((branchPoint) => ({ branchPoint, next: branchPoint.next.map((id) => byId.get(id) as RevisionInfo) }))
}

/** The revisions of a range, newest first; `current` in it is where the database stands. */
export async function history(
  adapter: Adapter,
  set: MigrationSet,
  range = ':',
  options: VersionTableOptions = {},
): Promise<readonly RevisionInfo[]> {
  const graph = await graphOf(set)
  const rows = /(^|:)current(:|$)/.test(range) ? await readRows(adapter, options) : undefined
  return describeIn(set, graph, rangeOf(graph, range, rows))
}

/** The revisions that a symbol names; `current` is where the database stands. */
export async function show(
  adapter: Adapter,
  set: MigrationSet,
  target: Target,
  options: VersionTableOptions = {},
): Promise<readonly RevisionInfo[]> {
  const graph = await graphOf(set)
  if (target !== 'current') return describeIn(set, graph, resolve(graph, target))
  return describeIn(set, graph, allCurrent(graph, (await readRows(adapter, options)) ?? []))
}

/** Where a database stands on every branch. */
export async function current(
  adapter: Adapter,
  set: MigrationSet,
  options: VersionTableOptions = {},
): Promise<readonly string[]> {
  const graph = await graphOf(set)
  return allCurrent(graph, (await readRows(adapter, options)) ?? []).map((at) => graph.ids[at] as string)
}

/** Compares a database with the migrations. */
export async function check(
  adapter: Adapter,
  set: MigrationSet,
  options: VersionTableOptions = {},
): Promise<CheckResult> {
  const rows = (await readRows(adapter, options)) ?? []
  const graph = await graphOf(set)
  const unknown = rows.filter((id) => !graph.ids.includes(id))
  const { all } = appliedBy(
    graph,
    rows.filter((id) => !unknown.includes(id)),
  )
  const missing = graph.ids.filter((_, at) => !all.has(at))
  return { atHead: sameRows(rows, set.heads), rows, heads: set.heads, missing, unknown }
}
