/** What IndexedDB holds for a store, read and written without Limbeck: the format that is on users' disks. */
export async function rawStore(name: string) {
  const request = indexedDB.open(`limbeck:${name}`)
  request.onupgradeneeded = () => request.result.createObjectStore('images')
  const database = await settled(request)
  const images = (mode: IDBTransactionMode) => database.transaction('images', mode).objectStore('images')
  return {
    get: (key: string) => settled(images('readonly').get(key)) as Promise<unknown>,
    put: (key: string, value: unknown) => settled(images('readwrite').put(value, key)),
    clear: () => settled(images('readwrite').clear()),
    keys: () => settled(images('readonly').getAllKeys()),
    close: () => database.close(),
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
