import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { families } from './families.js'

// npm run oracle -- [DIR] [FAMILY]: checks the families of vectors found in DIR, the project's own when none is named.

const words = process.argv.slice(2)
const family = words.find((word) => word in families)
const folder = words.find((word) => word !== family) ?? dirname(fileURLToPath(import.meta.url))
let [passed, failed] = [0, 0]
for (const [name, { check }] of Object.entries(families)) {
  if (family !== undefined && name !== family) continue
  const { cases, asked, explained, differences } = await check(folder)
  passed += asked - differences.length
  failed += differences.length
  console.log(`${name}: ${cases} cases, ${asked} answers, ${differences.length} unexplained`)
  for (const [deviation, count] of explained) console.log(`  ${String(count).padStart(6)} by ${deviation}`)
  for (const difference of differences.slice(0, 20)) console.log(JSON.stringify(difference))
}
if (passed + failed === 0) console.log(`No vectors of ${family ?? 'any family'} in ${folder}.`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
