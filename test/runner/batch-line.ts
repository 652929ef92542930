import type { RevisionModule } from 'limbeck'
import type { Operations } from 'limbeck/op'

type Direction = (op: Operations) => void | Promise<void>

/** Revisions in a line, named a, b, c…, or r0, r1, r2… when there are many. */
export const line = (...directions: readonly Direction[]): readonly RevisionModule[] => {
  const name = (at: number) => (directions.length > 26 ? `r${at}` : String.fromCharCode(97 + at))
  return directions.map((direction, at) => ({
    revision: name(at),
    downRevision: at === 0 ? null : name(at - 1),
    upgrade: direction,
  }))
}

export const insert = (value: number | string) => (op: Operations) => op.execute('INSERT INTO t VALUES (?)', [value])
