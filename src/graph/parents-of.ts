import { reversed } from './reversed.js'
import { walk } from './walk.js'

/**
 * Alembic's normalised down revisions: what each revision follows, and those of its dependencies that no versioned
 * ancestor declares already.
 */
export function parentsOf(
  down: readonly (readonly number[])[],
  needs: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const children = reversed(down)
  const parents = down.map((edges, at) => new Set([...edges, ...(needs[at] ?? [])]))
  reversed(needs).forEach((users, dependency) => {
    if (users.length < 2) return
    const above = walk(
      users.flatMap((user) => children[user] ?? []),
      children,
    )
    for (const user of users) {
      if (above.has(user) && !down[user]?.includes(dependency)) parents[user]?.delete(dependency)
    }
  })
  return parents.map((edges) => [...edges])
}
