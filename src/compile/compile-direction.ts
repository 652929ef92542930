import type { Dialect } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import { reversed } from '../graph/reversed.js'
import type { Direction, Graph } from '../graph/revision.js'
import { walk } from '../graph/walk.js'
import { canonicalJson } from '../ops/canonical-json.js'
import type { Operation } from '../ops/operation.js'
import { asciiLower, mentions, wordsOf } from '../rebuild/mentions.js'
import type { CompiledStep } from '../runner/migration-set.js'
import type { RecordedRevisions } from './compile-revisions.js'
import { compilePlain, compileVariants, type StepOrReason } from './compile-step.js'
import type { SourceRevision } from './distilled.js'
import { newerThan } from './newer-than.js'
import { inFile, type RecordedDirection, type RecordedSource } from './record-source.js'
import { frozenStep, type ReleasedDirection } from './released.js'
import type { ScratchLine } from './scratch-line.js'
import type { StandIn } from './stand-in.js'
import { textsOf } from './texts-of.js'

/** A direction as it was released. */
export function frozenDirection(
  released: ReleasedDirection,
  recorded: RecordedDirection,
  dialect: Dialect,
): StepOrReason {
  if (recorded.kind !== 'operations')
    return released.kind === 'statements' ? released.step : { reason: recorded.reason }
  if (released.kind !== 'statements') return { reason: 'it was released as one' }
  return withParameters(released.step, recorded.operations, dialect)
}

/**
 * What was released, which has literals for parameters; with these where nothing else has changed: a release leaves the
 * statements of a set as they were, and the checksums that journals have of them.
 */
function withParameters(step: CompiledStep, operations: readonly Operation[], dialect: Dialect): CompiledStep {
  if (step.variants) return step
  try {
    const now = compilePlain(operations, dialect)
    return now && !('reason' in now) && canonicalJson(frozenStep(now, dialect)) === canonicalJson(step) ? now : step
  } catch {
    // What is refused by now was taken when it was released.
    return step
  }
}

/**
 * Compiles one direction, with scratch databases where a table has to be looked at. Throws, with the file, what a directive
 * throws.
 */
export async function compileDirection(
  input: RecordedRevisions,
  lines: readonly ScratchLine[],
  at: number,
  direction: Direction,
  recorded: RecordedDirection,
  standIn: StandIn | undefined,
): Promise<StepOrReason> {
  if (recorded.kind !== 'operations') return { reason: recorded.reason }
  const source = input.sources[at] as SourceRevision
  const { operations } = recorded
  let plain: StepOrReason | undefined
  try {
    plain = inFile(source, direction, () => compilePlain(operations, input.dialect))
  } catch (error) {
    // Nobody is kept from upgrading by a way back that the database does not take.
    if (direction === 'upgrade') throw error
    return { reason: (error as Error).message }
  }
  const made = plain ?? (await compileOnScratch(input, lines, at, direction, recorded, standIn))
  if ('reason' in made) return made
  refuseNewer(input, source, direction, made)
  return made
}

function refuseNewer(
  { engine, sqliteVersion, dialect }: RecordedRevisions,
  source: SourceRevision,
  direction: Direction,
  step: CompiledStep,
): void {
  if (engine !== 'sqlite') return
  const statements = step.variants ? step.variants.flatMap((one) => one.statements) : step.statements
  const newer = newerThan(sqliteVersion, statements, dialect)
  if (newer === undefined) return
  inFile(source, direction, () => {
    throw new LimbeckError('unsupported-operation', `${newer}, and this is for ${sqliteVersion}: set sqliteVersion.`)
  })
}

async function compileOnScratch(
  input: RecordedRevisions,
  lines: readonly ScratchLine[],
  at: number,
  direction: Direction,
  { operations }: Extract<RecordedDirection, { kind: 'operations' }>,
  standIn: StandIn | undefined,
): Promise<StepOrReason> {
  const { graph, recorded, dialect, engine } = input
  if (lines.length === 0) return { reason: 'a table has to be looked at, and there is no scratch database' }
  const below = walk(graph.parents[at] ?? [], graph.parents)
  const standing = direction === 'upgrade' ? below : new Set([...below, at])
  for (const line of lines) await line.open()
  try {
    const databases = []
    for (const line of lines) databases.push(await line.at(standing))
    const ways = { databases, bothWays: engine === 'sqlite', standIn }
    const { step, names } = await compileVariants(operations, ways, dialect)
    const other = incomparable(graph, at).find((one) => touches(input, one, names))
    if (other === undefined) return step
    return { reason: `its tables are also touched by ${graph.ids[other]}, which may come before it or after` }
  } catch (error) {
    for (const line of lines) await line.close()
    const { code, message } = error as LimbeckError
    const unknown = [...standing].some((one) => recorded[one]?.upgrade.kind === 'program')
    if (direction === 'downgrade' || unknown || code === 'unsupported-operation') return { reason: message }
    return inFile(input.sources[at] as SourceRevision, direction, () => {
      throw error
    })
  }
}

/** The revisions that may run before one and after it. */
export function incomparable({ ids, parents }: Graph, at: number): readonly number[] {
  const related = new Set([...walk([at], parents), ...walk([at], reversed(parents))])
  return [...ids.keys()].filter((one) => !related.has(one))
}

/** Whether a revision may say something of tables: by the names in it, more often than it does. */
function touches({ recorded, sources }: RecordedRevisions, at: number, names: readonly string[]): boolean {
  const { upgrade, downgrade } = recorded[at] as RecordedSource
  return [upgrade, downgrade].some((one) => {
    if (one.kind === 'operations') {
      const said = wordsOf(textsOf(one.operations))
      return names.some((name) => mentions(said, name))
    }
    // Code puts names together: what is a word there is none in the SQL.
    const text = asciiLower((sources[at] as SourceRevision).source)
    return names.some((name) => text.includes(name))
  })
}
