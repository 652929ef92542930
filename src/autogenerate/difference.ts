import type { Dialect } from '../dialects/dialect.js'
import type { Constraint } from '../schema/constraint.js'
import { columnsOf, nameOf } from '../schema/naming.js'
import { isSql } from '../schema/sql.js'
import type { CanonicalTable } from './compare/canonical-table.js'
import type { ObjectDiff, SchemaDiff } from './compare/diff-schema.js'
import type { ColumnAspect, ColumnDiff, TableDiff } from './compare/diff-table.js'
import { typeText } from './compare/say.js'
import type { ResolvedRename } from './renames/resolve-renames.js'
import { sayPlace, sayTable } from './say-place.js'

/** One thing that is not in the database as the target has it. */
export interface Difference {
  /** Such as `addTable`, `removeColumn`, `changeType`. */
  readonly kind: string
  readonly table?: string
  readonly schema?: string
  /** The column, constraint, index or other thing; none for a table, and for a constraint without a name. */
  readonly name?: string
  /** The columns that a constraint is of. */
  readonly columns?: readonly string[]
  /** The same in words. */
  readonly message: string
}

/** Everything in which two schemas differ, in the order in which Alembic tells it: tables, then what they are made of. */
export function describeDifferences(
  diff: SchemaDiff,
  renames: readonly ResolvedRename[],
  dialect: Dialect,
): readonly Difference[] {
  return [
    ...renames.flatMap(describeRename),
    ...diff.addedTables.flatMap((one) => [
      ofTable('addTable', one, `Added table '${sayTable(one)}'`),
      ...one.indexes.map((index) =>
        ofTable('addIndex', one, `Added index '${nameOf(index.name)}' on '${sayTable(one)}'`, nameOf(index.name)),
      ),
    ]),
    ...diff.removedTables.flatMap((one) => [
      ...one.indexes.map((index) =>
        ofTable('removeIndex', one, `Removed index '${nameOf(index.name)}' of '${sayTable(one)}'`, nameOf(index.name)),
      ),
      ofTable('removeTable', one, `Removed table '${sayTable(one)}'`),
    ]),
    ...diff.tables.flatMap((one) => describeTable(one, dialect)),
    ...describeObjects('VirtualTable', 'virtual table', diff.virtualTables),
    ...describeObjects('Enumeration', 'enumeration', diff.enumerations),
    ...describeObjects('Sequence', 'sequence', diff.sequences),
    ...describeObjects('View', 'view', diff.views),
    ...describeObjects('Routine', 'routine', diff.routines),
    ...describeObjects('Trigger', 'trigger', diff.triggers),
    ...describeObjects('Comment', 'comment on', {
      added: diff.comments.added.map(named),
      removed: diff.comments.removed.map(named),
      changed: diff.comments.changed.map(({ from, to }) => ({ from: named(from), to: named(to) })),
    }),
  ]
}

const named = ({ on }: { readonly on: string }) => ({ name: on })

const ofTable = (
  kind: string,
  { table, schema }: Pick<CanonicalTable, 'table' | 'schema'>,
  message: string,
  name?: string,
): Difference => ({
  kind,
  table,
  ...(schema === undefined ? {} : { schema }),
  ...(name === undefined ? {} : { name }),
  message,
})

const describeRename = ({ schema, from, to, columns }: ResolvedRename): readonly Difference[] => [
  ...(from === to
    ? []
    : [
        ofTable(
          'renameTable',
          { table: to, schema },
          `Renamed table '${sayPlace({ name: from, schema })}' to '${to}'`,
          from,
        ),
      ]),
  ...columns.map((one) =>
    ofTable(
      'renameColumn',
      { table: to, schema },
      `Renamed column '${sayPlace({ name: to, schema })}.${one.from}' to '${one.to}'`,
      one.from,
    ),
  ),
]

