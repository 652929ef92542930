import { notReversible, type Operation } from './operation.js'

export interface AutocommitBlock extends Operation {
  readonly kind: 'autocommitBlock'
  readonly operations: readonly Operation[]
}

/** Operations that run outside of a transaction: what comes before them is committed first. */
export const autocommitBlock = (operations: readonly Operation[]): AutocommitBlock => ({
  kind: 'autocommitBlock',
  operations,
  toSql: (dialect, facts) => operations.flatMap((operation) => operation.toSql(dialect, facts)),
  reverse() {
    const undone = [...operations].reverse().flatMap((operation) => {
      if (operation.reverse) return operation.reverse()
      throw notReversible(operation.kind)
    })
    return [autocommitBlock(undone)]
  },
})
