import { effectiveHeads, versionedHeads } from '../../src/graph/identify.js'
import { reversed } from '../../src/graph/reversed.js'
import type { Graph } from '../../src/graph/revision.js'
import { answer, ask, askOne, load, type Ours } from './ask.js'
import type { Answer, Expected, GraphCase, Query, VectorError } from './graph-case.js'
import { holds } from './must-hold.js'

/** A question to which our answer is not Alembic's. */
export interface Difference {
  readonly case: GraphCase
  /** The question; undefined for how the graph loads and what it looks like. */
  readonly query: Query | undefined
  readonly expected: unknown
  readonly ours: Ours | { readonly attr: unknown }
}

/** Which of our codes say what Alembic's exception says. */
const codes: Readonly<Record<string, readonly string[]>> = {
  CycleDetected: ['cycle'],
  DependencyCycleDetected: ['cycle'],
  LoopDetected: ['cycle'],
  DependencyLoopDetected: ['cycle'],
  MultipleHeads: ['multiple-heads'],
  RangeNotAncestorError: ['unreachable-revision'],
  ResolutionError: ['unknown-revision', 'ambiguous-revision', 'database-ahead'],
  RevisionError: [
    'ambiguous-walk',
    'walk-too-far',
    'unreachable-revision',
    'invalid-revision',
    'duplicate-revision',
    'database-ahead',
  ],
  KeyError: ['missing-revision'],
}

const sameError = (error: VectorError, ours: Ours): boolean =>
  'code' in ours && (error.internal === true || (codes[error.class] ?? []).includes(ours.code))

/** How many questions a case asks, and where our answer differs. */
export function checkGraphCase(given: GraphCase): { readonly asked: number; readonly differences: Difference[] } {
  const differences: Difference[] = []
  let asked = 1
  const differ = (query: Query | undefined, expected: unknown, ours: Difference['ours']) =>
    differences.push({ case: given, query, expected, ours })
  let graph: Graph | undefined
  const loaded = answer(() => {
    graph = load(given.revisions)
    return { ids: graph.ids }
  })
  const { error } = given.load
  if (
    given.undetectedCycle
      ? !('code' in loaded && loaded.code === 'cycle')
      : error
        ? !sameError(error, loaded)
        : 'code' in loaded
  ) {
    differ(undefined, given.load, loaded)
  }
  if (!graph) return { asked, differences }
  for (const [attr, expected, ours] of attributes(graph, given)) {
    asked++
    if (JSON.stringify(expected) !== JSON.stringify(ours)) differ(undefined, { [attr]: expected }, { attr: ours })
  }
  for (const query of given.queries ?? []) {
    asked++
    const ours = ask(graph, query)
    if (!agrees(graph, query, ours)) differ(query, query.expect, ours)
    if (query.q !== 'resolve') continue
    asked++
    const one = askOne(graph, query)
    if (!sameAnswer(query.expect.one, one)) differ(query, query.expect.one, one)
  }
  return { asked, differences }
}

function agrees(graph: Graph, query: Query, ours: Ours): boolean {
  const { expect } = query
  if (query.q === 'resolve') return sameAnswer(expect.many, ours)
  if (expect.outcomes) return expect.outcomes.some((outcome) => sameOutcome(graph, query, outcome, ours))
  return sameOutcome(graph, query, expect, ours)
}

function sameAnswer(expected: Answer | undefined, ours: Ours): boolean {
  if (!expected) return false
  if (expected.error) return sameError(expected.error, ours)
  // What lies below the bases is nothing.
  const ids = (expected.ids ?? [expected.id ?? null]).filter((id) => id !== null && id !== 'base')
  return 'ids' in ours && JSON.stringify([...new Set(ids)]) === JSON.stringify(ours.ids)
}

function sameOutcome(graph: Graph, query: Query, expect: Expected, ours: Ours): boolean {
  if (expect.error) return sameError(expect.error, ours)
  if (expect.ids) {
    if (!('ids' in ours)) return false
    const [one, other] =
      expect.orderStable === false ? [[...expect.ids].sort(), [...ours.ids].sort()] : [expect.ids, ours.ids]
    return JSON.stringify(one) === JSON.stringify(other) && (expect.orderStable !== false || holds(graph, query, ours))
  }
  if (!('steps' in ours)) return false
  if (expect.final && JSON.stringify([...expect.final].sort()) !== JSON.stringify(ours.final)) return false
  if (!expect.steps) {
    return (
      JSON.stringify(ours.steps.map((step) => step.rev).sort()) === JSON.stringify(expect.revs) &&
      holds(graph, query, ours)
    )
  }
  return (
    expect.steps.length === ours.steps.length &&
    expect.steps.every((step, at) => {
      const our = ours.steps[at]
      const rev = step.rev ?? `${[...(step.from ?? [])].sort()} -> ${step.to} ${step.isUpgrade} ${step.branchMove}`
      if (rev !== our?.rev) return false
      if (step.heads && JSON.stringify(step.heads) !== JSON.stringify(our.heads)) return false
      return !step.sql || sameStatements(step.sql, our.sql)
    })
  )
}

/** Statements on the version table, whichever of several rows is the one that is updated. */
const sameStatements = (expected: NonNullable<unknown>, ours: unknown): boolean =>
  JSON.stringify(sorted(expected)) === JSON.stringify(sorted(ours))
const sorted = (statements: unknown) => (statements as readonly unknown[]).map((one) => JSON.stringify(one)).sort()

function* attributes(
  graph: Graph,
  { attrs, attrsUnstable = [] }: GraphCase,
): Generator<readonly [string, unknown, unknown]> {
  if (!attrs) return
  const name = (at: number) => graph.ids[at] as string
  const ids = (positions: readonly number[]) => positions.map(name)
  const next = reversed(graph.down)
  const all = graph.down.map((down, at) => [...new Set([...down, ...(graph.needs[at] ?? [])])])
  const allNext = reversed(all)
  const bases = (edges: readonly (readonly number[])[]) => edges.flatMap((to, at) => (to.length === 0 ? [at] : []))
  yield ['heads', attrs.heads, ids(versionedHeads(graph))]
  yield ['realHeads', attrs.realHeads, ids(effectiveHeads(graph))]
  yield ['bases', attrs.bases, ids(bases(graph.down))]
  yield ['realBases', attrs.realBases, ids(bases(all))]
  for (const [id, expected] of Object.entries(attrs.revisions)) {
    const at = graph.ids.indexOf(id)
    const ours: Readonly<Record<string, unknown>> = {
      down: ids(graph.down[at] ?? []),
      resolvedDependencies: ids(graph.needs[at] ?? []),
      normalizedDown: ids(graph.parents[at] ?? []).sort(),
      nextrev: ids(next[at] ?? []).sort(),
      allNextrev: ids(allNext[at] ?? []).sort(),
      labels: [...(graph.labels[at] ?? [])].sort(),
    }
    for (const [attr, our] of Object.entries(ours)) {
      if (attrsUnstable.includes(`${id}.${attr}`)) continue
      const value = expected[attr as keyof typeof expected]
      yield [`${id}.${attr}`, attr === 'normalizedDown' ? [...value].sort() : value, our]
    }
  }
}
