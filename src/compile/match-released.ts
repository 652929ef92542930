import type { Engine } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import { dialectOf } from '../dialects/index.js'
import { LimbeckError } from '../errors.js'
import type { SourceRevision } from './distilled.js'
import { type RecordedDirection, type RecordedSource, recordSource } from './record-source.js'
import { type Released, type ReleasedDirection, readReleased, sourceChecksum } from './released.js'

/** A released revision whose source says something else now. */
export interface ReleasedChange {
  readonly revision: string
  /** The source, as in `SourceRevision`; undefined where it is gone. */
  readonly file: string | undefined
  /** The released file, by the name that it was given by. */
  readonly released: string
  /** What is not as it was: `its upgrade`. */
  readonly what: string
}

/** Released revisions by id, and those whose sources no longer match. */
export interface MatchedReleases {
  readonly released: ReadonlyMap<string, Released>
  readonly changes: readonly ReleasedChange[]
}

/** What `releasedChanges` compares. */
export interface ReleasedInput {
  readonly engine: Engine
  readonly revisions: readonly SourceRevision[]
  /** The texts of the released files, by name. */
  readonly released: ReadonlyMap<string, string>
}

/**
 * The released revisions whose sources no longer say what was released. It runs revisions only as far as to record them.
 * Throws `invalid-revision`, and what a directive throws.
 */
export async function releasedChanges({
  engine,
  revisions,
  released,
}: ReleasedInput): Promise<readonly ReleasedChange[]> {
  const dialect = dialectOf(engine)
  const ids = new Set([...readAll(released, dialect).values()].map(({ revision }) => revision))
  const some = revisions.filter(({ revision }) => ids.has(revision))
  const recorded = []
  for (const source of some) recorded.push(await recordSource(source, dialect))
  return matchReleased(released, some, recorded, dialect).changes
}

/** Compares released files with the sources that there are; lists by position. */
export function matchReleased(
  files: ReadonlyMap<string, string>,
  sources: readonly SourceRevision[],
  recorded: readonly RecordedSource[],
  dialect: Dialect,
): MatchedReleases {
  const all = readAll(files, dialect)
  const changes = [...all].flatMap(([name, released]): readonly ReleasedChange[] => {
    const at = sources.findIndex(({ revision }) => revision === released.revision)
    const source = sources[at]
    const about = { revision: released.revision, file: source?.file, released: name }
    if (!source) return [{ ...about, what: 'it is gone' }]
    const what = changeOf(source, recorded[at] as RecordedSource, released)
    return what === undefined ? [] : [{ ...about, what }]
  })
  return { changes, released: new Map([...all.values()].map((one) => [one.revision, one])) }
}

function readAll(files: ReadonlyMap<string, string>, dialect: Dialect): ReadonlyMap<string, Released> {
  const all = new Map([...files].map(([name, text]) => [name, readReleased(name, text, dialect)]))
  const names = new Map<string, string>()
  for (const [name, { revision }] of all) {
    const other = names.get(revision)
    if (other !== undefined) {
      throw new LimbeckError('invalid-revision', `${revision} was released twice: ${other} and ${name}.`)
    }
    names.set(revision, name)
  }
  return all
}

/** What of a source is not as it was released. */
function changeOf(source: SourceRevision, recorded: RecordedSource, released: Released): string | undefined {
  const same = (one: readonly string[], other: readonly string[]) =>
    String([...one].sort()) === String([...other].sort())
  if (!same(source.downRevision, released.downRevision)) return 'what it follows'
  if (!same(source.dependsOn, released.dependsOn)) return 'what it depends on'
  return (['upgrade', 'downgrade'] as const)
    .map((direction) => (matches(source, recorded[direction], released[direction]) ? undefined : `its ${direction}`))
    .find((what) => what !== undefined)
}

function matches(source: SourceRevision, recorded: RecordedDirection, released: ReleasedDirection): boolean {
  // What was released as a program stays one, whatever would be compiled now.
  if (released.kind === 'program') return released.checksum === sourceChecksum(source.source)
  if (released.kind === 'none') return recorded.kind === 'none'
  return recorded.kind === 'operations' && recorded.checksum === released.checksum
}

/** The error of a release that changed. */
export function changedRelease({ revision, file, released, what }: ReleasedChange): LimbeckError {
  const message =
    file === undefined
      ? `The source of ${revision} is gone, which was released: put it back, for databases have run ${released}. Where none has, delete that file too.`
      : `${file} is not what was released: ${what} has changed. Databases have run ${released}: undo that, and write a new revision; or take it with limbeck release --refreeze ${revision}.`
  return new LimbeckError('released-changed', message)
}
