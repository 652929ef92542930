import type { Row } from '../../src/adapter.js'

/** Rows as D1 and Durable Objects give them, in place: bytes are a list of numbers there, or an `ArrayBuffer`. */
export function edgeRows(rows: Record<string, unknown>[]): readonly Row[] {
  for (const row of rows) {
    for (const column in row) {
      if (typeof row[column] === 'object' && row[column]) row[column] = new Uint8Array(row[column] as ArrayBuffer)
    }
  }
  return rows as Row[]
}
