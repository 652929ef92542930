import { LimbeckError } from '../errors.js'
import type { Comparator } from './comparator.js'

const builtIn = [
  ...(['schemas', 'tables', 'types', 'constraints', 'defaults', 'comments', 'checkConstraints'] as const),
  ...(['views', 'triggers', 'routines', 'enumerations', 'sequences', 'virtualTables'] as const),
]

/** A part of the built-in comparison: `limbeck.autogenerate.` and this is its name. */
export type BuiltIn = (typeof builtIn)[number]

/** What compares: parts of the built-in comparison, and comparators of one's own. */
export interface SelectedComparators {
  readonly builtIn: ReadonlySet<BuiltIn>
  readonly own: readonly Comparator[]
}

/**
 * Selects what compares by patterns of names, as Alembic's `autogenerate_plugins` does: `my.*` takes what it matches in,
 * `~my.rows` leaves it out wherever it stands, and `*` is one or more signs. Everything, when there are no patterns; what
 * has no name always. Throws `invalid-argument` for a pattern that is none, or that takes in nothing that there is.
 */
export function selectComparators(
  comparators: readonly Comparator[] | Readonly<Record<string, Comparator>>,
  patterns: readonly string[] | undefined,
): SelectedComparators {
  const isList = Array.isArray as (value: unknown) => value is readonly Comparator[]
  const named = isList(comparators) ? {} : comparators
  const unnamed = isList(comparators) ? comparators : []
  const name = (part: string) => `limbeck.autogenerate.${part}`
  const isSelected =
    patterns === undefined ? () => true : matcher(patterns, [...builtIn.map(name), ...Object.keys(named)])
  return {
    builtIn: new Set(builtIn.filter((part) => isSelected(name(part)))),
    own: [...unnamed, ...Object.entries(named).flatMap(([key, one]) => (isSelected(key) ? [one] : []))],
  }
}

/** Whether patterns take a name in and do not leave it out. */
function matcher(patterns: readonly string[], names: readonly string[]): (name: string) => boolean {
  const included: RegExp[] = []
  const excluded: RegExp[] = []
  for (const pattern of patterns) {
    if (!/^~?[\w.*-]+$/.test(pattern)) throw refuse(`Invalid plugin expression '${pattern}'`)
    const isOut = pattern.startsWith('~')
    const text = (isOut ? pattern.slice(1) : pattern).replaceAll('.', '\\.').replaceAll('*', '.+')
    const expression = new RegExp(`^${text}$`)
    if (!isOut && !names.some((name) => expression.test(name))) throw refuse(`Did not locate plugins: ${pattern}`)
    ;(isOut ? excluded : included).push(expression)
  }
  if (included.length === 0) throw refuse("They name nothing that compares: begin with 'limbeck.autogenerate.*'")
  const matches = (list: readonly RegExp[], name: string) => list.some((one) => one.test(name))
  return (name) => matches(included, name) && !matches(excluded, name)
}

const refuse = (what: string): LimbeckError => new LimbeckError('invalid-argument', `autogeneratePlugins: ${what}.`)
