// `npm run bench` runs every bench, `npm run bench -- NAME…` those named; each prints lines of JSON.

import { autogenerateBench } from './autogenerate.js'
import { cliBench } from './cli.js'
import { compileBench } from './compile.js'
import { d1Bench } from './d1.js'
import { freshBench } from './fresh.js'
import { graphBench } from './graph.js'
import { noopBench } from './noop.js'
import { rebuildBench } from './rebuild.js'
import { warmBench } from './warm.js'

const print = (line: object) => console.log(JSON.stringify(line))

const benches: Readonly<Record<string, () => Promise<void>>> = {
  autogenerate: () => autogenerateBench(print, process.env.PYTHON ? { python: process.env.PYTHON } : {}),
  cli: () => cliBench(print),
  compile: () => compileBench(print),
  graph: () => graphBench(print, process.env.PYTHON ? { python: process.env.PYTHON } : {}),
  d1: () => d1Bench(print),
  fresh: () => freshBench(print),
  noop: () => noopBench(print),
  rebuild: () => rebuildBench(print),
  warm: () => warmBench(print),
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. Benches: ${Object.keys(benches).join(', ')}.`)
  process.exitCode = 1
} else {
  for (const [name, bench] of Object.entries(benches)) if (named.length === 0 || named.includes(name)) await bench()
}
