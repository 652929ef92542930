/** Written in by the build: every file of the page, and a digest of them all. */
declare const PRECACHED: readonly string[]
declare const VERSION: string

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
interface Worker {
  readonly registration: { readonly scope: string }
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

const worker = globalThis as unknown as Worker
const prefix = 'field-notes-'
const cacheName = prefix + VERSION

worker.addEventListener('install', (event) => {
  const fetched = PRECACHED.map((file) => new Request(new URL(file, worker.registration.scope), { cache: 'reload' }))
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(fetched)))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldCaches().then(() => worker.clients.claim()))
})

// A page that is open has the files of one version, and asks for some of them only when it needs them: a new worker
// waits until the old pages are closed or someone takes the new release, and the last version is kept beside its own.
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting()
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'GET' && request.url.startsWith(worker.registration.scope)) event.respondWith(answer(request))
})

async function answer(request: Request): Promise<Response> {
  const wanted = request.mode === 'navigate' ? new URL('index.html', worker.registration.scope) : request
  const options = { ignoreSearch: true }
  const own = await (await caches.open(cacheName)).match(wanted, options)
  return own ?? (await caches.match(wanted, options)) ?? fetch(request)
}

/** `caches.keys` gives them in the order in which they were made. */
async function forgetOldCaches(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
}
