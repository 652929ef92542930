import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDemoServer } from './demo-server.mjs'

const outdir = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist', 'demo')

async function buildDemo() {
  try {
    const { build } = await import('./build.mjs')
    await build(outdir)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') throw error
    console.error(`The demo's dependencies are missing: run 'npm install' first.\n${error.message}`)
    process.exit(1)
  }
}

/** Listens on the port, or on the next free one when nobody asked for that port in particular. */
function listen(server, port, last) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && port < last) resolve(listen(server, port + 1, last))
      else reject(error)
    })
    server.listen(port, () => resolve(port))
  })
}

const wanted = Number(process.env.PORT) || 5173
await buildDemo()
const port = await listen(createDemoServer(outdir), wanted, wanted + 50)
console.log(`Field notes: http://localhost:${port}/`)
