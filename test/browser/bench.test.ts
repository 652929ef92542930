import { it } from 'node:test'
import { freshBench } from '../../bench/fresh.js'
import { noopBench } from '../../bench/noop.js'
import { checkFresh, checkNoop, type Line } from '../bench/contention.js'

const places = ['sql.js, Node', 'sql.js, Chromium', 'sqlite-wasm on OPFS, Chromium']

it('the benches of an app that starts measure in pages of Chromium, too, and on OPFS', async () => {
  const lines: Line[] = []
  const print = (line: object) => lines.push({ ...line })
  await freshBench(print, { sizes: [10], runs: 1, pendingOf: 10 })
  checkFresh(lines, places, [10], 10)
  await noopBench(print, { sizes: [10], runs: 1 })
  checkNoop(lines, places, [10])
})
