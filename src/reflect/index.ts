export type {
  Comment,
  DatabaseSchema,
  ExistingTable,
  Routine,
  Sequence,
  Trigger,
  Unreflected,
  View,
  VirtualTable,
} from '../schema/database.js'
export { asWritten } from './as-written.js'
export { type ReflectOptions, reflect } from './reflect.js'
export { renderSchema } from './render-schema.js'
export { type TableMemory, tableMemory } from './sqlite/table-memory.js'
export { renderTypes } from './typescript/render-types.js'
