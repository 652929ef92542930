import type { ConformanceCase } from './case.js'
import { queries } from './queries.js'
import { races } from './races.js'
import { batches, transactions } from './transactions.js'
import { upgrades } from './upgrades.js'

/** The contract of an adapter: every case holds for every adapter that it is about. */
export const cases: readonly ConformanceCase[] = [...queries, ...transactions, ...batches, ...upgrades, ...races]
