import { type CrashStore, crashStore } from './crash-store.js'

/** The page keeps IndexedDB's stores by itself; those of OPFS live in a worker. */
const here = crashStore()
let worker: Worker | undefined

const inWorker = (name: keyof CrashStore, args: readonly unknown[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    worker ??= new Worker('/worker.js', { type: 'module' })
    worker.onmessage = ({ data: { value, error } }) => (error ? reject(new Error(error)) : resolve(value))
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage({ name, args })
  })

Object.assign(globalThis, {
  call(kind: string, name: keyof CrashStore, ...args: readonly unknown[]) {
    return kind.startsWith('OPFS') ? inWorker(name, args) : (here[name] as (...args: unknown[]) => unknown)(...args)
  },
})
