import type { D1Client } from 'limbeck/adapters/d1'

/** A D1 client that counts what it sends. */
export interface CountedClient extends D1Client {
  /** What each round trip carried: the SQL of its statements. */
  readonly trips: (readonly string[])[]
}

type Prepared = ReturnType<D1Client['prepare']>

/** Counts what is sent through a client; `before` may fail a round trip, counted from 1, and `after`
 * lose its answer. */
export function countedClient(
  database: D1Client,
  { before, after }: { readonly before?: (trip: number) => void; readonly after?: (trip: number) => void } = {},
): CountedClient {
  const trips: (readonly string[])[] = []
  const behind = new WeakMap<Prepared, { readonly sql: string; readonly real: Prepared }>()
  const trip = async <T>(sent: readonly string[], work: () => Promise<T>): Promise<T> => {
    const nth = trips.push(sent)
    before?.(nth)
    const result = await work()
    after?.(nth)
    return result
  }
  const wrap = (sql: string, real: Prepared): Prepared => {
    const prepared: Prepared = {
      bind: (...params) => wrap(sql, real.bind(...params)),
      all: () => trip([sql], () => real.all()),
    }
    behind.set(prepared, { sql, real })
    return prepared
  }
  return {
    trips,
    prepare: (sql) => wrap(sql, database.prepare(sql)),
    batch(statements) {
      const all = statements.map((one) => behind.get(one) as { sql: string; real: Prepared })
      return trip(
        all.map(({ sql }) => sql),
        () => database.batch(all.map(({ real }) => real)),
      )
    },
  }
}
