import type { Dialect } from '../dialects/dialect.js'
import { LimbeckError } from '../errors.js'
import type { Direction } from '../graph/revision.js'
import { canonicalJson } from '../ops/canonical-json.js'
import type { Operation } from '../ops/operation.js'
import { recordDirection } from '../ops/record.js'
import { sqlRevision } from '../ops/sql-revision.js'
import { checksum } from '../runner/checksum.js'
import type { RevisionModule } from '../runner/migration-set.js'
import type { LoadedSource, Realm, SourceRevision } from './distilled.js'

/** What a direction is: operations, a program with the reason, or nothing that could be run. */
export type RecordedDirection =
  | { readonly kind: 'operations'; readonly operations: readonly Operation[]; readonly checksum: string }
  | { readonly kind: 'program'; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string; readonly irreversible?: string }

/** A revision's directions, as they were recorded. */
export interface RecordedSource {
  readonly upgrade: RecordedDirection
  readonly downgrade: RecordedDirection
  /** Its module in a realm, for a scratch database. */
  module(realm: Realm): Promise<RevisionModule>
}

/**
 * Records both directions of a revision. A direction is operations if and only if it returns no promise, asks nothing, and
 * says the same in two worlds with another clock, another source of chance and another time zone. Throws
 * `invalid-revision`, and what a directive throws, with the file.
 */
export async function recordSource(source: SourceRevision, dialect: Dialect): Promise<RecordedSource> {
  if (!source.load) return recordSql(source, dialect)
  const one = await load(source, 'one')
  if ('reason' in one) {
    const program = { kind: 'program', reason: one.reason } as const
    return { upgrade: program, downgrade: program, module: () => refuseLoad(source, one.reason) }
  }
  const other = await load(source, 'other')
  const directions = (['upgrade', 'downgrade'] as const).map((direction) => recordTwice(source, direction, one, other))
  const [upgrade, downgrade] = directions as [RecordedDirection, RecordedDirection]
  return { upgrade, downgrade, module: async (realm) => (realm === 'other' && 'module' in other ? other : one).module }
}

/** What `source.load` gives, of the right revision. */
async function load(source: SourceRevision, realm: Realm): Promise<LoadedSource | { readonly reason: string }> {
  const loaded = (await source.load?.(realm)) as LoadedSource | { readonly reason: string }
  if (!('module' in loaded) || loaded.module.revision === source.revision) return loaded
  const message = `${source.file} holds ${loaded.module.revision}; its header said ${source.revision}.`
  throw new LimbeckError('invalid-revision', message)
}

async function refuseLoad({ file }: SourceRevision, reason: string): Promise<never> {
  throw new LimbeckError('invalid-revision', `${file} cannot be run here: ${reason}.`)
}

function recordSql(source: SourceRevision, dialect: Dialect): RecordedSource {
  const module = inFile(source, 'upgrade', () => sqlRevision(source.source, dialect))
  const once = (direction: Direction): RecordedDirection => {
    const code = module[direction]
    if (!code) return { kind: 'none', reason: `it has no ${direction}` }
    return said(inFile(source, direction, () => recordDirection(code)).operations ?? [])
  }
  return { upgrade: once('upgrade'), downgrade: once('downgrade'), module: async () => module }
}

function recordTwice(
  source: SourceRevision,
  direction: Direction,
  one: LoadedSource,
  other: LoadedSource | { readonly reason: string },
): RecordedDirection {
  const { module } = one
  if (module.program) return { kind: 'program', reason: "it says 'export const program = true'" }
  if (!module[direction]) {
    // A revision without code is a merge or a mark; one that only goes up cannot be taken back.
    return direction === 'upgrade' || !module.upgrade ? said([]) : { kind: 'none', reason: 'it has no downgrade' }
  }
  const first = inFile(source, direction, () => recordIn(one, direction))
  if (!first.operations) return { kind: 'program', reason: reasons[first.reason] }
  if ('reason' in other) return { kind: 'program', reason: other.reason }
  const difference = differs(first.operations, () =>
    other.module[direction] ? recordIn(other, direction).operations : [],
  )
  if (difference !== undefined) return { kind: 'program', reason: difference }
  const last = first.operations.find(({ kind }) => kind === 'irreversible') as { readonly why?: string } | undefined
  if (last?.why !== undefined)
    return { kind: 'none', reason: `it is irreversible: ${last.why}`, irreversible: last.why }
  return said(first.operations)
}

const reasons = {
  async: 'it is an async function',
  promise: 'it returns a promise',
  question: 'it asks the database (op.query)',
}

const recordIn = ({ module, within }: LoadedSource, direction: Direction) =>
  within(() =>
    recordDirection(
      (module[direction] as NonNullable<RevisionModule[Direction]>).bind(module),
      module.namingConvention,
    ),
  )

/** Why two recordings are not the same; undefined when they are. */
function differs(first: readonly Operation[], again: () => readonly Operation[] | undefined): string | undefined {
  const why = 'with another clock, chance or time zone it'
  let second: readonly Operation[] | undefined
  try {
    second = again()
  } catch (error) {
    return `${why} throws: ${(error as Error).message}`
  }
  if (!second) return `${why} is a program`
  const at = Array.from({ length: Math.max(first.length, second.length) }, (_, nth) => nth).find(
    (nth) => canonicalJson(first[nth] ?? null) !== canonicalJson(second[nth] ?? null),
  )
  if (at === undefined) return undefined
  const { kind } = (first[at] ?? second[at]) as Operation
  return `${why} says something else: directive ${at + 1}, ${kind}`
}

const said = (operations: readonly Operation[]): RecordedDirection => ({
  kind: 'operations',
  operations,
  checksum: checksum(canonicalJson(operations)),
})

/** What goes wrong in a revision, with its file. */
export function inFile<T>({ file, revision }: SourceRevision, direction: Direction, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { code = 'invalid-revision', message } = error as LimbeckError
    throw new LimbeckError(code, `The ${direction} of ${revision} cannot be compiled, ${file}: ${message}`, error)
  }
}
