import type { Contest } from './contest.js'

/** What is asked of a contest in another process or thread. */
export type Question = readonly [verb: keyof Contest, ...args: unknown[]]

export type Answer = readonly [value: unknown, error?: string]

/** Asks the contest; an error becomes text, which every channel takes. */
export const answer = async (contest: Promise<Contest>, [verb, ...args]: Question): Promise<Answer> => {
  try {
    return [await ((await contest)[verb] as (...args: unknown[]) => Promise<unknown>)(...args)]
  } catch (error) {
    return [undefined, String((error as Error).stack ?? error)]
  }
}

/** A contest that asks one elsewhere. */
export function asking(ask: (question: Question) => Promise<Answer>): Contest {
  const one =
    (verb: keyof Contest) =>
    async (...args: unknown[]) => {
      const [value, error] = await ask([verb, ...args])
      if (error !== undefined) throw new Error(error)
      return value as number
    }
  return { time: one('time'), count: one('count'), load: one('load') }
}
