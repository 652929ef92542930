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
  VersionChange,
} from './adapter.js'
export {
  ChunkUnavailableError,
  DatabaseAheadError,
  type ErrorCode,
  LimbeckError,
  StaleStoreError,
  StatementError,
} from './errors.js'
export type { RevisionInfo } from './graph/describe.js'
export type { Target } from './graph/resolve.js'
export type { Direction, Graph, Plan, Step } from './graph/revision.js'
export { RevisionError, type RevisionFields } from './graph/revision-error.js'
export type { RowChange } from './graph/row-changes.js'
export { type Migrator, migrator } from './migrator.js'
export { branches } from './runner/branches.js'
export { check } from './runner/check.js'
export { current } from './runner/current.js'
export { downgrade } from './runner/downgrade.js'
export { type FailureFields, MigrationFailedError } from './runner/failure.js'
export { heads } from './runner/heads.js'
export { history } from './runner/history.js'
export type {
  Baseline,
  Chunk,
  CompiledStep,
  LazyRevision,
  Messages,
  MigrationSet,
  Migrations,
  PlainStep,
  RevisionModule,
  SetGraph,
  Variant,
  VariedStep,
} from './runner/migration-set.js'
export {
  downgradeSql,
  ensureVersionSql,
  type OfflineOptions,
  stampSql,
  upgradeSql,
} from './runner/offline.js'
export { onVersionChange } from './runner/on-version-change.js'
export type { DetailedPlan, DetailedStep, PlanOptions } from './runner/other-verbs.js'
export { plan } from './runner/plan.js'
export type { CopiedTable, Copies } from './runner/plan-copies.js'
export type { Branches, CheckResult, HeadsOptions } from './runner/read-graph.js'
export type { RunResult } from './runner/run.js'
export type { JournalOptions, Progress, RunOptions } from './runner/run-options.js'
export type { StampOptions } from './runner/run-stamp.js'
export { type DriftedObject, SchemaDriftError } from './runner/schema-drift.js'
export type { RanStep } from './runner/session.js'
export { show } from './runner/show.js'
export { stamp } from './runner/stamp.js'
export { upgrade } from './runner/upgrade.js'
export type { VersionTableOptions } from './runner/version-table.js'
