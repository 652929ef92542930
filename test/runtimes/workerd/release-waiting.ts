import { histories, storeOf } from './hook-objects.js'
import worker from './hook-worker.js'

/** A release whose objects wait for a hook. */
export const Store = storeOf(histories.short ?? [], 'refuse')
export default worker
