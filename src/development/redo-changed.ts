import type { Adapter, Row, Statement } from '../adapter.js'
import { appliedBy, idsOf } from '../graph/rows.js'
import { walk } from '../graph/walk.js'
import { checksum } from '../runner/checksum.js'
import { downgrade } from '../runner/downgrade.js'
import { written } from '../runner/journal.js'
import type { CompiledStep, MigrationSet, SetGraph, Variant } from '../runner/migration-set.js'
import { nameOf, readRows, type VersionTableOptions } from '../runner/version-table.js'

/** What `redoChanged` found. */
export interface Undone {
  /** The revisions whose code is no longer what ran here. */
  readonly changed: readonly string[]
  /** What was taken back for it: those, and what stands on them. */
  readonly undone: readonly string[]
  /** The changed ones that could not be, for the journal keeps no way back: the store has to be made anew. */
  readonly stuck: readonly string[]
}

/**
 * Takes back, on a development store, the revisions that were changed since they ran there, by the downgrades that its
 * journal keeps; an upgrade then runs them as they are now. Programs are not compared. Throws as `downgrade` does.
 */
export async function redoChanged(
  adapter: Adapter,
  set: MigrationSet,
  options: VersionTableOptions = {},
): Promise<Undone> {
  const rows = await readRows(adapter, options)
  if (!rows?.length) return nothing
  const graph = await set.graph()
  if (!rows.every((id) => graph.ids.includes(id))) return nothing
  const ran = await readJournal(adapter, options)
  const applied = appliedBy(graph, rows).all
  const changed: number[] = []
  for (const at of applied) {
    const before = ran.get(graph.ids[at] as string)?.checksum
    const now = await stepOf(set, graph, at)
    if (before && now && !isWhatRan(now, before)) changed.push(at)
  }
  if (changed.length === 0) return nothing
  const stuck = changed.filter((at) => !ran.get(graph.ids[at] as string)?.downgrade)
  if (stuck.length > 0) return { changed: idsOf(graph, changed), undone: [], stuck: idsOf(graph, stuck) }
  const before = asItRan(set, graph, ran)
  const undone: string[] = []
  // Each with its own branch only; what stands on another changed one has gone with that.
  for (const at of changed.filter(
    (one) => ![...walk([one], graph.parents)].some((other) => other !== one && changed.includes(other)),
  )) {
    const [below = 'base'] = idsOf(graph, graph.parents[at])
    const { steps } = await downgrade(adapter, before, `${graph.ids[at]}@${below}`, options)
    undone.push(...steps.map(({ revision }) => revision))
  }
  return { changed: idsOf(graph, changed), undone, stuck: [] }
}

const nothing: Undone = { changed: [], undone: [], stuck: [] }

interface Ran {
  readonly checksum: string | undefined
  readonly downgrade: CompiledStep | undefined
}

/** What the journal says of each revision the last time that it ran. */
async function readJournal(adapter: Adapter, options: VersionTableOptions): Promise<ReadonlyMap<string, Ran>> {
  const table = nameOf(options, 'limbeck_journal')
  const read = `SELECT revision, checksum, downgrade FROM ${table} WHERE direction = 'upgrade' ORDER BY id`
  const rows = await adapter.query(read).catch((error: { readonly code?: unknown; readonly message?: unknown }) => {
    // A database that Alembic made has version rows, and no journal yet.
    if (error.code === '42P01' || String(error.message).includes('no such table')) return []
    throw error
  })
  return new Map(rows.map((row) => [String(row.revision), ranOf(row)]))
}

function ranOf({ checksum: sum, downgrade }: Row): Ran {
  const checksum = sum === null || sum === undefined ? undefined : String(sum)
  if (typeof downgrade !== 'string') return { checksum, downgrade: undefined }
  const kept = JSON.parse(downgrade, revive) as readonly Statement[] | readonly Variant[]
  return {
    checksum,
    downgrade: isVaried(kept) ? { variants: kept } : { statements: kept },
  }
}

const isVaried = (kept: readonly Statement[] | readonly Variant[]): kept is readonly Variant[] =>
  typeof kept[0] === 'object' && 'drift' in kept[0]

const revive = (_: string, value: { readonly bigint?: string; readonly bytes?: readonly number[] } | null) =>
  value?.bigint !== undefined ? BigInt(value.bigint) : value?.bytes ? Uint8Array.from(value.bytes) : value

async function stepOf(set: MigrationSet, graph: SetGraph, at: number): Promise<CompiledStep | undefined> {
  const chunk = graph.upgradeChunks[at] as number
  return chunk < 0 ? undefined : (await set.chunk(chunk)).steps[graph.ids[at] as string]
}

/** Whether a step is the one with a checksum. On D1 a revision gets more variants where later ones lead to other schemas. */
const isWhatRan = ({ variants, ...step }: CompiledStep, sum: string): boolean =>
  (variants?.map((_, nth): CompiledStep => ({ variants: variants.slice(0, nth + 1) })) ?? [step as CompiledStep]).some(
    (one) => checksum(written(one)) === sum,
  )

/** A set whose downgrades are those of the code that ran, as far as the journal has them. */
function asItRan(set: MigrationSet, graph: SetGraph, ran: ReadonlyMap<string, Ran>): MigrationSet {
  const own = Math.max(-1, ...graph.upgradeChunks, ...graph.downgradeChunks) + 1
  const kept = (id: string) => ran.get(id)?.downgrade
  const downgradeChunks = graph.ids.map((id, at) => (kept(id) ? own : (graph.downgradeChunks[at] as number)))
  const steps = Object.fromEntries(
    graph.ids.flatMap((id) => {
      const step = kept(id)
      return step ? [[id, step]] : []
    }),
  )
  return {
    ...set,
    graph: async () => ({ ...graph, downgradeChunks }),
    chunk: async (index, ...again) => (index === own ? { steps } : set.chunk(index, ...again)),
  }
}
