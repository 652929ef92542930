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
  /** The revisions whose code is no longer what ran here, or that follow another one now. */
  readonly changed: readonly string[]
  /** What was taken back for it: those, and what stands on them. */
  readonly undone: readonly string[]
  /** The changed ones that could not be, for the journal keeps no way back: the store has to be made anew. */
  readonly stuck: readonly string[]
}

/**
 * Takes back, on a development store, the revisions that were changed, or follow others, since they ran there, by the
 * downgrades that its journal keeps; an upgrade then runs them as they are now. Programs are not compared. Throws as `downgrade` does.
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
  const { was, moved, lost } = asLinked(graph, rows, ran)
  const changed: number[] = []
  for (const at of appliedBy(was, rows).all) {
    const before = ran.get(graph.ids[at] as string)?.checksum
    const now = await stepOf(set, graph, at)
    if (moved.has(at) || (before && now && !isWhatRan(now, before))) changed.push(at)
  }
  if (changed.length === 0) return nothing
  const stuck = changed.filter((at) => lost.has(at) || !ran.get(graph.ids[at] as string)?.downgrade)
  if (stuck.length > 0) return { changed: idsOf(graph, changed), undone: [], stuck: idsOf(graph, stuck) }
  const before = asItRan(set, was, ran)
  const undone: string[] = []
  // Each with its own branch only; what stands on another changed one has gone with that.
  for (const at of changed.filter(
    (one) => ![...walk([one], was.parents)].some((other) => other !== one && changed.includes(other)),
  )) {
    const [below = 'base'] = idsOf(was, was.parents[at])
    const { steps } = await downgrade(adapter, before, `${was.ids[at]}@${below}`, options)
    undone.push(...steps.map(({ revision }) => revision))
  }
  return { changed: idsOf(graph, changed), undone, stuck: [] }
}

const nothing: Undone = { changed: [], undone: [], stuck: [] }

interface Ran {
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly checksum: string | undefined
  readonly downgrade: CompiledStep | undefined
}

/** What the journal says of each revision the last time that it ran. */
async function readJournal(adapter: Adapter, options: VersionTableOptions): Promise<ReadonlyMap<string, Ran>> {
  const table = nameOf(options, 'limbeck_journal')
  const read = `SELECT revision, parents, depends_on, checksum, downgrade FROM ${table} WHERE direction = 'upgrade' ORDER BY id`
  const rows = await adapter.query(read).catch((error: { readonly code?: unknown; readonly message?: unknown }) => {
    // A database that Alembic made has version rows, and no journal yet.
    if (error.code === '42P01' || String(error.message).includes('no such table')) return []
    throw error
  })
  return new Map(rows.map((row) => [String(row.revision), ranOf(row)]))
}

function ranOf({ parents, depends_on, checksum: sum, downgrade }: Row): Ran {
  const about = {
    parents: JSON.parse(String(parents)) as readonly string[],
    dependsOn: JSON.parse(String(depends_on)) as readonly string[],
    checksum: sum === null || sum === undefined ? undefined : String(sum),
  }
  if (typeof downgrade !== 'string') return { ...about, downgrade: undefined }
  const kept = JSON.parse(downgrade, revive) as readonly Statement[] | readonly Variant[]
  return {
    ...about,
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

interface Linked {
  /** The graph in which what is applied follows what it followed when it ran. */
  readonly was: SetGraph
  /** What follows, or depends on, something else now. */
  readonly moved: ReadonlySet<number>
  /** Those of them that followed what is gone. */
  readonly lost: ReadonlySet<number>
}

/**
 * A revision that was put before one that ran is not applied, although what the version rows name follows it now: what ran
 * has to be taken back from where it was.
 */
function asLinked(graph: SetGraph, rows: readonly string[], ran: ReadonlyMap<string, Ran>): Linked {
  const [down, needs, parents] = [[...graph.down], [...graph.needs], [...graph.parents]]
  const [moved, lost] = [new Set<number>(), new Set<number>()]
  const positions = (ids: readonly string[]) => ids.map((id) => graph.ids.indexOf(id))
  const applied = new Set(positions(rows))
  for (const at of applied) {
    const then = ran.get(graph.ids[at] as string)
    const isMoved =
      then &&
      !(isSame(idsOf(graph, graph.parents[at]), then.parents) && isSame(idsOf(graph, graph.needs[at]), then.dependsOn))
    if (isMoved) {
      moved.add(at)
      const [above, needed] = [positions(then.parents), positions(then.dependsOn)]
      if ([...above, ...needed].includes(-1)) lost.add(at)
      else {
        parents[at] = above
        needs[at] = needed
        down[at] = above.filter((one) => !needed.includes(one))
      }
    }
    for (const one of parents[at] as readonly number[]) applied.add(one)
  }
  return { was: { ...graph, down, needs, parents }, moved, lost }
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one))

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
