import { openNotebook } from './notebook.js'

interface Waiting extends MessageEvent {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Event {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
interface Scope {
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: string, listener: (event: never) => void): void
}

const scope = globalThis as unknown as Scope

scope.addEventListener('install', () => void scope.skipWaiting())
scope.addEventListener('activate', (event: Waiting) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event: Fetching) =>
  event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))),
)
scope.addEventListener('message', (event: Waiting) => {
  const upgraded = openNotebook().then((notebook) => notebook.upgrade())
  event.waitUntil(upgraded.then((outcome) => event.ports[0]?.postMessage(outcome)))
})
