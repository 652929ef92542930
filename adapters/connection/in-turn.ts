/** Runs one piece of work after the other, in the order of the calls. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

export function inTurn(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
