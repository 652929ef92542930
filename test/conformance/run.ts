// `npm run conformance` examines every adapter in its home; names after it choose among the files of homes/. A JSON line
// for each, opt-outs with their reasons, and what failed; the last line counts.
import { readdirSync, writeFileSync } from 'node:fs'
import type { Report } from 'limbeck/conformance'

/** What a file of homes/ exports: it starts its homes, examines the adapters there, and stops them. */
interface HomeFile {
  reports(): AsyncIterable<Report>
}

const folder = new URL('homes/', import.meta.url)
const known = readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? file.slice(0, -3) : []))
const named = process.argv.slice(2)
const unknown = named.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no home ${unknown.join(', ')}. Homes: ${known.join(', ')}.`)
  process.exit(1)
}

const total = { passed: 0, failed: 0, skipped: 0 }
for (const name of named.length > 0 ? named : known) {
  try {
    const { reports } = (await import(new URL(`${name}.ts`, folder).href)) as HomeFile
    for await (const report of reports()) tell(report)
  } catch (error) {
    console.error(`${name}:`, error)
    total.failed++
  }
}
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(total))
console.log(`\n${total.skipped} opted out\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 ? 1 : 0)

function tell({ results, ...line }: Report): void {
  console.log(JSON.stringify(line))
  for (const { outcome, name, reason } of results) {
    if (outcome === 'optedOut') console.log(`  opted out of '${name}': ${reason}`)
    if (outcome === 'failed') console.log(`  FAILED '${name}': ${reason}`)
  }
  total.passed += line.passed
  total.failed += line.failed
  total.skipped += line.optedOut
}
