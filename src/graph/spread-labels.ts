import { reversed } from './reversed.js'
import type { Revision } from './revision.js'
import { walk } from './walk.js'

/**
 * The branch labels in force at each revision. A label holds for everything above the revision that carries it. Where
 * that is one line without branch or merge, it also holds below, down to the next branch or merge point; a dependency
 * makes a branch point too. This is Alembic's rule.
 */
export function spreadLabels(
  revisions: readonly Revision[],
  down: readonly (readonly number[])[],
  edges: readonly (readonly number[])[],
): readonly (readonly string[])[] {
  const none: readonly string[] = []
  const labels = revisions.map(() => none)
  const carriers = revisions.flatMap((revision, at) => (revision.branchLabels.length > 0 ? [at] : []))
  if (carriers.length === 0) return labels
  const children = reversed(down)
  const users = reversed(edges)
  const plain = (at: number) => (users[at]?.length ?? 0) < 2 && (down[at]?.length ?? 0) < 2
  for (const carrier of carriers) {
    const held = walk([carrier], children)
    if ([...held].every(plain)) {
      for (let at = down[carrier]?.[0]; at !== undefined && plain(at); at = down[at]?.[0]) held.add(at)
    }
    for (const at of held) labels[at] = [...(labels[at] ?? none), ...(revisions[carrier]?.branchLabels ?? none)]
  }
  return labels
}
