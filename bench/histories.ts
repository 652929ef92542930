import type { Revision } from '../src/graph/revision.js'

export type Shape = 'linear' | 'branchy'

export const shapes: readonly Shape[] = ['linear', 'branchy']

const branches = 20
const long = 10

/**
 * A history of so many revisions, without files. Linear: each follows the one before. Branchy: from the first revision
 * 20 branches of 10 revisions, then a merge of them, from which 20 branches go on; where the number runs out, the
 * branches of the last round stay heads.
 */
export function history(shape: Shape, count: number): readonly Revision[] {
  const down = shape === 'linear' ? linear : branchy
  return Array.from({ length: count }, (_, at) => ({
    revision: nameOf(at),
    downRevision: down(at).map(nameOf),
    dependsOn: [],
    branchLabels: [],
  }))
}

const linear = (at: number): readonly number[] => (at === 0 ? [] : [at - 1])

/** A round is its branches, one after another, and their merge, which is the root of the next. */
function branchy(at: number): readonly number[] {
  if (at === 0) return []
  const round = branches * long + 1
  const within = (at - 1) % round
  const root = at - 1 - within
  if (within === round - 1) return Array.from({ length: branches }, (_, nth) => root + (nth + 1) * long)
  return [within % long === 0 ? root : at - 1]
}

/** Twelve hexadecimal digits, as Alembic makes ids: no order in them, and no two alike, for the factor is odd. */
const nameOf = (at: number): string =>
  ((BigInt(at + 1) * 0x9e3779b97f4bn) & 0xffffffffffffn).toString(16).padStart(12, '0')
