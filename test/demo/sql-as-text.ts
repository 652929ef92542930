import { register } from 'node:module'

// What the demo's bundler does with SQL files, for Node: it must run before the migrations are imported.
const hooks = `
  import { readFile } from 'node:fs/promises'
  export async function load(url, context, next) {
    if (!new URL(url).pathname.endsWith('.sql')) return next(url, context)
    const text = await readFile(new URL(url), 'utf8')
    return { format: 'module', shortCircuit: true, source: 'export default ' + JSON.stringify(text) }
  }
`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
