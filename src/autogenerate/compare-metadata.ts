import { dialectOf } from '../dialects/index.js'
import type { DatabaseSchema } from '../schema/database.js'
import type { NamingConvention } from '../schema/naming.js'
import type { Comparator } from './comparator.js'
import type { CompareColumns } from './compare/diff-table.js'
import { type Difference, describeDifferences } from './difference.js'
import type { Directive, Note } from './directive.js'
import { type Filters, filterSchemas } from './filter/filter-schemas.js'
import { planChanges } from './plan/plan-changes.js'
import { findCandidates, type RenameCandidate } from './renames/find-candidates.js'
import { invertRenames, type Renames, resolveRenames } from './renames/resolve-renames.js'
import { sayTable } from './say-place.js'
import { selectComparators } from './select-comparators.js'

/** What two schemas are compared by. */
export interface CompareOptions extends Filters, CompareColumns {
  /** The engine that both are of: `'sqlite'`, `'d1'`, `'durable-object'`, `'postgresql'`. */
  readonly engine: string
  /** Tables and columns that are the same under another name. Whatever is not said here goes, and comes anew. */
  readonly renames?: Renames
  /** Whether to look for what may be a rename and was not said to be one: `candidates` is empty when not. */
  readonly noRename?: boolean
  /** What constraints are called that the target leaves without a name, and that have to have one. */
  readonly namingConvention?: NamingConvention
  /** Comparisons of one's own, whose operations come after those of the built-in one: a list, or by their names. */
  readonly comparators?: readonly Comparator[] | Readonly<Record<string, Comparator>>
  /**
   * Which comparisons take part, by patterns of their names: `['limbeck.autogenerate.*', '~limbeck.autogenerate.views',
   * 'my.*']`. All when not given.
   */
  readonly autogeneratePlugins?: readonly string[]
}

/** What differs between a database and a target, and what leads from the one to the other. */
export interface Comparison {
  /** Empty when there is nothing to be done. */
  readonly differences: readonly Difference[]
  /** The operations that make of the database what the target is, in order. */
  readonly upgrade: readonly Directive[]
  /** The operations that lead back, in order. */
  readonly downgrade: readonly Directive[]
  /** What may be a rename: the caller decides, and compares again with `renames`. */
  readonly candidates: readonly RenameCandidate[]
  /** What the upgrade may lose, and where it may fail, in words. */
  readonly losses: readonly string[]
  /** What the downgrade may lose, what it does not restore, and where it may fail, in words. */
  readonly downgradeLosses: readonly string[]
  /** What could not be compared or cannot be changed, in words. */
  readonly warnings: readonly string[]
}

/**
 * Compares the schema of a database with the one that it shall have. Both should come from `reflect`, of databases of the
 * same kind, so that the database itself has written them in one way. Throws `unsupported-engine`, `invalid-argument` for
 * renames that do not fit.
 */
export function compareMetadata(database: DatabaseSchema, target: DatabaseSchema, options: CompareOptions): Comparison {
  const dialect = dialectOf(options.engine)
  const { namingConvention: convention, comparators = [], compareType, compareServerDefault } = options
  const selected = selectComparators(comparators, options.autogeneratePlugins)
  const parts = selected.builtIn
  const includeSchemas = options.includeSchemas === true && parts.has('schemas')
  const pair = filterSchemas({ database, target }, { ...options, includeSchemas }, dialect)
  const renames = parts.has('tables') ? resolveRenames(pair.database, pair.target, options.renames ?? {}, dialect) : []
  const compare = { compareType, compareServerDefault, parts }
  const plan = (way: 'upgrade' | 'downgrade') =>
    planChanges({
      ...(way === 'upgrade'
        ? { from: pair.database, to: pair.target, renames }
        : { from: pair.target, to: pair.database, renames: invertRenames(renames) }),
      ...{ way, dialect, convention, compare },
    })
  const up = plan('upgrade')
  const own = selected.own.flatMap((one) => one({ ...pair, dialect }))
  const upgrade = [
    ...up.directives,
    ...own.flatMap((one) => one.upgrade.map((operation) => ({ operation, notes: one.notes ?? [] }))),
  ]
  const downgrade = [
    ...[...own].reverse().flatMap((one) => one.downgrade.map((operation) => ({ operation, notes: [] }))),
    ...(up.directives.length === 0 && own.length === 0 ? [] : plan('downgrade').directives),
  ]
  return {
    differences: [
      ...describeDifferences(up.diff, renames, dialect),
      ...own.map(({ kind, message }) => ({ kind, message })),
    ],
    upgrade,
    downgrade,
    candidates: options.noRename ? [] : findCandidates(up.diff, dialect),
    losses: notesOf(upgrade).flatMap(({ kind, text }) => (kind === 'says' ? [] : [`${said[kind]}${text}`])),
    downgradeLosses: notesOf(downgrade).map(({ kind, text }) => `${saidOfDowngrade[kind]}${text}`),
    warnings: warningsOf(pair.database, pair.target, up.diff.tables),
  }
}

const notesOf = (directives: readonly Directive[]): readonly Note[] => directives.flatMap(({ notes }) => notes)

const said = { loses: 'Loses ', fails: 'Fails ' } as const
const saidOfDowngrade = {
  loses: 'The downgrade loses ',
  fails: 'The downgrade fails ',
  says: 'After the downgrade ',
} as const

function warningsOf(
  database: DatabaseSchema,
  target: DatabaseSchema,
  tables: readonly {
    readonly to: { readonly table: string; readonly schema: string | undefined }
    readonly options: ReadonlySet<string>
  }[],
): readonly string[] {
  const left = (schema: DatabaseSchema, where: string) =>
    schema.unreflected.map(({ kind, name, why }) => `The ${kind} '${name}' of the ${where} is left alone: ${why}.`)
  return [
    ...left(database, 'database'),
    ...left(target, 'target'),
    ...tables.flatMap(({ to, options }) =>
      options.has('partitionBy')
        ? [`How '${sayTable(to)}' is partitioned cannot be changed: only a new table can be.`]
        : [],
    ),
  ]
}
