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
  needs: readonly (readonly number[])[],
): readonly (readonly string[])[] {
  const children = reversed(down)
  const users = reversed(down.map((below, at) => [...new Set([...below, ...(needs[at] ?? [])])]))
  const plain = (at: number) => (users[at]?.length ?? 0) < 2 && (down[at]?.length ?? 0) < 2
  const labels = revisions.map(() => new Set<string>())
  revisions.forEach((revision, carrier) => {
    if (revision.labels.length === 0) return
    const held = walk([carrier], children)
    if ([...held].every(plain)) {
      for (let at = down[carrier]?.[0]; at !== undefined && plain(at); at = down[at]?.[0]) held.add(at)
    }
    for (const at of held) for (const label of revision.labels) labels[at]?.add(label)
  })
  return labels.map((names) => [...names])
}
