import { histories, storeOf } from './hook-objects.js'
import worker from './hook-worker.js'

/** A release whose objects cannot be upgraded. */
export const Store = storeOf(histories.broken ?? [])
export default worker
