import type { DropIndexOptions as HowToDrop } from '../dialects/dialect.js'
import { type Name, nameOf } from '../schema/naming.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import type { CreateIndex } from './create-index.js'
import { notReversible, type Operation, refuseNoName } from './operation.js'

/** How an index is dropped, and what is known of it. */
export interface DropIndexOptions extends HowToDrop {
  /** What it was, as made with `createIndex`, for the way back. */
  readonly existing?: CreateIndex
}

export interface DropIndex extends Operation {
  readonly kind: 'dropIndex'
  readonly name: Name
  readonly options: DropIndexOptions
}

/** Drops an index. */
export function dropIndex(name: Name, options: DropIndexOptions = {}): DropIndex {
  refuseNoName('op.dropIndex', nameOf(name))
  refuseUnknown('op.dropIndex', options, known)
  const { existing, ...how } = options
  return {
    kind: 'dropIndex',
    name,
    options,
    ...(how.concurrently ? { outside: true as const } : {}),
    toSql: (dialect) => [dialect.dropIndex(nameOf(name) ?? '', how)],
    reverse() {
      if (existing) return [existing]
      throw notReversible(`dropIndex('${nameOf(name)}')`)
    },
  }
}

const known: Known<DropIndexOptions> = { schema: true, ifExists: true, concurrently: true, existing: true }
