// @ts-check
// `npm test` runs every part, `node test/run.mjs NAME…` those named; the last line counts the tests.
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packInto } from './exports/pack-into.mjs'
import { mayShare, nodeTest } from './node-test.mjs'
import { parts } from './parts.mjs'
import { findChromium } from './runtimes/browser/find-chromium.mjs'
import { findFirefox } from './runtimes/browser/find-firefox.mjs'

/** @typedef {import('./parts.mjs').Part} Part */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {'inherit' | number} Output what is printed now, or into an open file */

const minutes = 60_000
const scratch = mkdtempSync(join(tmpdir(), 'limbeck-test-'))
const named = process.argv.slice(2)
const unknown = named.filter((name) => !parts.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${parts.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}
const chosen = parts.filter(({ name }) => named.length === 0 || named.includes(name))

/** @type {(args: readonly string[], output: Output, counts?: string) => Promise<boolean>} whether Node ended with 0 */
const node = (args, output, counts) =>
  new Promise((done) => {
    const env = { ...process.env, ...(counts && { TEST_COUNTS: counts }) }
    const child = spawn(process.execPath, args, { stdio: ['ignore', output, output], env, timeout: 15 * minutes })
    child.on('error', () => done(false))
    child.on('close', (code) => done(code === 0))
  })

/** @type {(part: Part, output: Output) => Promise<Counts & { silent: readonly string[] }>} */
async function runPart(part, output) {
  if (part.chromium) process.env.CHROME_PATH = findChromium()
  if (part.firefox) process.env.FIREFOX_PATH = findFirefox()
  if (part.packed) process.env.TEST_TARBALL ??= packInto(scratch)
  if (part.commands) {
    const ended = []
    for (const command of part.commands) ended.push(await node(command, output))
    const passed = ended.filter((good) => good).length
    return { passed, failed: ended.length - passed, skipped: 0, silent: [] }
  }
  const file = join(scratch, `${part.name}.json`)
  const good = await node(part.runner ?? nodeTest(part, file, scratch), output, file)
  /** @type {Counts & { files?: readonly string[] }} */
  const { files: ran, ...counts } = JSON.parse(readFileSync(file, 'utf8'))
  if (!good && counts.failed === 0) throw new Error('it ended with an error, although no test failed')
  if (counts.passed + counts.failed === 0) throw new Error('it ran no test')
  const shared = part.together ? (part.files?.() ?? []).filter(mayShare) : []
  const silent = shared.filter((path) => !ran?.includes(path))
  return { ...counts, failed: counts.failed + silent.length, silent }
}

/** @type {({ name: string, time: string } & Counts)[]} */
const rows = []

/** @type {(part: Part, keep: boolean) => Promise<void>} Runs a part; what it prints may be kept until it has ended. */
async function tell(part, keep) {
  const head = `\n== ${part.name} ${'='.repeat(60 - part.name.length)}\n`
  const log = join(scratch, `${part.name}.log`)
  const output = keep ? openSync(log, 'w') : 'inherit'
  if (!keep) console.log(head)
  const start = Date.now()
  const { silent, ...counts } = await runPart(part, output).catch((error) => {
    return { passed: 0, failed: 1, skipped: 0, silent: [], error }
  })
  const time = `${((Date.now() - start) / 1000).toFixed(1)} s`
  if (output !== 'inherit') {
    closeSync(output)
    console.log(`${head}\n${readFileSync(log, 'utf8')}`)
  }
  if ('error' in counts) console.error(`\n${part.name}: ${counts.error.message}`)
  for (const path of silent) console.error(`\n${part.name}: no test of ${path} was run`)
  const { passed, failed, skipped } = counts
  rows[chosen.indexOf(part)] = { name: part.name, passed, failed, skipped, time }
}

/** @type {(some: readonly Part[], many: number) => Promise<void>} Runs parts in their order, so many at a time. */
async function tellAll(some, many) {
  const left = [...some]
  const lane = async () => {
    for (let part = left.shift(); part; part = left.shift()) await tell(part, many > 1 && some.length > 1)
  }
  await Promise.all(Array.from({ length: many }, lane))
}

await tellAll(
  chosen.filter(({ beside }) => !beside),
  1,
)
await tellAll(
  chosen.filter(({ beside }) => beside),
  2,
)
rmSync(scratch, { recursive: true, force: true })

/** @type {(key: keyof Counts) => number} */
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0)
const failed = total('failed')
const skipped = total('skipped')

console.log(
  `\n${'part'.padEnd(14)}${['passed', 'failed', 'skipped', 'time'].map((head) => head.padStart(10)).join('')}`,
)
for (const { name, ...row } of rows) {
  const cells = [row.passed, row.failed, row.skipped, row.time].map((cell) => String(cell).padStart(10))
  console.log(`${name.padEnd(14)}${cells.join('')}`)
}
if (skipped > 0) console.log(`\n${skipped} skipped: each says why where it is printed`)
console.log(`\n${total('passed')} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
