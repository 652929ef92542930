import { assert } from 'chai'
import { LimbeckError, upgrade } from 'limbeck'
import { openSqlJs } from 'limbeck/adapters/sql-js'
import { revisions } from '../../revisions.js'
import { loadSql } from './sql.js'

let made = 0

/** A name that no other test uses. */
export const newName = (): string => `test-${Date.now()}-${made++}`

/** Opens a store as a page that loads does. */
export const openStore = async (name: string, options?: { readonly image?: 'previous' | 'new' }) =>
  openSqlJs(await loadSql(), name, options)

export type Store = Awaited<ReturnType<typeof openStore>>

/** One column of a query. */
export const column = async (store: Store, sql: string): Promise<unknown[]> =>
  (await store.query(sql)).flatMap((row) => Object.values(row))

/** The error that a promise rejects with: a `LimbeckError` of this code. */
export async function rejection(code: string, promise: Promise<unknown>): Promise<LimbeckError> {
  const error = await promise.then(
    () => assert.fail(`nothing was thrown; expected ${code}`),
    (thrown: unknown) => thrown,
  )
  assert.instanceOf(error, LimbeckError)
  assert.equal(error.code, code)
  return error
}

/** The revisions that an old release knows. */
export const oldRelease = revisions.slice(0, 2)

/** A store that an old release has upgraded and saved. */
export async function oldStore(): Promise<string> {
  const name = newName()
  const store = await openStore(name)
  await upgrade(store, oldRelease)
  store.close()
  return name
}
