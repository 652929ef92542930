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
export type { Scratch } from './scratch-line.js'
