import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDemoServer } from './demo-server.mjs'

const outdir = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist', 'demo')

async function buildDemo() {
  try {
    // The plugin that builds the demo is this project's own, and TypeScript.
    const { register } = await import('tsx/esm/api')
    register()
    const { build } = await import('./build.mjs')
    await build(outdir)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') throw error
    console.error(`The demo's dependencies are missing: run 'npm install' first.\n${error.message}`)
    process.exit(1)
  }
}

/** Listens on the port, or on the next free one up to `last`; on this machine only. */
function listen(server, port, last) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && port < last) resolve(listen(server, port + 1, last))
      else reject(error)
    })
    server.listen(port, 'localhost', () => resolve(port))
  })
}

const asked = process.env.PORT
const wanted = Number(asked ?? 5173)
if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
  console.error(`PORT is '${asked}', which is no port: use a number from 1 to 65535.`)
  process.exit(1)
}
await buildDemo()
try {
  const port = await listen(createDemoServer(outdir), wanted, asked ? wanted : wanted + 50)
  console.log(`Field notes: http://localhost:${port}/`)
} catch (error) {
  console.error(`Nothing can listen on port ${wanted}: ${error.message}. Set PORT to another one.`)
  process.exit(1)
}
