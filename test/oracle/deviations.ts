import type { Graph } from '../../src/graph/revision.js'
import { appliedBy } from '../../src/graph/rows.js'
import { maximal, walk } from '../../src/graph/walk.js'
import type { Difference } from './graph.js'
import { holds } from './must-hold.js'
import { naive } from './naive.js'

/** Where we answer otherwise than Alembic, on purpose. Each is a row of docs/coming-from-alembic.md. */
export interface Deviation {
  readonly name: string
  readonly reason: string
  /** Whether the case is of the kind that the deviation is about; looks at the question and Alembic's answer only. */
  applies(difference: Difference): boolean
  /** Whether our answer is the documented one. */
  documented(difference: Difference, graph: Graph | undefined): boolean
}

const symbolsOf = ({ query }: Difference): readonly string[] =>
  [query?.symbol, query?.target, ...(query?.targets ?? []), ...(query?.range?.split(':') ?? [])].filter(
    (symbol): symbol is string => symbol !== undefined,
  )
const isRelative = (symbol: string) => /[+-]\d+$/.test(symbol)
const code = (ours: Difference['ours']) => ('code' in ours ? ours.code : undefined)
const symbolErrors = [
  'unknown-revision',
  'ambiguous-revision',
  'ambiguous-walk',
  'walk-too-far',
  'multiple-heads',
  'unreachable-revision',
]
const isSymbolError = (ours: Difference['ours']) => symbolErrors.includes(code(ours) ?? '')

/** A plan is right when each step may follow the one before, and the rows are the heads of what is applied. */
const isRightPlan = ({ query, ours }: Difference, graph: Graph): boolean =>
  query !== undefined && 'steps' in ours && holds(graph, query, ours)

/** A stamp is right when the rows are heads, imply what was asked for, and leave alone what is not related to it. */
function isRightStamp({ query, ours }: Difference, graph: Graph): boolean {
  if (!query || !('final' in ours)) return false
  const at = (id: string) => graph.ids.indexOf(id)
  const rows = new Set(ours.final.map(at))
  if (maximal(walk(rows, graph.parents), graph.parents).length !== rows.size) return false
  const targets = query.targets ?? []
  const wanted = targets.flatMap((target) => naive(graph, target) ?? [])
  const branches = targets.flatMap((target) =>
    target.includes('@') ? (naive(graph, target.split('@')[0] ?? '') ?? []) : [],
  )
  const implied = walk(rows, graph.parents)
  const untouched = [...appliedBy(graph, query.from ?? []).heads].filter((row) => !rows.has(row))
  return (
    wanted.every((one) => implied.has(one)) &&
    untouched.every(
      (row) => wanted.length === 0 || targets.includes('base') || related(graph, row, [...wanted, ...branches]),
    )
  )
}
const related = (graph: Graph, row: number, wanted: readonly number[]) =>
  wanted.some((one) => walk([one], graph.parents).has(row) || walk([row], graph.parents).has(one))

const isRightHistory = ({ query, ours }: Difference, graph: Graph): boolean =>
  query !== undefined && 'ids' in ours && holds(graph, query, ours)

const expectedError = ({ expected }: Difference) => {
  const { error, many } = expected as {
    error?: { class: string; internal?: boolean; stage?: string }
    many?: { error?: { class: string; internal?: boolean } }
  }
  return error ?? many?.error
}

const isRight = (difference: Difference, graph: Graph | undefined): boolean => {
  const { query, ours } = difference
  if (isSymbolError(ours)) return true
  if (!graph || !query) return false
  if (query.q === 'resolve') {
    const answer = naive(graph, query.symbol ?? '')
    const names = (answer ?? []).map((at) => graph.ids[at])
    return 'ids' in ours && JSON.stringify(names) === JSON.stringify(ours.ids)
  }
  if (query.q === 'stamp') return isRightStamp(difference, graph)
  if (query.q === 'history' || query.q === 'historyCurrent') return isRightHistory(difference, graph)
  return isRightPlan(difference, graph)
}

const unknownBranch = (graph: Graph | undefined, symbol: string): boolean => {
  const [branch, rest] = symbol.split('@')
  if (rest === undefined || !branch || !graph) return false
  const keys = [...graph.ids, ...Object.keys(graph.branches)]
  return !keys.includes(branch) && keys.filter((key) => key.length > 3 && key.startsWith(branch)).length !== 1
}

