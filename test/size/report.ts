import { readFileSync, writeFileSync } from 'node:fs'
import { entries } from './entries.js'
import { measure } from './measure.js'
import { rows, toTable, withTable } from './table.js'

for (const { entry, budget, ...way } of entries) {
  const { brotli } = await measure({ ...way })
  console.log(JSON.stringify({ entry, brotli, budget }))
}
const table = await rows()
for (const { name, atHead, behind } of table) console.log(JSON.stringify({ app: name, atHead, behind }))
// The README says it, too: npm run size -- --write
if (process.argv.includes('--write')) {
  writeFileSync('README.md', withTable(readFileSync('README.md', 'utf8'), toTable(table)))
}
