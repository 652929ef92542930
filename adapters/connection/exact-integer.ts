import type { Value } from '../../src/adapter.js'

/** What a driver gave, with whole numbers as `number` where that is exact, and as `bigint` elsewhere. */
export const exactInteger = (given: unknown): Value =>
  typeof given === 'bigint' && Number.isSafeInteger(Number(given)) ? Number(given) : (given as Value)
