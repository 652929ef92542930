import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Queryable, TransactionalAdapter } from 'limbeck'
import { sqlJs } from 'limbeck/adapters/sql-js'
import { cases, casesFor, examine, type Home, runCase } from 'limbeck/conformance'
import { newDatabase } from '../database.js'

const race = 'eight runners at once: one applies, seven see it done'
const home = (change: (adapter: TransactionalAdapter) => Partial<TransactionalAdapter> = () => ({})): Home => ({
  adapter: 'sql-js',
  engine: 'sqlite',
  atomic: 'transaction',
  home: 'memory',
  optOuts: { [race]: 'one connection' },
  async make() {
    const db = newDatabase()
    const adapter = sqlJs(db)
    return { adapter: { ...adapter, ...change(adapter) }, close: async () => db.close() }
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
    const all = casesFor(home()).length
    assert.deepEqual(report, {
      ...{ adapter: 'sql-js', engine: 'sqlite', home: 'memory' },
      ...{ passed: all - 1, optedOut: 1, failed: 0 },
    })
    assert.equal(results.find(({ outcome }) => outcome === 'optedOut')?.reason, 'one connection')
  })

  it('refuses an opt-out of a case that there is not', async () => {
    await assert.rejects(examine({ ...home(), optOuts: { nothing: 'no reason' } }), /no case 'nothing'/)
  })

  it('fails a home that lacks what a case needs and does not opt out', async () => {
    assert.deepEqual(await failures({ ...home(), optOuts: {} }), [race])
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
})
