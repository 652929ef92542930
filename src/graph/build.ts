import { parentsOf } from './parents-of.js'
import { refuseCycles } from './refuse-cycles.js'
import type { Graph, Revision } from './revision.js'
import { about, RevisionError } from './revision-error.js'
import { spreadLabels } from './spread-labels.js'

/**
 * Validates revisions and links them. Throws `RevisionError`: `invalid-revision`, `duplicate-revision`,
 * `missing-revision` and `cycle`, with the revisions' files where they are known.
 */
export function buildGraph(revisions: readonly Revision[]): Graph {
  const ids = indexIds(revisions)
  const labels = indexLabels(revisions, ids)
  const find = (from: Revision, name: string, relation: 'follows' | 'depends on'): number => {
    const at = ids.get(name) ?? (relation === 'depends on' ? labels.get(name) : undefined)
    if (at !== undefined) return at
    const message = `${from.revision} ${relation} ${name}, which is not among the revisions.`
    throw new RevisionError('missing-revision', message, { argument: name, ...about(from) })
  }
  const none: readonly number[] = []
  const down = revisions.map((one) => unique(one.downRevision.map((name) => find(one, name, 'follows'))))
  const needs = revisions.map((one) =>
    // Most depend on nothing, and share one list.
    one.dependsOn.length === 0 ? none : unique(one.dependsOn.map((name) => find(one, name, 'depends on'))),
  )
  const edges = down.map((below, at) => both(below, needs[at] ?? []))
  refuseCycles(revisions, edges)
  return {
    ids: revisions.map(({ revision }) => revision),
    down,
    needs,
    parents: parentsOf(down, needs, edges),
    branches: Object.fromEntries(labels),
    labels: spreadLabels(revisions, down, edges),
  }
}

const both = (below: readonly number[], needed: readonly number[]): readonly number[] =>
  needed.length === 0 ? below : unique([...below, ...needed])

const unique = (edges: readonly number[]): readonly number[] => (edges.length < 2 ? edges : [...new Set(edges)])

function indexIds(revisions: readonly Revision[]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>()
  revisions.forEach((one, at) => {
    const first = revisions[ids.get(one.revision) ?? -1]
    if (first) {
      throw new RevisionError('duplicate-revision', `Two revisions have the id ${one.revision}.`, about(first, one))
    }
    if (!/^[^\s@:+-]{1,32}$/.test(one.revision) || /^(head|heads|base|current)$/.test(one.revision)) {
      const message = `'${one.revision}' is no revision id: use 1 to 32 characters, none of them @ : + - or a space.`
      throw new RevisionError('invalid-revision', message, { argument: one.revision, ...about(one) })
    }
    ids.set(one.revision, at)
  })
  return ids
}

function indexLabels(revisions: readonly Revision[], ids: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const labels = new Map<string, number>()
  revisions.forEach((one, at) => {
    for (const name of one.branchLabels) {
      const owner = revisions[ids.get(name) ?? labels.get(name) ?? -1]
      if (owner) {
        const message = `The branch label '${name}' of ${one.revision} is already used by ${owner.revision}.`
        throw new RevisionError('duplicate-revision', message, { argument: name, ...about(owner, one) })
      }
      labels.set(name, at)
    }
  })
  return labels
}
