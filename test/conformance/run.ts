// `npm run conformance` examines every adapter in its home; names after it choose among the files of homes/. A JSON line
// for each, opt-outs with their reasons, and what failed; the last line counts. When all have run, their table must stand
// in docs/adapters.md; `--write` puts it there.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Report } from 'limbeck/conformance'
import { tableOf } from './table.js'

/** What a file of homes/ exports: it starts its homes, examines the adapters there, and stops them. */
interface HomeFile {
  reports(): AsyncIterable<Report>
}

const folder = new URL('homes/', import.meta.url)
const known = readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? file.slice(0, -3) : []))
const write = process.argv.includes('--write')
const named = process.argv.slice(2).filter((arg) => arg !== '--write')
const unknown = named.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no home ${unknown.join(', ')}. Homes: ${known.join(', ')}.`)
  process.exit(1)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const all: Report[] = []
for (const name of named.length > 0 ? named : known) {
  try {
    const { reports } = (await import(new URL(`${name}.ts`, folder).href)) as HomeFile
    for await (const report of reports()) tell(report)
  } catch (error) {
    console.error(`${name}:`, error)
    total.failed++
  }
}
if (named.length === 0 && total.failed === 0) keepTable(tableOf(all))
if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(total))
console.log(`\n${total.skipped} opted out\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 ? 1 : 0)

function tell(report: Report): void {
  const { results, ...line } = report
  all.push(report)
  console.log(JSON.stringify(line))
  for (const { outcome, name, reason } of results) {
    if (outcome === 'optedOut') console.log(`  opted out of '${name}': ${reason}`)
    if (outcome === 'failed') console.log(`  FAILED '${name}': ${reason}`)
  }
  total.passed += line.passed
  total.failed += line.failed
  total.skipped += line.optedOut
}

/** The table between its marks in docs/adapters.md is this one, or is made so. */
function keepTable(table: string): void {
  const page = 'docs/adapters.md'
  const text = readFileSync(page, 'utf8')
  const marks = /(?<=<!-- conformance -->\n\n)[\s\S]*(?=\n\n<!-- \/conformance -->)/
  if (write) writeFileSync(page, text.replace(marks, table.replaceAll('$', '$$$$')))
  else if (text.match(marks)?.[0] !== table) {
    console.log(`The table of ${page} is another: npm run conformance -- --write`)
    total.failed++
  }
}
