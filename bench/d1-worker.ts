import { upgrade } from 'limbeck'
import { d1 } from 'limbeck/adapters/d1'
import { setOf } from '../adapters/conformance/migrations.js'
import { countedClient } from '../test/runtimes/workerd/counted-client.js'
import { answer, type Env, partsOf } from '../test/runtimes/workerd/worker.js'

const ddl = (nth: number) => `CREATE TABLE t${nth} (id INTEGER PRIMARY KEY, name TEXT NOT NULL)`
const all = (count: number) => Array.from({ length: count }, (_, nth) => ddl(nth))
const sets = new Map<number, ReturnType<typeof setOf>>()

/** `/DB0/touch/100`, `/DB0/raw/100`, `/DB0/upgrade/100`: each gives how often the database was asked. */
export default {
  fetch: (request: Request, env: Env) =>
    answer(async () => {
      const [name, what, count] = partsOf(request)
      const database = countedClient(env[name as 'DB0'] as NonNullable<Env['DB0']>)
      const revisions = Number(count)
      const set =
        sets.get(revisions) ??
        setOf(
          'd1',
          all(revisions).map((up, nth) => ({ id: `r${nth}`, up: [up] })),
        )
      sets.set(revisions, set)
      if (what === 'touch') await database.prepare('SELECT 1').bind().all()
      else if (what === 'raw') await database.batch(all(revisions).map((sql) => database.prepare(sql)))
      else if ((await upgrade(d1(database), set)).steps.length !== revisions) throw new Error('Not every step ran.')
      return database.trips.length
    }),
}
