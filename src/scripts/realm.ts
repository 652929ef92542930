import type { Realm } from '../compile/distilled.js'

/** What a realm has of its own. The two differ in everything that the same code could get from them. */
const realms = {
  one: { zone: 'Pacific/Honolulu', start: Date.UTC(2001, 1, 3, 4, 5, 6, 7), chance: (value: number) => value },
  other: { zone: 'Asia/Kolkata', start: Date.UTC(2033, 10, 12, 13, 14, 15, 16), chance: (value: number) => 1 - value },
} as const

/** A clock, a source of chance and a time zone, which the same calls get the same from in every process. */
export interface OwnWorld {
  /** Calls something that ends at once; meanwhile the process has this clock, chance and time zone. */
  within<T>(work: () => T): T
}

/** Makes the world of a realm, from its beginning. */
export function ownWorld(realm: Realm): OwnWorld {
  const { zone, start, chance } = realms[realm]
  let time = start
  let seed = 1
  const now = () => time++
  // Park and Miller's generator: small, and never 0 or 1.
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return chance(seed / 2_147_483_647)
  }
  const fill = <T extends ArrayBufferView | null>(array: T): T => {
    if (!array) return array
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256)
    return array
  }
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('')
  const uuid = () => `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}` as const
  const replacements: readonly (readonly [object, string, unknown])[] = [
    [globalThis, 'Date', dateOf(Date, now)],
    [Math, 'random', random],
    [performance, 'now', () => now() - start],
    [crypto, 'getRandomValues', fill],
    [crypto, 'randomUUID', uuid],
  ]
  return {
    within(work) {
      const before = replacements.map(([owner, name, value]) => {
        const was = Object.getOwnPropertyDescriptor(owner, name)
        Object.defineProperty(owner, name, { value, configurable: true, writable: true })
        return [owner, name, was] as const
      })
      const { TZ } = process.env
      process.env.TZ = zone
      try {
        return work()
      } finally {
        if (TZ === undefined) delete process.env.TZ
        else process.env.TZ = TZ
        for (const [owner, name, was] of before) {
          if (was) Object.defineProperty(owner, name, was)
          else delete (owner as Record<string, unknown>)[name]
        }
      }
    },
  }
}

/** The same `Date`, but for what it calls now. */
function dateOf(real: DateConstructor, now: () => number): DateConstructor {
  const own: DateConstructor = new Proxy(real, {
    construct: (target, args, made) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], made === own ? target : made),
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
  return own
}
