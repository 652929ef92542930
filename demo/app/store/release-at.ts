import type { PageOptions } from '../page-options.js'

/** The name for where a store stands: a release, or what it is instead of one. */
export function releaseAt({ releases, history }: PageOptions, rows: readonly string[]): string {
  if (rows.length === 0) return 'empty'
  const known = new Set(history.map(({ id }) => id))
  if (rows.some((id) => !known.has(id))) return 'newer'
  const same = (heads: readonly string[]) => heads.length === rows.length && heads.every((id) => rows.includes(id))
  return releases.find(({ heads }) => same(heads))?.name ?? 'between releases'
}
