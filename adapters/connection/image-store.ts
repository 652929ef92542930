import { createStore } from 'idb-keyval'
import { LimbeckError, StaleStoreError } from '../../src/errors.js'

/** A whole database file, with the number of its save: 0 when nothing was saved yet. */
export interface Image {
  readonly bytes: Uint8Array | undefined
  readonly generation: number
  /** Whether the image from before an upgrade is still kept. */
  readonly previous: boolean
}

/** A named place in IndexedDB for whole database files. Writing is a compare-and-swap on the generation. */
export interface ImageStore {
  load(): Promise<Image>
  generation(): Promise<number>
  /** Saves over generation `expected`; `keep` moves what was there to where `previous` finds it. Gives the new generation. */
  save(bytes: Uint8Array, expected: number, keep: boolean): Promise<number>
  previous(): Promise<Uint8Array | undefined>
  forgetPrevious(): Promise<void>
}

// The parts of IndexedDB that are used; the app ring has no DOM types.
interface Request {
  readonly result: unknown
  onsuccess: unknown
}
interface Transaction {
  readonly error: unknown
  oncomplete: unknown
  onabort: unknown
  abort(): void
}
interface ObjectStore {
  get(key: string): Request
  put(value: unknown, key: string): unknown
  delete(key: string): unknown
  readonly transaction: Transaction
}

// These names, and what they hold, are on users' disks for ever.
const [current, before, number] = ['image', 'previous', 'generation']

/** Opens the images called `name`: the object store `images` of the IndexedDB database `limbeck:<name>`. */
export function imageStore(name: string): ImageStore {
  let opened: ReturnType<typeof createStore> | undefined
  /** One transaction: fulfils when it is complete, so that what it wrote is written. */
  const transaction = async <T>(mode: 'readonly' | 'readwrite', work: (store: ObjectStore, done: (value: T) => void) => void) => {
    try {
      opened ??= createStore(`limbeck:${name}`, 'images')
      return await opened(
        mode,
        (store: ObjectStore) =>
          new Promise<T>((resolve, reject) => {
            let value: T
            store.transaction.oncomplete = () => resolve(value)
            store.transaction.onabort = () => reject(store.transaction.error)
            work(store, (result) => {
              value = result
            })
          }),
      )
    } catch (error) {
      throw storeError(name, mode, error)
    }
  }
  const get = <T>(key: string) =>
    transaction<T>('readonly', (store, done) => read<T>(store, key, done))
  return {
    load: () =>
      transaction('readonly', (store, done) => {
        read<Uint8Array | undefined>(store, current, (bytes) =>
          read<number | undefined>(store, number, (generation = 0) =>
            read(store, before, (previous) => done({ bytes, generation, previous: previous !== undefined })),
          ),
        )
      }),
    generation: async () => (await get<number | undefined>(number)) ?? 0,
    previous: () => get(before),
    forgetPrevious: () => transaction('readwrite', (store) => store.delete(before)),
    async save(bytes, expected, keep) {
      const found = await transaction<number>('readwrite', (store, done) => {
        read<number | undefined>(store, number, (generation = 0) => {
          done(generation)
          if (generation !== expected) return
          const write = () => {
            store.put(bytes, current)
            store.put(generation + 1, number)
          }
          if (!keep) return write()
          read(store, current, (old) => {
            if (old !== undefined) store.put(old, before)
            write()
          })
        })
      })
      if (found !== expected) throw new StaleStoreError(name, expected, found)
      return found + 1
    },
  }
}

function read<T>(store: ObjectStore, key: string, then: (value: T) => void): void {
  const request = store.get(key)
  request.onsuccess = () => then(request.result as T)
}

function storeError(name: string, mode: string, cause: unknown): LimbeckError {
  const { name: kind, message } = (cause ?? {}) as { name?: string; message?: string }
  if (kind === 'QuotaExceededError') {
    return new LimbeckError('store-full', `'${name}' was not saved: the browser's storage is full.`, { cause })
  }
  const what = mode === 'readonly' ? 'cannot be read' : 'was not saved'
  return new LimbeckError('store-unavailable', `'${name}' ${what} in IndexedDB: ${message ?? cause}`, { cause })
}
