import { irreversible, type Operation } from './operation.js'

export interface DropIndex extends Operation {
  readonly kind: 'dropIndex'
  readonly name: string
  readonly ifExists?: boolean
}

/** Drops an index. */
export function dropIndex(name: string, options: { readonly ifExists?: boolean } = {}): DropIndex {
  return {
    kind: 'dropIndex',
    name,
    ...options,
    toSql: (dialect) => [`DROP INDEX ${options.ifExists ? 'IF EXISTS ' : ''}${dialect.identifier(name)}`],
    reverse() {
      throw irreversible(`dropIndex('${name}')`)
    },
  }
}
