interface Timers {
  setTimeout(work: () => void, milliseconds: number): unknown
}

/** Waits; every home has timers. */
export const sleep = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => (globalThis as unknown as Timers).setTimeout(() => resolve(undefined), milliseconds))
