import type { Applied } from './rows.js'

/** The version rows that another one implies, before any step: they go with the first. */
export function spareRows({ from, rows }: Applied): readonly string[] {
  const kept = new Set(rows())
  return from.filter((id) => !kept.has(id))
}
