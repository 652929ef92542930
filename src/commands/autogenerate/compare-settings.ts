import type { ProduceOptions } from '../../autogenerate/produce-migrations.js'
import type { RenderMigrationOptions } from '../../autogenerate/render/render-migration.js'
import type { Target } from './target.js'

type FromComparison =
  | 'autogeneratePlugins'
  | 'comparators'
  | 'compareServerDefault'
  | 'compareType'
  | 'includeName'
  | 'includeObject'
  | 'namingConvention'
  | 'processRevisionDirectives'
  | 'rewriter'

/** What `revision --autogenerate` and `check` compare, and how. */
export interface CompareSettings
  extends Pick<ProduceOptions, FromComparison>,
    Pick<RenderMigrationOptions, 'renderers' | 'renderItem'> {
  /** What the database shall be like: `'schema.sql'`, a module that exports tables, another database, or tables. */
  readonly target?: Target
  /** PostgreSQL: whether other schemas than the one that tables are made in take part; only those that are named. */
  readonly includeSchemas?: boolean | readonly string[]
}
