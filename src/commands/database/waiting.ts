/** Somebody else holds what a command waits for. */
export interface Waiting {
  /** Who, as far as that can be known: `process 4711 (psql, user app, idle in transaction for 12 s)`. */
  readonly who: readonly string[]
  /** Whole seconds so far. */
  readonly seconds: number
}

/** Told a moment after a wait began, when somebody else is waited for, and every ten seconds. */
export type OnWait = (waiting: Waiting) => void

const moment = 1000
const again = 10_000

/**
 * Does work that may have to wait for others, and tells whom it waits for. `who` gives nobody when nothing is in the way;
 * it is asked every second, from the first on, and `until` says that there is nothing to wait for any more.
 */
export async function tellingWaits<T>(
  onWait: OnWait | undefined,
  who: () => readonly string[] | Promise<readonly string[]>,
  work: (until: () => void) => Promise<T>,
): Promise<T> {
  if (!onWait) return work(() => undefined)
  const start = Date.now()
  let [told, when] = ['', 0]
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    // Who is in the way may not be allowed to be known; the wait is the same.
    const names = await Promise.resolve(who()).catch((): readonly string[] => [])
    if (!timer) return
    const now = Date.now()
    if (names.length > 0 && (String(names) !== told || now - when >= again)) {
      ;[told, when] = [String(names), now]
      onWait({ who: names, seconds: Math.floor((now - start) / 1000) })
    }
    timer = setTimeout(look, moment)
  }
  timer = setTimeout(look, moment)
  const until = () => {
    clearTimeout(timer)
    timer = undefined
  }
  try {
    return await work(until)
  } finally {
    until()
  }
}
