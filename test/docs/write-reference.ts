// `npm run reference` writes what the docs say of the command line: docs/cli.md and the manual page from its table, and
// what the sessions of docs/autogenerate.md print.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manPage } from '../../src/cli/man-page.js'
import { evenings, followSection, sectionOf } from './follow-page.js'
import { reference, referenceHeading } from './reference.js'

const page = readFileSync('docs/cli.md', 'utf8')
const [above = ''] = page.split(referenceHeading)
writeFileSync('docs/cli.md', `${above.trimEnd()}\n\n${reference()}`)
writeFileSync('docs/limbeck.1', manPage())

let evening = readFileSync('docs/autogenerate.md', 'utf8')
for (const heading of evenings) {
  const folder = mkdtempSync(join(tmpdir(), 'limbeck-docs-'))
  const section = sectionOf(evening, heading)
  let written = section
  for (const { shown, seen } of await followSection(section, folder)) written = written.replace(shown, () => seen)
  evening = evening.replace(section, () => written)
  rmSync(folder, { recursive: true })
}
writeFileSync('docs/autogenerate.md', evening)
