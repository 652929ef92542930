import { pglite } from 'limbeck/adapters/pglite'
import { checkPairs, type PairDatabase } from './check-pair.js'
import { postgresqlPairs } from './on-postgresql.js'
import { sqlJsPairs } from './on-sql-js.js'
import { showPair } from './show-pair.js'

// npm run pairs -- [sqlite|pglite] [FIRST] [COUNT]: random pairs of schemas, from a first seed on, a thousand when not said.
// npm run pairs -- sqlite show SEED: one pair, and what is written for it.

const [engine = 'sqlite', first = '0', count = '1000'] = process.argv.slice(2)

async function open(): Promise<PairDatabase> {
  if (engine === 'sqlite') return sqlJsPairs()
  const { PGlite } = await import('@electric-sql/pglite')
  return postgresqlPairs(pglite(await PGlite.create()))
}

const database = await open()
if (first === 'show') {
  await showPair(database, Number(count))
  process.exit(0)
}
const { changed, kept, failed } = await checkPairs(database, Number(first), Number(count))
for (const one of failed) console.log(one)
console.log(`${count} pairs on ${engine}: ${changed} differ, ${kept} kept rows both ways, ${failed.length} failed`)
process.exit(failed.length > 0 ? 1 : 0)
