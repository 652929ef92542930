import { type ConformanceCase, type Home, type Store, sqlOf } from './case.js'
import { cases } from './cases.js'
import { expect } from './expect.js'

/** How one case ended. */
export interface CaseResult {
  readonly name: string
  readonly outcome: 'passed' | 'optedOut' | 'failed'
  /** Why the home opted out, or what failed, with its stack. */
  readonly reason?: string
  /** Milliseconds. */
  readonly duration: number
}

/** How an adapter did in a home; plain data, so that it can leave a page or a worker. */
export interface Report {
  readonly adapter: string
  readonly engine: string
  readonly home: string
  readonly passed: number
  readonly optedOut: number
  readonly failed: number
  readonly results: readonly CaseResult[]
}

/** The cases that are about a home's adapter. Throws `BrokenPromise` for an opt-out of a case that there is not. */
export function casesFor({ engine, atomic, optOuts = {} }: Home): readonly ConformanceCase[] {
  const about = cases.filter(
    ({ about = {} }) => (about.atomic ?? atomic) === atomic && (about.sql ?? sqlOf(engine)) === sqlOf(engine),
  )
  for (const name of Object.keys(optOuts)) {
    const known = about.some((one) => one.name === name)
    expect(known, `There is no case '${name}' to opt out of.`)
  }
  return about
}

/** Runs one case in a home, closes its stores, and never rejects. A case that takes longer than `timeout` has failed. */
export async function runCase(one: ConformanceCase, home: Home, timeout = 60_000): Promise<CaseResult> {
  const lacking = one.needs?.find((need) => home.lacks?.[need] !== undefined)
  const reason = lacking ? home.lacks?.[lacking] : home.optOuts?.[one.name]
  if (reason !== undefined) return { name: one.name, outcome: 'optedOut', reason, duration: 0 }
  const start = Date.now()
  const stores: Store[] = []
  const make = async () => {
    const store = await home.make()
    stores.push(store)
    for (const need of one.needs ?? []) expect(store[need], `The store has no '${need}': opt out, and say why.`)
    return store
  }
  const work = async () => {
    try {
      await one.run(make)
    } finally {
      await Promise.all(stores.map((store) => store.close()))
    }
  }
  const failed = await within(timeout, work()).then(
    () => undefined,
    // Not every engine begins the stack with the message.
    (error) => `${error}\n${(error as Error).stack}`,
  )
  const duration = Date.now() - start
  return failed === undefined
    ? { name: one.name, outcome: 'passed', duration }
    : { name: one.name, outcome: 'failed', reason: failed, duration }
}

/** Runs every case that is about a home's adapter, one after the other. */
export async function examine(home: Home, { timeout }: { readonly timeout?: number } = {}): Promise<Report> {
  const results: CaseResult[] = []
  for (const one of casesFor(home)) results.push(await runCase(one, home, timeout))
  const count = (outcome: CaseResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  const { adapter, engine, home: place } = home
  const counts = { passed: count('passed'), optedOut: count('optedOut'), failed: count('failed') }
  return { adapter, engine, home: place, ...counts, results }
}

interface Timers {
  setTimeout(work: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { setTimeout, clearTimeout } = globalThis as unknown as Timers
  let timer: unknown
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It takes longer than ${milliseconds} ms.`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
