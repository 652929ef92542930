import type { RenameCandidate } from '../../autogenerate/renames/find-candidates.js'

/** The name that something has that may be renamed, with all that stands before it. */
export const placeOf = ({ kind, schema, table, from }: RenameCandidate): string =>
  [schema, kind === 'column' ? table : undefined, from].filter((part) => part !== undefined).join('.')

/** A candidate as `--rename` takes it. */
export const writtenRename = (candidate: RenameCandidate): string => `${placeOf(candidate)}:${candidate.to}`

/** What is to be said on a command line; quoted where a shell would read it otherwise. */
export function renameFlag(candidate: RenameCandidate): string {
  const text = writtenRename(candidate)
  return `--rename ${/^[\p{L}\p{N}_.:-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`}`
}
