import { type CompareOptions, type Comparison, compareMetadata } from '../../autogenerate/compare-metadata.js'
import type { Difference } from '../../autogenerate/difference.js'
import type { RenameCandidate } from '../../autogenerate/renames/find-candidates.js'
import type { Renames } from '../../autogenerate/renames/resolve-renames.js'
import { LimbeckError } from '../../errors.js'
import type { OnDatabase } from '../through-env.js'
import type { Compared } from './compare-databases.js'
import { parseRenames } from './parse-renames.js'
import { placeOf, renameFlag, writtenRename } from './written-rename.js'

/** What differs between a database and its target. */
export interface DatabaseDifference extends OnDatabase {
  /** Empty when there is nothing to be done. */
  readonly differences: readonly Difference[]
  /** What may be a rename, and was not said to be one. */
  readonly candidates: readonly RenameCandidate[]
  /** What leading there may lose, and where it may fail. */
  readonly losses: readonly string[]
  /** What leading back may lose, what it does not restore, and where it may fail. */
  readonly downgradeLosses: readonly string[]
  /** What could not be compared, or cannot be changed. */
  readonly warnings: readonly string[]
}

/** How renames are decided. */
export interface RenameOptions {
  /** `note:memo` for a table, `note.body:text` for a column. */
  readonly renames?: readonly string[]
  /** Nothing else was renamed. */
  readonly noRename?: boolean
}

/** The options of a comparison, of what was read and what was said of renames. */
export const compareOptions = ({ engine, settings, table }: Compared, renames: Renames): CompareOptions => {
  const { includeSchemas, ...rest } = settings
  return {
    ...rest,
    engine,
    renames,
    includeSchemas: includeSchemas !== undefined && includeSchemas !== false,
    versionTables: [table.versionTable ?? 'limbeck_version', 'limbeck_journal'],
  }
}

/** What differs, renames as far as they were said. */
export function differ(compared: Compared, { renames = [], noRename = false }: RenameOptions): DatabaseDifference {
  const { from, to } = compared
  const options = { ...compareOptions(compared, parseRenames(renames, from, to)), noRename }
  return differenceOf(compared, compareMetadata(from, to, options))
}

/** What a comparison is told of a database. */
export const differenceOf = (
  { database, name, warnings: before }: Compared,
  { differences, candidates, losses, downgradeLosses, warnings }: Comparison,
): DatabaseDifference => ({
  database,
  ...(name !== undefined && { name }),
  differences,
  candidates,
  losses,
  downgradeLosses,
  warnings: [...before, ...warnings],
})

/** What is asked of a candidate: whether it is a rename. */
export type AskRename = (candidate: RenameCandidate) => Promise<boolean>

/**
 * Decides what was renamed, the likeliest first: what was said, then what `ask` says. Throws `rename-undecided` where nobody
 * can be asked.
 */
export async function decideRenames(
  compared: Compared,
  { renames: written = [], noRename = false, ask }: RenameOptions & { readonly ask?: AskRename | undefined },
): Promise<Renames> {
  const { from, to } = compared
  let renames: Renames = parseRenames(written, from, to)
  if (noRename) return renames
  const refused = new Set<string>()
  for (;;) {
    const { candidates } = compareMetadata(from, to, compareOptions(compared, renames)) as Comparison
    const open = candidates.filter((one) => !refused.has(writtenRename(one)))
    const [first] = open
    if (!first) return renames
    if (!ask) {
      const flags = open.map(renameFlag).join(' ')
      const message = `${open.map(sayCandidate).join(' ')} Say so with ${flags}, or --no-rename.`
      throw new LimbeckError('rename-undecided', message)
    }
    if (await ask(first)) renames = withRename(renames, first)
    else refused.add(writtenRename(first))
  }
}

/** A candidate in a sentence. */
export const sayCandidate = (candidate: RenameCandidate): string =>
  `The ${candidate.kind} ${placeOf(candidate)} may be called ${candidate.to} now, or be gone.`

function withRename({ tables = {}, columns = {} }: Renames, candidate: RenameCandidate): Renames {
  const { kind, schema, table = '', from, to } = candidate
  const at = (name: string) => (schema === undefined ? name : `${schema}.${name}`)
  if (kind === 'table') return { tables: { ...tables, [at(from)]: to }, columns }
  return { tables, columns: { ...columns, [at(table)]: { ...columns[at(table)], [from]: to } } }
}