export const deviations: readonly Deviation[] = [
  {
    name: 'stamp-several',
    reason: 'A stamp to several targets loses none: the rows imply them all, and none is an ancestor of another.',
    applies: ({ query }) =>
      query?.q === 'stamp' && ((query.targets?.length ?? 0) > 1 || /(^|@)heads$/.test(query.targets?.[0] ?? '')),
    documented: isRight,
  },
  {
    name: 'rows-are-heads',
    reason:
      'After every step of a downgrade the rows are those that no other applied revision needs, also where a dependency is an ancestor of another parent.',
    applies: ({ query, case: { revisions } }) =>
      query?.q === 'downgrade' && revisions.some((one) => one.dependsOn.length > 0),
    documented: isRight,
  },
  {
    name: 'overlapping-rows',
    reason:
      'Version rows that are ancestors of one another say no more than the others do: they are planned from as such, and taken away.',
    applies: ({ query, case: { revisions } }) =>
      overlaps(revisions, [...(query?.from ?? []), ...(query?.current ?? [])]),
    documented: isRight,
  },
  {
    name: 'overlapping-targets',
    reason: 'Targets of which one implies another are no mistake: the other is enough.',
    applies: ({ query }) => query?.q === 'upgrade' && /@heads$/.test(query.target ?? ''),
    documented: isRight,
  },
  {
    name: 'which-row-moves',
    reason:
      'Where a merge takes the place of several rows, the last of its parents that has one is the one that is updated.',
    applies: ({ query }) => (query?.expect.steps ?? []).some((step) => (step.sql?.length ?? 0) > 1),
    documented: (difference, graph) => {
      const { query, ours } = difference
      const heads = query?.expect.steps?.map((step) => step.heads)
      return (
        isRight(difference, graph) &&
        'steps' in ours &&
        JSON.stringify(heads) === JSON.stringify(ours.steps.map((step) => step.heads))
      )
    },
  },
  {
    name: 'one-grammar',
    reason: 'Every command takes every symbol: a walk from a name, from the heads, or from an end of a range.',
    applies: (difference) => symbolsOf(difference).some(isRelative),
    documented: isRight,
  },
  {
    name: 'unknown-branch',
    reason: 'A branch that does not exist is an error wherever it is named, also where it would change nothing.',
    applies: (difference) => symbolsOf(difference).some((symbol) => /^[^@]+@/.test(symbol)),
    documented: (difference, graph) =>
      symbolsOf(difference).some((symbol) => unknownBranch(graph, symbol)) &&
      code(difference.ours) === 'unknown-revision',
  },
  {
    name: 'no-crash',
    reason: 'A question at which Alembic crashes is answered, or refused with a typed error.',
    applies: (difference) =>
      expectedError(difference)?.internal === true ||
      (difference.query?.expect.outcomes ?? []).some((one) => one.error?.internal),
    documented: isRight,
  },
  {
    name: 'current-of-nothing',
    reason: "Where no revision has run, 'current' is base: a range up to it is empty.",
    applies: ({ query }) => query?.q === 'historyCurrent' && query.current?.length === 0,
    documented: ({ ours }) => code(ours) === 'unreachable-revision' || ('ids' in ours && ours.ids.length === 0),
  },
  {
    name: 'duplicate-id',
    reason: 'An id that is used twice is an error that names the revisions, not a warning.',
    applies: ({ query, case: { shape } }) => query === undefined && shape === 'invalid:duplicate-id',
    documented: ({ ours }) => code(ours) === 'duplicate-revision',
  },
  {
    name: 'duplicate-parent',
    reason: 'A parent that is named twice counts once: it makes no merge.',
    applies: ({ case: { shape } }) => shape === 'invalid:duplicate-down',
    documented: ({ query, ours }, graph) =>
      query === undefined || isSymbolError(ours) || isRight({ query, ours } as Difference, graph),
  },
]

function overlaps(revisions: Difference['case']['revisions'], rows: readonly string[]): boolean {
  const below = (id: string): Set<string> => {
    const reached = new Set([id])
    for (const one of reached) {
      const revision = revisions.find((other) => other.id === one)
      for (const name of [...(revision?.down ?? []), ...(revision?.dependsOn ?? [])]) {
        reached.add(revisions.find((other) => other.id === name || other.labels.includes(name))?.id ?? name)
      }
    }
    reached.delete(id)
    return reached
  }
  return (
    rows.length > 1 &&
    (new Set(rows).size < rows.length || rows.some((row) => [...below(row)].some((one) => rows.includes(one))))
  )
}
