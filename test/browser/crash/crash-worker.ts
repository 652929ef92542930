import { type CrashStore, crashStore } from './crash-store.js'

const store = crashStore()

addEventListener('message', async ({ data: { name, args } }) => {
  const work = store[name as keyof CrashStore] as (...args: unknown[]) => Promise<unknown>
  postMessage(
    await work(...args).then(
      (value) => ({ value }),
      (error) => ({ error: `${error}\n${error.stack}` }),
    ),
  )
})
