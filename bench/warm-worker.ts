import { d1, ensureHead } from 'limbeck/adapters/d1'
import { setOf } from '../adapters/conformance/migrations.js'
import { answer, type Env, partsOf } from '../test/runtimes/workerd/worker.js'

const set = setOf(
  'd1',
  Array.from({ length: 100 }, (_, nth) => ({ id: `r${nth}`, up: [`CREATE TABLE t${nth} (a)`] })),
)

/** `/plain` reads a row, `/ensured` does that after `ensureHead`; `/bare/…` the same without reading. */
export default {
  fetch: (request: Request, env: Env) =>
    answer(async () => {
      const parts = partsOf(request)
      const database = env.DB0 as NonNullable<Env['DB0']>
      if (parts.includes('ensured')) await ensureHead(database, set)
      return parts.includes('bare') ? 1 : d1(database).query('SELECT 1 AS one')
    }),
}
