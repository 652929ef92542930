import './page.js'

// Vite finds workers by this way of writing them.
const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

Object.assign(globalThis, { startWorker })
