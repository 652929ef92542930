// `npm run reference` writes what the docs say of the command line from its table: docs/cli.md and the manual page.
import { readFileSync, writeFileSync } from 'node:fs'
import { manPage } from '../../src/cli/man-page.js'
import { reference, referenceHeading } from './reference.js'

const page = readFileSync('docs/cli.md', 'utf8')
const [above = ''] = page.split(referenceHeading)
writeFileSync('docs/cli.md', `${above.trimEnd()}\n\n${reference()}`)
writeFileSync('docs/limbeck.1', manPage())
