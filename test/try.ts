import { PGlite } from '@electric-sql/pglite'
import { pglite } from 'limbeck/adapters/pglite'
import { assertFixedPoint } from './reflect/postgresql-fixed-point.js'
import { randomPostgresql } from './reflect/random-postgresql.js'

const [from, to] = process.argv.slice(2).map(Number) as [number, number]
const one = pglite(await PGlite.create()),
  other = pglite(await PGlite.create())
let shown = 0
for (let seed = from; seed < to; seed++) {
  try {
    await assertFixedPoint(randomPostgresql(seed), one, other)
  } catch (e) {
    if (shown++ < 6) {
      console.log(seed, randomPostgresql(seed))
      console.log(String((e as Error).message).slice(0, 2500))
    }
  }
}
console.log(shown, 'wrong')
process.exit()
