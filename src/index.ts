export type {
  Adapter,
  BatchAdapter,
  Engine,
  Queryable,
  Row,
  Statement,
  TransactionalAdapter,
  TransactionOptions,
  Value,
} from './adapter.js'
export {
  DatabaseAheadError,
  type ErrorCode,
  LimbeckError,
  StaleStoreError,
  StatementError,
} from './errors.js'
export type { Target } from './graph/resolve.js'
export type { Direction, Graph, Plan, RowChange, Step } from './graph/revision.js'
export { RevisionError, type RevisionFields } from './graph/revision-error.js'
export { type Migrator, migrator } from './migrator.js'
export { current } from './runner/current.js'
export { downgrade } from './runner/downgrade.js'
export { MigrationFailedError } from './runner/failure.js'
export type {
  Chunk,
  CompiledStep,
  MigrationSet,
  Migrations,
  RevisionModule,
  SetGraph,
} from './runner/migration-set.js'
export type { PlanOptions } from './runner/other-verbs.js'
export { plan } from './runner/plan.js'
export type { RunResult } from './runner/run.js'
export type { JournalOptions, Progress, RunOptions } from './runner/run-options.js'
export type { RanStep } from './runner/session.js'
export { upgrade } from './runner/upgrade.js'
