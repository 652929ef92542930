export type { Comparator, ComparatorContext, CustomDifference } from './comparator.js'
export type { ColumnPair, CompareColumns } from './compare/diff-table.js'
export { type CompareOptions, type Comparison, compareMetadata } from './compare-metadata.js'
export type { Difference } from './difference.js'
export type { Directive, Note } from './directive.js'
export type { Filters, ObjectType, ParentNames } from './filter/filter-schemas.js'
export {
  type Migration,
  type ProducedMigrations,
  type ProduceOptions,
  produceMigrations,
  type RevisionContext,
} from './produce-migrations.js'
export type { RenameCandidate } from './renames/find-candidates.js'
export type { Renames } from './renames/resolve-renames.js'
export {
  type CustomRendering,
  type RenderedMigration,
  type RenderItemContext,
  type RenderMigrationItem,
  type RenderMigrationOptions,
  renderMigration,
} from './render/render-migration.js'
export { chainRewriters, type RewriteContext, type Rewriter, type Rewrites, rewriter } from './rewriter.js'
export { type TargetItem, toSchemaOperations } from './to-schema-operations.js'
