import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type Browser } from 'puppeteer-core'
import { chromiumArgs, findChromium } from '../runtimes/browser/find-chromium.mjs'

/** A running Chromium with a profile of its own. */
export interface Chromium {
  readonly browser: Browser
  /** The folder of the profile: start another Chromium with it to find what this one stored. */
  readonly profile: string
  /** Ends it as a user would. */
  close(): Promise<void>
  /** Ends it at once and all its processes with it, as a power cut would. */
  kill(): Promise<void>
}

/** An empty folder for a profile that outlives one Chromium; `removeProfile` takes it away. */
export const newProfile = (): Promise<string> => mkdtemp(join(tmpdir(), 'limbeck-chromium-'))

/** Takes a profile away, once no Chromium uses it. */
export const removeProfile = (profile: string): Promise<void> =>
  rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })

/** Starts Chromium, on a kept profile or on a fresh one that goes when it ends. */
export async function launch(options: { readonly profile?: string } = {}): Promise<Chromium> {
  const profile = options.profile ?? (await newProfile())
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    userDataDir: profile,
    args: [...chromiumArgs],
    timeout: 60_000,
    protocolTimeout: 60_000,
  })
  const gone = options.profile ? async () => undefined : () => removeProfile(profile)
  return {
    browser,
    profile,
    async close() {
      await browser.close()
      await gone()
    },
    async kill() {
      const child = browser.process()
      if (child?.pid && child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit')
        killAll(child.pid)
        await exit
      }
      await gone()
    },
  }
}

/** puppeteer starts Chromium as the leader of a group of processes, where there are such groups. */
function killAll(pid: number): void {
  process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
}
