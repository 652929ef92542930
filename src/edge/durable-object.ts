export { type DurableObjectStorage, durableObject } from '../../adapters/durable-object.js'
export { type DurableObjectContext, ensureObjectHead, type ObjectHead } from './object-head.js'
