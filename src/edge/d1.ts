export { type D1Client, d1 } from '../../adapters/d1.js'
export { ensureHead } from './ensure-head.js'
export type { PlatformResponse } from './platform.js'
export type { RefuseOptions } from './refuse-behind.js'
