import type { Dialect } from '../dialects/dialect.js'
import type { Direction, Graph } from '../graph/revision.js'
import { walk } from '../graph/walk.js'
import { reflect } from '../reflect/reflect.js'
import { renderTypes } from '../reflect/typescript/render-types.js'
import type { CompiledStep, MigrationSet } from '../runner/migration-set.js'
import type { CompileInput } from './compile.js'
import { compileDirection, frozenDirection, incomparable } from './compile-direction.js'
import type { StepOrReason } from './compile-step.js'
import type { Realm, SourceRevision, StepReport } from './distilled.js'
import { type BaselineOrReason, makeBaseline } from './make-baseline.js'
import { addOtherStates } from './other-states.js'
import type { RecordedSource } from './record-source.js'
import type { Released } from './released.js'
import { type ScratchLine, scratchLine } from './scratch-line.js'
import { type StandIn, standIn } from './stand-in.js'

/** A revision, compiled. */
export interface CompiledRevision {
  readonly source: SourceRevision
  /** Undefined for programs, and for downgrades that there are not. */
  readonly upgrade: CompiledStep | undefined
  readonly downgrade: CompiledStep | undefined
  /** Why its downgrade refuses, where it says so itself. */
  readonly irreversible: string | undefined
  readonly reports: readonly StepReport[]
}

/** All of them, and what makes a new database at once. */
export interface CompiledRevisions {
  /** By position in the graph, newest first. */
  readonly compiled: readonly CompiledRevision[]
  readonly baseline: BaselineOrReason
  /** The tables at head as TypeScript, where that is wanted. */
  readonly types: string | undefined
}

/** Revisions to be compiled: lists by position in the graph, newest first. */
export interface RecordedRevisions extends CompileInput {
  readonly sqliteVersion: string
  readonly graph: Graph
  readonly sources: readonly SourceRevision[]
  readonly recorded: readonly RecordedSource[]
  readonly dialect: Dialect
  /** Those that were released. */
  readonly frozen: readonly (Released | undefined)[]
}

/** The steps by direction, and by position in the graph. */
export type CompiledSteps = Readonly<Record<Direction, Map<number, CompiledStep>>>

const both = ['upgrade', 'downgrade'] as const

/** Compiles every direction, oldest first, with scratch databases where a table has to be looked at. */
export async function compileRevisions(input: RecordedRevisions): Promise<CompiledRevisions> {
  const { graph, sources, recorded } = input
  const steps: CompiledSteps = { upgrade: new Map<number, CompiledStep>(), downgrade: new Map<number, CompiledStep>() }
  const lines = openLines(input, steps.upgrade)
  const small = input.scratch && standIn(input.scratch)
  const compiled: CompiledRevision[] = []
  try {
    const reports = new Map<number, readonly StepReport[]>()
    for (const at of [...graph.ids.keys()].reverse()) {
      const own: StepReport[] = []
      for (const direction of both) own.push(await compileAndReport(input, lines, small, steps, at, direction))
      reports.set(at, own)
    }
    // Elsewhere the revision itself is run where no variant fits; here nothing can be read within a batch.
    if (input.engine === 'd1' && lines[0]) await addOtherStates(input, lines[0], steps, small)
    for (const at of graph.ids.keys()) {
      const { downgrade } = recorded[at] as RecordedSource
      compiled.push({
        source: sources[at] as SourceRevision,
        upgrade: steps.upgrade.get(at),
        downgrade: steps.downgrade.get(at),
        irreversible: downgrade.kind === 'none' ? downgrade.irreversible : undefined,
        reports: reports.get(at) ?? [],
      })
    }
    const types = await typesAtHead(input, steps.upgrade)
    if (input.baseline === false) return { compiled, types, baseline: { reason: 'none is wanted' } }
    const again = () =>
      scratchLine(input.scratch as NonNullable<typeof input.scratch>, scratchSet(input, steps.upgrade, 'other'), input)
    return { compiled, types, baseline: await makeBaseline(input, lines, again, steps.upgrade) }
  } finally {
    await small?.close()
    for (const line of lines) await line.close()
  }
}

