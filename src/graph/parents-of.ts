import { reversed } from './reversed.js'
import { walk } from './walk.js'

/**
 * Alembic's normalised down revisions: of all the edges, what each revision follows, and those of its dependencies that
 * no versioned ancestor declares already.
 */
export function parentsOf(
  down: readonly (readonly number[])[],
  needs: readonly (readonly number[])[],
  edges: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const declared = needs.filter((needed) => needed.length > 0).length
  if (declared < 2) return edges
  const children = reversed(down)
  const parents = [...edges]
  reversed(needs).forEach((users, dependency) => {
    if (users.length < 2) return
    const above = walk(
      users.flatMap((user) => children[user] ?? []),
      children,
    )
    for (const user of users) {
      if (!above.has(user) || down[user]?.includes(dependency)) continue
      parents[user] = parents[user]?.filter((parent) => parent !== dependency) ?? []
    }
  })
  return parents
}
