export { type CompileInput, compile } from './compile.js'
export type {
  Distilled,
  DistilledChunk,
  LoadedSource,
  Program,
  Realm,
  SourceRevision,
  StepReport,
} from './distilled.js'
export { type EmitOptions, type EmittedModule, emit } from './emit.js'
export { freeze } from './freeze.js'
export { type ReleasedChange, type ReleasedInput, releasedChanges } from './match-released.js'
export type { Scratch } from './scratch-line.js'
