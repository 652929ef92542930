import { LimbeckError } from '../errors.js'

/** What is wrong with a database or migrations that are none. Throws `invalid-adapter` or `invalid-migrations`. */
export function refuse(adapter: unknown, migrations: unknown): void {
  if (typeof (adapter as { query?: unknown } | undefined)?.query !== 'function') {
    const hint = isPromise(adapter) ? ': await it first' : ', as sqlJs(db) and await openSqlJs(…) give one'
    throw new LimbeckError('invalid-adapter', `The database must be an adapter${hint}.`)
  }
  if (Array.isArray(migrations)) return
  const hint = isPromise(migrations) ? 'await them first' : 'of import.meta.glob, take Object.values(…)'
  throw new LimbeckError('invalid-migrations', `Migrations are an array of revisions, or a compiled set: ${hint}.`)
}

const isPromise = (value: unknown): boolean => typeof (value as { then?: unknown } | undefined)?.then === 'function'
