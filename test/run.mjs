// @ts-check
// `npm test` runs every part, `node test/run.mjs NAME…` those named; the last line counts the tests.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeTest } from './node-test.mjs'
import { parts } from './parts.mjs'
import { findChromium } from './runtimes/browser/find-chromium.mjs'
import { findFirefox } from './runtimes/browser/find-firefox.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const minutes = 60_000
const scratch = mkdtempSync(join(tmpdir(), 'limbeck-test-'))
const named = process.argv.slice(2)
const unknown = named.filter((name) => !parts.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${parts.map(({ name }) => name).join(', ')}.`)
  process.exit(1)
}

/** @type {(args: readonly string[], counts?: string) => Promise<boolean>} whether Node ended with 0 */
const node = (args, counts) =>
  new Promise((done) => {
    const env = { ...process.env, ...(counts && { TEST_COUNTS: counts }) }
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env, timeout: 15 * minutes })
    child.on('error', () => done(false))
    child.on('close', (code) => done(code === 0))
  })

/** @type {(part: import('./parts.mjs').Part) => Promise<Counts>} */
async function runPart(part) {
  if (part.chromium) process.env.CHROME_PATH = findChromium()
  if (part.firefox) process.env.FIREFOX_PATH = findFirefox()
  if (part.commands) {
    const ended = []
    for (const command of part.commands) ended.push(await node(command))
    return { passed: ended.filter((good) => good).length, failed: ended.filter((good) => !good).length, skipped: 0 }
  }
  const file = join(scratch, `${part.name}.json`)
  const good = await node(part.runner ?? nodeTest(part, file, scratch), file)
  /** @type {Counts & { files?: readonly string[] }} */
  const { files: ran, ...counts } = JSON.parse(readFileSync(file, 'utf8'))
  if (!good && counts.failed === 0) throw new Error('it ended with an error, although no test failed')
  if (counts.passed + counts.failed === 0) throw new Error('it ran no test')
  const silent = part.together ? (part.files?.() ?? []).filter((path) => !ran?.includes(path)) : []
  for (const path of silent) console.error(`\n${part.name}: no test of ${path} was run`)
  return { ...counts, failed: counts.failed + silent.length }
}

/** @type {({ name: string, time: string } & Counts)[]} */
const rows = []
for (const part of parts.filter(({ name }) => named.length === 0 || named.includes(name))) {
  console.log(`\n== ${part.name} ${'='.repeat(60 - part.name.length)}\n`)
  const start = Date.now()
  const counts = await runPart(part).catch((error) => {
    console.error(`\n${part.name}: ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  rows.push({ name: part.name, ...counts, time: `${((Date.now() - start) / 1000).toFixed(1)} s` })
}
rmSync(scratch, { recursive: true, force: true })

/** @type {(key: keyof Counts) => number} */
const total = (key) => rows.reduce((sum, row) => sum + row[key], 0)
const failed = total('failed')
const skipped = total('skipped')

console.log(
  `\n${'part'.padEnd(10)}${['passed', 'failed', 'skipped', 'time'].map((head) => head.padStart(10)).join('')}`,
)
for (const { name, ...row } of rows) {
  const cells = [row.passed, row.failed, row.skipped, row.time].map((cell) => String(cell).padStart(10))
  console.log(`${name.padEnd(10)}${cells.join('')}`)
}
if (skipped > 0) console.log(`\n${skipped} skipped: each says why where it is printed`)
console.log(`\n${total('passed')} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