function describeTable(diff: TableDiff, dialect: Dialect): readonly Difference[] {
  const { to } = diff
  const place = (name: string) => `'${sayTable(to)}.${name}'`
  return [
    ...diff.addedColumns.map(({ name }) => ofTable('addColumn', to, `Added column ${place(name)}`, name)),
    ...diff.columns.flatMap((one) => [...one.aspects].map((aspect) => describeColumn(aspect, one, to, dialect))),
    ...diff.removedIndexes.map((one) =>
      ofTable('removeIndex', to, `Removed index '${nameOf(one.name)}' of '${sayTable(to)}'`, nameOf(one.name)),
    ),
    ...diff.addedIndexes.map((one) =>
      ofTable('addIndex', to, `Added index '${nameOf(one.name)}' on '${sayTable(to)}'`, nameOf(one.name)),
    ),
    ...diff.removedConstraints.map((one) => describeConstraint('remove', 'Removed', 'of', one, to)),
    ...diff.addedConstraints.map((one) => describeConstraint('add', 'Added', 'on', one, to)),
    ...[...diff.options].map((option) =>
      ofTable(
        `change${option[0]?.toUpperCase()}${option.slice(1)}`,
        to,
        `Changed ${options[option] ?? option} of table '${sayTable(to)}'`,
      ),
    ),
    ...diff.removedColumns.map(({ name }) => ofTable('removeColumn', to, `Removed column ${place(name)}`, name)),
  ]
}

const kinds = {
  primaryKey: ['PrimaryKey', 'primary key'],
  unique: ['UniqueConstraint', 'unique constraint'],
  check: ['CheckConstraint', 'check constraint'],
  foreignKey: ['ForeignKey', 'foreign key'],
  exclude: ['ExcludeConstraint', 'exclusion constraint'],
} as const

const options: Readonly<Record<string, string>> = {
  comment: 'the comment',
  strict: 'STRICT',
  withoutRowid: 'WITHOUT ROWID',
  unlogged: 'UNLOGGED',
  partitionBy: 'the partitions',
}

const aspects: Readonly<Record<ColumnAspect, string>> = {
  type: 'Type',
  nullable: 'Nullable',
  default: 'Default',
  collate: 'Collation',
  generated: 'Generated',
  identity: 'Identity',
  autoincrement: 'Autoincrement',
  onNull: 'OnNull',
  comment: 'Comment',
}

function describeColumn(
  aspect: ColumnAspect,
  { from, to }: ColumnDiff,
  table: CanonicalTable,
  dialect: Dialect,
): Difference {
  const what = `'${sayTable(table)}.${to.name}'`
  const told = ({ type }: typeof from) => typeText(type, dialect).toUpperCase() || 'none'
  const words: Partial<Record<ColumnAspect, string>> = {
    type: `Changed type of column ${what} from ${told(from)} to ${told(to)}`,
    nullable: `Changed column ${what} to ${to.nullable ? 'NULL' : 'NOT NULL'}`,
    default: `Changed default of column ${what} from ${sayValue(from.default)} to ${sayValue(to.default)}`,
  }
  return ofTable(`change${aspects[aspect]}`, table, words[aspect] ?? `Changed ${aspect} of column ${what}`, to.name)
}

const sayValue = (value: CanonicalTable['columns'][number]['default']): string =>
  value === undefined || value === null
    ? 'none'
    : isSql(value)
      ? value.parts.join('')
      : JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))

function describeConstraint(
  verb: string,
  done: string,
  on: string,
  one: Constraint,
  table: CanonicalTable,
): Difference {
  const [kind, words] = kinds[one.kind]
  const name = nameOf(one.name)
  const columns = columnsOf(one)
  const of = one.kind === 'check' ? one.condition : columns.join(', ')
  const named = `${words}${name === undefined ? '' : ` '${name}'`} (${of})`
  const difference = ofTable(`${verb}${kind}`, table, `${done} ${named} ${on} '${sayTable(table)}'`, name)
  return columns.length > 0 ? { ...difference, columns } : difference
}

function describeObjects(
  kind: string,
  words: string,
  { added, removed, changed }: ObjectDiff<{ readonly name: string; readonly schema?: string }>,
): readonly Difference[] {
  const say = (
    verb: string,
    done: string,
    { name, schema }: { readonly name: string; readonly schema?: string },
  ): Difference => ({
    kind: `${verb}${kind}`,
    name,
    ...(schema === undefined ? {} : { schema }),
    message: `${done} ${words} '${sayPlace({ name, schema })}'`,
  })
  return [
    ...removed.map((one) => say('remove', 'Removed', one)),
    ...changed.map((one) => say('change', 'Changed', one.to)),
    ...added.map((one) => say('add', 'Added', one)),
  ]
}
