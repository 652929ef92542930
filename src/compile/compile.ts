import type { Engine } from '../adapter.js'
import { dialectOf } from '../dialects/index.js'
import { LimbeckError } from '../errors.js'
import { buildGraph } from '../graph/build.js'
import { effectiveHeads } from '../graph/identify.js'
import type { Direction } from '../graph/revision.js'
import { canonicalJson } from '../ops/canonical-json.js'
import { checksum } from '../runner/checksum.js'
import type { SetGraph } from '../runner/migration-set.js'
import { type CompiledRevision, compileRevisions } from './compile-revisions.js'
import { cutChunks } from './cut-chunks.js'
import type { Distilled, Program, SourceRevision } from './distilled.js'
import type { BaselineOrReason } from './make-baseline.js'
import { changedRelease, matchReleased, type ReleasedChange } from './match-released.js'
import { minorOf } from './newer-than.js'
import { orderGraph } from './order-graph.js'
import { recordSource } from './record-source.js'
import type { Scratch } from './scratch-line.js'

/** What is compiled, and for which database. */
export interface CompileInput {
  readonly engine: Engine
  /** The oldest SQLite that the set is for: `3.35.0` when not given. Nothing that came later is emitted. */
  readonly sqliteVersion?: string
  /** In the order that breaks ties: that of the files. */
  readonly revisions: readonly SourceRevision[]
  /** Opens an empty database of the engine, on which tables are made anew; where there is none these are programs. */
  readonly scratch?: () => Promise<Scratch>
  /** Whether a new database may be made at once, in place of running all revisions: it may when not given. */
  readonly baseline?: boolean
  /** Whether the tables at head are wanted as TypeScript, too; on a scratch database, which has to be there. */
  readonly types?: boolean
  /**
   * The texts of released revisions, by the names of their files: what they say is used as it is, and a source that says
   * something else is an error.
   */
  readonly released?: ReadonlyMap<string, string>
  /** Told of a source that is not what was released, and is compiled as it is now; an error when not given. */
  readonly onReleasedChange?: (change: ReleasedChange) => void
  /** About how many characters a chunk has: 16,384 when not given. */
  readonly chunkSize?: number
}

/**
 * Compiles revisions for one database: what each says becomes statements, what has to run as code stays code. The same
 * revisions give the same. Throws what `buildGraph` throws, `invalid-revision`, `unsupported-engine`, `released-changed`, and, with
 * the file, what a directive throws.
 */
export async function compile(input: CompileInput): Promise<Distilled> {
  const { engine, sqliteVersion = '3.35.0' } = input
  if ((minorOf(sqliteVersion) ?? 0) < 35) {
    const message = `sqliteVersion is 3.35.0 or later, and not '${sqliteVersion}'.`
    throw new LimbeckError('invalid-argument', message)
  }
  const dialect = dialectOf(engine, sqliteVersion)
  const { graph, from } = orderGraph(buildGraph(input.revisions))
  const sources = from.map((at) => input.revisions[at] as SourceRevision)
  const recorded = []
  for (const source of sources) recorded.push(await recordSource(source, dialect))
  const { released, changes } = matchReleased(input.released ?? new Map(), sources, recorded, dialect)
  for (const change of changes) {
    if (!input.onReleasedChange) throw changedRelease(change)
    input.onReleasedChange(change)
  }
  const changed = new Set(changes.map(({ revision }) => revision))
  const { compiled, baseline, types } = await compileRevisions({
    ...input,
    sqliteVersion,
    graph,
    sources,
    recorded,
    dialect,
    frozen: sources.map(({ revision }) => (changed.has(revision) ? undefined : released.get(revision))),
  })
  const oldestFirst = [...compiled].reverse()
  const upgrades = cutChunks(steps(oldestFirst, 'upgrade'), 'upgrade', input.chunkSize ?? 16_384)
  const downgrades = cutChunks(steps(oldestFirst, 'downgrade'), 'downgrade', input.chunkSize ?? 16_384)
  const chunks = [...upgrades, ...downgrades]
  const places = (direction: Direction) =>
    graph.ids.map((id) => chunks.findIndex((chunk) => chunk.direction === direction && Object.hasOwn(chunk.steps, id)))
  const messages = sources.map(({ message }) => message)
  const heads = effectiveHeads(graph).map((at) => graph.ids[at] as string)
  const unsigned = {
    ...graph,
    upgradeChunks: places('upgrade'),
    downgradeChunks: places('downgrade'),
    checksums: chunks.map((chunk) => chunk.checksum),
    messagesChecksum: checksum(canonicalJson(messages)),
    ...('statements' in baseline && { baselineChecksum: checksum(canonicalJson(baseline.statements)) }),
  }
  const signed: SetGraph = { ...unsigned, checksum: checksum(canonicalJson([engine, heads, unsigned])) }
  return {
    engine,
    heads,
    graph: signed,
    messages,
    chunks,
    programs: oldestFirst.flatMap(programOf),
    ...('statements' in baseline ? { baseline: baseline.statements } : noBaseline(baseline)),
    ...(types !== undefined && { types }),
    report: oldestFirst.flatMap(({ reports }) => reports),
  }
}

const noBaseline = ({ reason, fails }: Extract<BaselineOrReason, { reason: string }>) => ({
  noBaseline: reason,
  ...(fails && { fails }),
})

const steps = (compiled: readonly CompiledRevision[], direction: Direction) =>
  compiled.flatMap(({ source, ...one }) => {
    const step = one[direction]
    return step ? [[source.revision, step] as const] : []
  })

/** The module that a revision needs at run time: where a direction is a program, or where tables are not as expected. */
function programOf({ source, upgrade, downgrade, reports, irreversible }: CompiledRevision): readonly Program[] {
  const { revision, file, functions } = source
  const runs = !!upgrade?.variants || !!downgrade?.variants || reports.some(({ kind }) => kind === 'program')
  if (runs && source.load) return [{ revision, file, ...(functions && { functions }) }]
  return downgrade || irreversible === undefined ? [] : [{ revision, irreversible }]
}