/** Compiles one direction, notes its step, and tells what became of it. */
async function compileAndReport(
  input: RecordedRevisions,
  lines: readonly ScratchLine[],
  small: StandIn | undefined,
  steps: CompiledSteps,
  at: number,
  direction: Direction,
): Promise<StepReport> {
  const { revision, file } = input.sources[at] as SourceRevision
  const recorded = (input.recorded[at] as RecordedSource)[direction]
  const released = input.frozen[at]?.[direction]
  const made = released
    ? frozenDirection(released, recorded, input.dialect)
    : await compileOn(input, lines, small, steps, at, direction)
  const about = {
    revision,
    file,
    direction,
    ...(recorded.kind === 'operations' && { checksum: recorded.checksum }),
    ...(released && { released: true as const }),
  }
  if ('reason' in made) return { ...about, kind: recorded.kind === 'none' ? 'none' : 'program', reason: made.reason }
  steps[direction].set(at, made)
  return { ...about, kind: made.variants ? 'variants' : 'compiled' }
}

/**
 * Compiles one direction, by what stands in for the databases where it can. An upgrade is then run on the databases, as
 * what follows needs it anyway; where it fails, and where something would have to be taken back for that, they tell what
 * it is.
 */
async function compileOn(
  input: RecordedRevisions,
  lines: readonly ScratchLine[],
  small: StandIn | undefined,
  steps: CompiledSteps,
  at: number,
  direction: Direction,
): Promise<StepOrReason> {
  const { graph } = input
  const recorded = (input.recorded[at] as RecordedSource)[direction]
  const compiled = (by: StandIn | undefined) => compileDirection(input, lines, at, direction, recorded, by)
  const made = await compiled(small)
  if (direction === 'downgrade' || 'reason' in made || !made.variants) return made
  if (incomparable(graph, at).length > 0) return compiled(undefined)
  steps.upgrade.set(at, made)
  try {
    for (const line of lines) await line.at(walk([at], graph.parents))
    return made
  } catch {
    steps.upgrade.delete(at)
    return compiled(undefined)
  }
}

/** The tables as all revisions leave them, as TypeScript. Throws what keeps a scratch database from getting there. */
async function typesAtHead(
  input: RecordedRevisions,
  upgrades: ReadonlyMap<number, CompiledStep>,
): Promise<string | undefined> {
  const { scratch, graph, engine } = input
  if (!input.types || !scratch) return undefined
  const line = scratchLine(scratch, scratchSet(input, upgrades), input)
  try {
    return renderTypes(await reflect((await line.at(new Set(graph.ids.keys()))).adapter), engine)
  } finally {
    await line.close()
  }
}

/** Foreign keys leave their marks on what is made anew, so SQLite has a line of databases with and one without. */
function openLines(input: RecordedRevisions, upgrades: ReadonlyMap<number, CompiledStep>): readonly ScratchLine[] {
  const { scratch, engine } = input
  if (!scratch || engine === 'postgresql') return []
  const set = scratchSet(input, upgrades)
  if (engine !== 'sqlite') return [scratchLine(scratch, set, input)]
  return ['OFF', 'ON'].map((keys) => scratchLine(scratch, set, input, [`PRAGMA foreign_keys = ${keys}`]))
}

/** What is compiled so far, as a set: for the scratch databases. */
export function scratchSet(
  { engine, graph, recorded }: RecordedRevisions,
  upgrades: ReadonlyMap<number, CompiledStep>,
  realm: Realm = 'one',
): MigrationSet {
  return {
    format: 1,
    engine,
    heads: [],
    graph: async () => ({
      ...graph,
      upgradeChunks: graph.ids.map((_, at) => (upgrades.has(at) ? at : -1)),
      downgradeChunks: graph.ids.map(() => -1),
      checksums: [],
    }),
    chunk: async (at) => ({ steps: { [graph.ids[at] as string]: upgrades.get(at) as CompiledStep } }),
    program: (revision) => (recorded[graph.ids.indexOf(revision)] as RecordedSource).module(realm),
    messages: async () => ({ messages: [] }),
  }
}
