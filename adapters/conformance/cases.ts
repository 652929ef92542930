import type { ConformanceCase } from './case.js'
import { crashes } from './crashes.js'
import { externals } from './external.js'
import { foreign } from './foreign.js'
import { foreignKeys } from './foreign-keys.js'
import { limits } from './limits.js'
import { queries } from './queries.js'
import { races } from './races.js'
import { takeovers } from './takeover.js'
import { batches, transactions } from './transactions.js'
import { upgrades } from './upgrades.js'
import { values } from './values.js'

/** The contract of an adapter: every case holds for every adapter that it is about. */
export const cases: readonly ConformanceCase[] = [
  ...queries,
  ...values,
  ...limits,
  ...transactions,
  ...batches,
  ...foreignKeys,
  ...upgrades,
  ...foreign,
  ...takeovers,
  ...externals,
  ...crashes,
  ...races,
]
