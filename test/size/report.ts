import { readFileSync, writeFileSync } from 'node:fs'
import { entries } from './entries.js'
import { measure } from './measure.js'
import { budget, weighSet } from './set-data.js'
import { rows, tables, withTables } from './table.js'

for (const { entry, budget, ...way } of entries) {
  const { brotli } = await measure({ ...way })
  console.log(JSON.stringify({ entry, brotli, budget }))
}
for (const { name, atHead, behind } of await rows()) console.log(JSON.stringify({ app: name, atHead, behind }))
console.log(JSON.stringify({ set: await weighSet(), budget }))
// The README says it, too: npm run size -- --write
if (process.argv.includes('--write')) {
  writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8'), await tables()))
}
