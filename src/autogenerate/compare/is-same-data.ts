import type { ExistingTable } from '../../schema/database.js'

/** Whether two tables are the same as data, but for the words that they were made with. */
export const isSameTable = (one: ExistingTable, other: ExistingTable): boolean =>
  one === other || isSameData({ ...one, sql: '' }, { ...other, sql: '' })

/** Whether plain data is the same, to any depth. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false
    for (let at = 0; at < one.length; at++) if (!isSameData(one[at], other[at])) return false
    return true
  }
  const [left, right] = [one as Fields, other as Fields]
  let keys = 0
  for (const key in left) {
    if (!isSameData(left[key], right[key])) return false
    keys++
  }
  for (const _ in right) keys--
  return keys === 0
}

type Fields = Readonly<Record<string, unknown>>
