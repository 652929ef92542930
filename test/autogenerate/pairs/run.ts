import { pglite } from 'limbeck/adapters/pglite'
import { startCluster } from '../../runtimes/postgres/start-cluster.js'
import { checkPairs, type PairDatabase } from './check-pair.js'
import { postgresqlPairs } from './on-postgresql.js'
import { sqlJsPairs } from './on-sql-js.js'
import { showPair } from './show-pair.js'

// npm run pairs -- [sqlite|pglite|postgresql] [FIRST] [COUNT]: random pairs of schemas, from a first seed on, a thousand when not said.
// npm run pairs -- sqlite show SEED: one pair, and what is written for it.

const [engine = 'sqlite', first = '0', count = '1000'] = process.argv.slice(2)

async function open(): Promise<PairDatabase> {
  if (engine === 'sqlite') return sqlJsPairs()
  if (engine === 'postgresql') {
    const { pg } = await import('limbeck/adapters/pg')
    const { Client } = await import('pg')
    const client = new Client(await (await startCluster()).database())
    await client.connect()
    return postgresqlPairs(pg(client))
  }
  const { PGlite } = await import('@electric-sql/pglite')
  return postgresqlPairs(pglite(await PGlite.create()))
}

const database = await open()
if (first === 'show') {
  await showPair(database, Number(count))
  process.exit(0)
}
const total = { changed: 0, kept: 0, failed: 0 }
const last = Number(first) + Number(count)
for (let seed = Number(first); seed < last; seed += 250) {
  const { changed, kept, failed } = await checkPairs(database, seed, Math.min(250, last - seed))
  for (const one of failed) console.log(one)
  total.changed += changed
  total.kept += kept
  total.failed += failed.length
  const done = Math.min(seed + 250, last) - Number(first)
  console.log(
    `${done} pairs on ${engine}: ${total.changed} differ, ${total.kept} kept rows both ways, ${total.failed} failed`,
  )
}
process.exit(total.failed > 0 ? 1 : 0)
