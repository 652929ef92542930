import type { ReferenceOptions } from '../schema/column.js'
import type {
  CheckOptions,
  Constraint,
  Deferral,
  Exclusion,
  ExclusionOptions,
  KeyOptions,
} from '../schema/constraint.js'
import { check, exclude, foreignKey, primaryKey, unique } from '../schema/constraint.js'
import type { Name } from '../schema/naming.js'
import { type Known, refuseUnknown } from '../schema/refuse-unknown.js'
import { type AlterOptions, type AlterTable, alteration, alterTable } from './alter-table.js'

/** What a foreign key can have, with the schemas of its two tables. */
export interface ForeignKeyOptions extends Omit<ReferenceOptions, 'name' | 'schema'>, Pick<AlterOptions, 'recreate'> {
  readonly sourceSchema?: string
  readonly referentSchema?: string
}

type KeyAlterOptions = AlterOptions & Omit<KeyOptions, 'name'>

const deferred: Known<AlterOptions & Deferral> = { schema: true, recreate: true, deferrable: true, initially: true }
const keys: Known<KeyAlterOptions> = {
  ...deferred,
  onConflict: true,
  collate: true,
  order: true,
  include: true,
  nullsNotDistinct: true,
}

const foreignKeys: Known<ForeignKeyOptions> = {
  onDelete: true,
  onUpdate: true,
  match: true,
  deferrable: true,
  initially: true,
  sourceSchema: true,
  referentSchema: true,
  recreate: true,
}

/** Adds a primary key. A name of null is given by the naming convention, or by the database. */
export function createPrimaryKey(
  name: Name | null,
  table: string,
  columns: readonly string[],
  options: KeyAlterOptions = {},
): AlterTable {
  refuseUnknown('op.createPrimaryKey', options, keys)
  return create('createPrimaryKey', table, primaryKey(columns, named(name, options)), options)
}

/** Adds a constraint that no two rows share these values. */
export function createUniqueConstraint(
  name: Name | null,
  table: string,
  columns: readonly string[],
  options: KeyAlterOptions = {},
): AlterTable {
  refuseUnknown('op.createUniqueConstraint', options, keys)
  return create('createUniqueConstraint', table, unique(columns, named(name, options)), options)
}

/** Adds a condition, as SQL, that every row meets. */
export function createCheckConstraint(
  name: Name | null,
  table: string,
  condition: string,
  options: AlterOptions & Omit<CheckOptions, 'name'> = {},
): AlterTable {
  refuseUnknown('op.createCheckConstraint', options, { schema: true, recreate: true, noInherit: true })
  return create('createCheckConstraint', table, check(condition, named(name, options)), options)
}

/** Makes columns of `source` refer to those of `referent`, in the same order. */
export function createForeignKey(
  name: Name | null,
  source: string,
  referent: string,
  columns: readonly string[],
  referredColumns: readonly string[],
  options: ForeignKeyOptions = {},
): AlterTable {
  refuseUnknown('op.createForeignKey', options, foreignKeys)
  const { sourceSchema, referentSchema, recreate, ...rest } = options
  const reference = { ...named(name, rest), ...(referentSchema === undefined ? {} : { schema: referentSchema }) }
  return create('createForeignKey', source, foreignKey(columns, referent, referredColumns, reference), {
    ...(sourceSchema === undefined ? {} : { schema: sourceSchema }),
    ...(recreate === undefined ? {} : { recreate }),
  })
}

/** Adds a constraint that no two rows are so to each other in all elements. PostgreSQL only. */
export function createExcludeConstraint(
  name: Name | null,
  table: string,
  elements: Exclusion['elements'],
  options: Omit<ExclusionOptions, 'name'> & AlterOptions = {},
): AlterTable {
  refuseUnknown('op.createExcludeConstraint', options, { ...deferred, using: true, where: true })
  return create('createExcludeConstraint', table, exclude(elements, named(name, options)), options)
}

/** The options of a constraint without those of its alteration. */
function named<Options extends object>(name: Name | null, options: Options): Omit<Options, keyof AlterOptions> {
  const { schema: _, recreate: __, ...rest } = options as Options & AlterOptions
  return { ...rest, ...(name === null ? {} : { name }) }
}

const create = (kind: string, table: string, constraint: Constraint, options: AlterOptions): AlterTable =>
  alterTable(kind, alteration(table, options, { kind: 'addConstraint', constraint }))
