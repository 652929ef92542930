import { launch, newProfile, removeProfile } from '../chromium.js'
import { serveBundle } from '../serve-bundle.js'
import type { CrashKind, CrashStore } from './crash-store.js'

/** How often Chromium was killed in an upgrade, and what its user found afterwards. */
export interface Kills {
  readonly kills: number
  /** The old release with its rows, whole. */
  readonly old: number
  /** The new release with its rows, whole. */
  readonly new: number
  /** Anything else. */
  readonly broken: number
}

export const crashKinds: readonly CrashKind[] = [
  'IndexedDB, sql.js',
  'IndexedDB, wa-sqlite',
  'OPFS, wa-sqlite',
  'OPFS, sqlite-wasm',
]

/** Serves the page whose stores are killed. */
export const serveCrashes = () =>
  serveBundle({ file: 'test/browser/crash/crash-page.ts', worker: 'test/browser/crash/crash-worker.ts' })

/**
 * Upgrades a store of the demo's oldest release again and again, and kills Chromium at events of the upgrade: at each, or
 * at those that are chosen of so many. `told` hears of each kill.
 */
export async function killAtEveryStatement(
  url: string,
  kind: CrashKind,
  chosen: (nth: number, of: number) => boolean = () => true,
  told: (nth: number, of: number, found: string) => void = () => undefined,
): Promise<Kills & { readonly events: number }> {
  const profile = await newProfile()
  const inChromium = async <T>(end: 'kill' | 'close', work: (call: Call) => Promise<T>): Promise<T> => {
    const chromium = await launch({ profile })
    try {
      const page = await chromium.browser.newPage()
      await page.goto(url)
      return await work(
        (name, ...args) => page.evaluate(`call(${[kind, name, ...args].map((one) => JSON.stringify(one))})`) as never,
      )
    } finally {
      await chromium[end]()
    }
  }
  try {
    const [before, after, events] = await inChromium('close', (call) => expected(call, kind))
    const count = { kills: 0, old: 0, new: 0, broken: 0 }
    let name = 'notebook-0'
    const nths = Array.from({ length: events }, (_, at) => at + 1).filter((nth) => chosen(nth, events))
    for (const [at, nth] of [...nths, 0].entries()) {
      await inChromium('kill', async (call) => {
        await call('open', kind, name)
        if (at > 0) {
          const look = await call('look')
          const found = look === before ? 'old' : look === after ? 'new' : 'broken'
          count[found]++
          told(nths[at - 1] as number, events, found)
          if (found !== 'old') {
            await call('close')
            name = `notebook-${at}`
            await call('open', kind, name)
          }
        }
        if (nth === 0) return
        if (!(await call('hangAt', nth))) throw new Error(`${kind}: there is no event ${nth} of ${events}.`)
        count.kills++
      })
    }
    return { ...count, events }
  } finally {
    await removeProfile(profile)
  }
}

type Call = <Name extends keyof CrashStore>(
  name: Name,
  ...args: Parameters<CrashStore[Name]>
) => ReturnType<CrashStore[Name]>

/** What a store holds before and after the upgrade that nobody disturbs, and of how many events that one is. */
async function expected(
  call: Call,
  kind: CrashKind,
): Promise<readonly [before: string, after: string, events: number]> {
  await call('open', kind, 'undisturbed')
  const before = await call('look')
  const events = await call('upgrade')
  const after = await call('look')
  await call('close')
  if (before === after || !/"ok"/.test(before) || !/"ok"/.test(after))
    throw new Error(`${kind}: nothing to compare with.`)
  return [before, after, events]
}
