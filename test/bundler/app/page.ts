import { files, type Notebook, type Outcome, openNotebook } from './notebook.js'

/** What a test tells the page to do. */
export interface Page {
  open(file?: readonly number[]): Promise<Notebook>
  /** Has a worker open a notebook and upgrade it. */
  ask(worker: Worker): Promise<Outcome>
  /** Has the service worker do it. */
  askServiceWorker(): Promise<Outcome>
  /** Keeps what the page has loaded, and what it may load later. */
  precache(): Promise<readonly string[]>
}

const answerOf = (port: MessagePort): Promise<Outcome> =>
  new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data)
  })

const page: Page = {
  open: openNotebook,
  ask(worker) {
    const { port1, port2 } = new MessageChannel()
    worker.postMessage('upgrade', [port2])
    return answerOf(port1)
  },
  async askServiceWorker() {
    const { active } = await navigator.serviceWorker.ready
    const { port1, port2 } = new MessageChannel()
    active?.postMessage('upgrade', [port2])
    return answerOf(port1)
  },
  async precache() {
    const cache = await caches.open('notebook')
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    await cache.addAll([
      ...new Set([...files(), ...loaded, location.href, '/sql-wasm-browser.js', '/sql-wasm-browser.wasm']),
    ])
    return files()
  },
}

Object.assign(globalThis, { page })
