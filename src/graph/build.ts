import { LimbeckError } from '../errors.js'
import { reversed } from './reversed.js'
import type { Graph, Revision } from './revision.js'
import { walk } from './walk.js'

/**
 * Validates revisions and links them. Throws `invalid-revision`, `duplicate-revision`, `missing-revision` and `cycle`.
 */
export function buildGraph(revisions: readonly Revision[]): Graph {
  const index = new Map<string, number>()
  const label = new Map<string, number>()
  revisions.forEach(({ id }, at) => {
    if (!/^[\w.-]{1,32}$/.test(id) || /^([-+]\d+|head|heads|base|current)$/.test(id)) {
      throw new LimbeckError('invalid-revision', `'${id}' is no revision id: use 1 to 32 letters, digits, _, . or -.`)
    }
    if (index.has(id)) throw new LimbeckError('duplicate-revision', `Two revisions have the id ${id}.`)
    index.set(id, at)
  })
  revisions.forEach(({ id, labels }, at) => {
    for (const name of labels) {
      const owner = index.get(name) ?? label.get(name)
      if (owner !== undefined) {
        const used = revisions[owner]?.id
        throw new LimbeckError('duplicate-revision', `The branch label '${name}' of ${id} is already used by ${used}.`)
      }
      label.set(name, at)
    }
  })
  const find = (from: string, name: string, relation: string): number => {
    const at = index.get(name) ?? (relation === 'depends on' ? label.get(name) : undefined)
    if (at === undefined) {
      throw new LimbeckError('missing-revision', `${from} ${relation} ${name}, which is not among the revisions.`)
    }
    return at
  }
  const ids = revisions.map(({ id }) => id)
  const down = revisions.map(({ id, down }) => unique(down.map((name) => find(id, name, 'follows'))))
  const needs = revisions.map(({ id, dependsOn }) => unique(dependsOn.map((name) => find(id, name, 'depends on'))))
  refuseCycles(
    ids,
    down.map((edges, at) => unique([...edges, ...(needs[at] ?? [])])),
  )
  const parents = normalise(down, needs)
  return {
    ids,
    down,
    needs,
    parents,
    branches: Object.fromEntries(label),
    messages: revisions.map(({ message }) => message),
  }
}

const unique = (edges: readonly number[]): readonly number[] => [...new Set(edges)]

function refuseCycles(ids: readonly string[], edges: readonly (readonly number[])[]): void {
  const children = reversed(edges)
  const waiting = edges.map((targets) => targets.length)
  const ready = waiting.flatMap((count, at) => (count === 0 ? [at] : []))
  for (const at of ready) {
    for (const child of children[at] ?? []) {
      waiting[child] = (waiting[child] ?? 0) - 1
      if (waiting[child] === 0) ready.push(child)
    }
  }
  if (ready.length === ids.length) return
  // Whoever still waits is on a cycle or above one; walking down among them ends on one.
  const path: number[] = []
  for (let at = waiting.findIndex((count) => count > 0); !path.includes(at); ) {
    path.push(at)
    at = edges[at]?.find((target) => (waiting[target] ?? 0) > 0) as number
    if (path.includes(at)) {
      const names = [...path.slice(path.indexOf(at)), at].map((step) => ids[step]).join(' -> ')
      throw new LimbeckError('cycle', `Revisions need one another in a cycle: ${names}.`)
    }
  }
}

/** A dependency that a versioned ancestor declares already is no parent: Alembic's normalised down revisions. */
function normalise(
  down: readonly (readonly number[])[],
  needs: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const children = reversed(down)
  const declarers = reversed(needs)
  const parents = down.map((edges, at) => new Set([...edges, ...(needs[at] ?? [])]))
  declarers.forEach((users, dependency) => {
    if (users.length < 2) return
    const below = walk(
      users.flatMap((user) => children[user] ?? []),
      children,
    )
    for (const user of users) {
      if (below.has(user) && !down[user]?.includes(dependency)) parents[user]?.delete(dependency)
    }
  })
  return parents.map((edges) => [...edges])
}
