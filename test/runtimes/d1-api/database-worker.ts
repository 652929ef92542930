import { answer, type Env, partsOf } from '../workerd/worker.js'

/** What is run on a database: as a batch, or each by itself. */
export interface Run {
  readonly queries: readonly { readonly sql: string; readonly params?: readonly unknown[] }[]
  readonly autocommit?: boolean
}

/** `POST /DB0` with a `Run` gives what D1 gives. */
export default {
  fetch(request: Request, env: Env): Promise<Response> {
    return answer(async () => {
      const [place = ''] = partsOf(request)
      const database = env[place as 'DB0']
      if (!database) throw new Error(`There is no ${place}.`)
      const { queries, autocommit } = (await request.json()) as Run
      const prepared = queries.map(({ sql, params = [] }) => database.prepare(sql).bind(...params))
      if (!autocommit) return database.batch(prepared)
      const results = []
      for (const one of prepared) results.push(await one.all())
      return results
    })
  },
}
