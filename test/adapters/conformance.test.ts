import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Adapter, Queryable, TransactionalAdapter } from 'limbeck'
import { cases, casesFor, examine, type Home, runCase } from 'limbeck/conformance'
import { memory } from '../conformance/homes/sql-js.js'

/** sql.js in memory, with an adapter that keeps some promise less. */
const home = (change: (adapter: TransactionalAdapter) => Partial<TransactionalAdapter> = () => ({})): Home => ({
  ...memory,
  async make() {
    const store = await memory.make()
    return { ...store, adapter: { ...store.adapter, ...change(store.adapter as TransactionalAdapter) } as Adapter }
  },
})
const failures = async (broken: Home) => {
  const { results } = await examine(broken)
  return results.flatMap(({ outcome, name }) => (outcome === 'failed' ? name : []))
}

describe('the conformance suite', () => {
  it('names every case once', () => {
    const names = cases.map(({ name }) => name)
    assert.deepEqual(names, [...new Set(names)])
  })

  it('counts what passed, opted out and failed, and says why', async () => {
    const { results, ...report } = await examine(home())
    const { lacks = {}, optOuts = {} } = memory
    const optedOut = casesFor(memory).filter(
      ({ name, needs = [] }) => optOuts[name] || needs.some((need) => lacks[need]),
    )
    const passed = casesFor(memory).length - optedOut.length
    assert.ok(passed > 50 && optedOut.length > Object.keys(optOuts).length)
    assert.deepEqual(report, {
      ...{ adapter: 'sql-js', engine: 'sqlite', home: 'Node, memory' },
      ...{ passed, optedOut: optedOut.length, failed: 0 },
    })
    const reasons = results.filter(({ outcome }) => outcome === 'optedOut').map(({ reason }) => reason)
    assert.deepEqual(new Set(reasons), new Set([...Object.values(lacks), ...Object.values(optOuts)]))
  })

  it('refuses an opt-out of a case that there is not', async () => {
    await assert.rejects(examine({ ...home(), optOuts: { nothing: 'no reason' } }), /no case 'nothing'/)
  })

  it('fails a home that lacks what a case needs and does not opt out', async () => {
    const { connect: _, ...lacks } = memory.lacks ?? {}
    const needed = casesFor(memory).filter(({ needs = [] }) => needs.length === 1 && needs[0] === 'connect')
    assert.deepEqual(
      await failures({ ...memory, lacks }),
      needed.map(({ name }) => name),
    )
  })

  it('fails a case that hangs', async () => {
    const hangs = { name: 'hangs', run: () => new Promise<void>(() => undefined) }
    const { outcome, reason = '' } = await runCase(hangs, home(), 20)
    assert.equal(outcome, 'failed')
    assert.match(reason, /longer than 20 ms/)
  })
})

describe('the conformance suite finds an adapter that', () => {
  const finds = (what: string, broken: Home, ...names: readonly RegExp[]) =>
    it(what, async () => {
      const found = await failures(broken)
      for (const name of names)
        assert.ok(
          found.some((one) => name.test(one)),
          `${name} is not among ${found}`,
        )
    })

  finds(
    'does not roll back',
    home((adapter) => ({ transaction: (work) => work(adapter) })),
    /whose work rejects rolls back/,
    /fails in the middle/,
  )
  finds(
    'forgets the first statements',
    home((adapter) => ({ transaction: (work) => adapter.transaction(work) })),
    /^first runs/,
  )
  finds(
    'swallows errors',
    home((adapter) => ({ run: (statements) => adapter.run(statements).catch(() => undefined) })),
    /run says which statement failed/,
  )
  finds(
    'goes on after a statement failed',
    home((adapter) => ({
      async run(statements) {
        const failed: unknown[] = []
        for (const one of statements) await adapter.run([one]).catch((error) => failed.push(error))
        if (failed[0]) throw failed[0]
      },
    })),
    /runs none after it/,
  )
  finds(
    'turns the list around',
    home((adapter) => ({ run: (statements) => adapter.run([...statements].reverse()) })),
    /run runs statements in order/,
  )
  finds(
    'gives rows as lists',
    home((adapter) => ({
      query: async (sql, params) =>
        (await adapter.query(sql, params)).map((row) => Object.values(row)) as unknown as ReturnType<
          Queryable['query']
        >,
    })),
    /query gives rows by column name/,
  )
  finds(
    'cuts numbers to 32 bits',
    home((adapter) => ({
      query: async (sql, params) =>
        (await adapter.query(sql, params)).map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? value | 0 : value]),
          ),
        ),
    })),
    /whole numbers come back as numbers/,
    /fractions/,
  )
  finds(
    'answers a query with what an earlier one asked',
    home((adapter) => {
      const asked = new Map<string, ReturnType<Queryable['query']>>()
      return {
        query(sql, params) {
          const answer = asked.get(sql) ?? adapter.query(sql, params)
          asked.set(sql, answer)
          return answer
        },
      }
    }),
    /goes from nothing to head/,
  )
  finds(
    "ends the caller's transaction",
    {
      ...memory,
      async make() {
        const store = await memory.make()
        return { ...store, external: (work) => work({ ...store.adapter, external: true }) }
      },
    },
    /is undone with it/,
  )
})
