import { createStore } from 'idb-keyval'
import { LimbeckError } from '../../src/errors.js'

/** A named place in IndexedDB for whole database files. */
export interface ImageStore {
  /** Reads values in one transaction, in the order of the keys; undefined where there is none. */
  read(...keys: readonly ImageKey[]): Promise<readonly unknown[]>
  /**
   * Saves a file as `generation`, in one transaction, unless the store has a later one than `expected`; gives the one that
   * it had. `before` is kept beside it as the previous file. An earlier generation than expected, or none, means that
   * storage was cleared: what is saved is then all that there is.
   */
  save(bytes: Uint8Array, expected: number, generation: number, before?: Uint8Array): Promise<number>
  /** Deletes the previous file, unless the store has another generation than `expected`. */
  forgetPrevious(expected: number): Promise<unknown>
}

/** What is stored under which key. These names, and what they hold, are on users' disks for ever. */
export type ImageKey =
  /** The database file: a `Uint8Array`. */
  | 'image'
  /** A number that grows with every save. */
  | 'generation'
  /** The file from before the last upgrade. */
  | 'previous'

// The parts of IndexedDB that are used; the app ring has no DOM types.
interface Request {
  readonly result: unknown
  onsuccess: unknown
}
interface ObjectStore {
  get(key: string): Request
  put(value: unknown, key: string): unknown
  delete(key: string): unknown
  readonly transaction: {
    readonly db: {
      onversionchange: unknown
      /** What idb-keyval set there: it opens the database anew when it is asked next. */
      readonly onclose: unknown
      close(): void
    }
    readonly error: unknown
    oncomplete: unknown
    onabort: unknown
  }
}

/** Opens the files called `name`: object store `images` of the IndexedDB database `limbeck:<name>`. */
export function imageStore(name: string): ImageStore {
  const open = createStore(`limbeck:${name}`, 'images')
  /** Reads `keys`, and fulfils with what `work` made of them when the transaction is complete: what it wrote is then written. */
  const transaction = async <T>(
    mode: 'readonly' | 'readwrite',
    keys: readonly ImageKey[],
    work: (found: readonly never[], store: ObjectStore) => T,
  ): Promise<T> => {
    try {
      return await open(
        mode,
        (store: ObjectStore) =>
          new Promise<T>((resolve, reject) => {
            let value: T
            store.transaction.oncomplete = () => resolve(value)
            store.transaction.onabort = () => reject(store.transaction.error)
            // Whoever deletes the database is not kept waiting by this tab, which may have the only copy of what it held.
            store.transaction.db.onversionchange = () => {
              store.transaction.db.close()
              ;(store.transaction.db.onclose as () => void)()
            }
            const requests = keys.map((key) => store.get(key))
            ;(requests.at(-1) as Request).onsuccess = () => {
              value = work(requests.map((request) => request.result) as never[], store)
            }
          }),
      )
    } catch (cause) {
      const error = cause as Partial<Error> | null
      const full = error?.name === 'QuotaExceededError'
      const what = full ? 'storage is full' : `IndexedDB: ${error?.message}`
      throw new LimbeckError(full ? 'store-full' : 'store-unavailable', `'${name}': ${what}.`, cause)
    }
  }
  return {
    read: (...keys) => transaction('readonly', keys, (found) => found),
    save: (bytes, expected, generation, before) =>
      transaction('readwrite', ['generation'], ([saved = 0]: readonly number[], store) => {
        if (saved <= expected) {
          store.put(bytes, 'image')
          store.put(generation, 'generation')
          if (before) store.put(before, 'previous')
        }
        return saved
      }),
    forgetPrevious: (expected) =>
      transaction('readwrite', ['generation'], ([saved], store) => saved === expected && store.delete('previous')),
  }
}
