import type { Dialect } from '../../dialects/dialect.js'
import type { Column } from '../../schema/column.js'
import type { Constraint } from '../../schema/constraint.js'
import { columnsOf } from '../../schema/naming.js'
import { isSql, type Sql } from '../../schema/sql.js'
import type { BareColumn } from '../compare/canonical-table.js'
import type { Direction } from '../compare/diff-table.js'
import { sayDefault } from '../compare/say.js'
import { fails, type Note, says } from '../directive.js'
import { sayTable } from '../say-place.js'
import { foldedIn, namesIn } from '../sql-text.js'
import type { NotedChange } from './column-change.js'
import { emptyValue } from './fill.js'
import { referenceOf, writtenColumn } from './new-table.js'
import type { WideDiff } from './widen.js'

/** What a new column takes along: a foreign key and a condition of it alone. */
export function takenAlong(
  column: BareColumn,
  constraints: readonly Constraint[],
  { to }: WideDiff,
  isLate: (one: Constraint) => boolean,
  dialect: Dialect,
): readonly Constraint[] {
  const fold = foldedIn(dialect)
  const own = fold(column.name)
  const all = new Set(to.columns.map(({ name }) => fold(name)))
  const isOwn = (one: Constraint) => {
    if (one.kind === 'foreignKey')
      return (
        one.columns.length === 1 &&
        one.references.length === 1 &&
        fold(one.columns[0] as string) === own &&
        !isLate(one)
      )
    if (one.kind !== 'check') return false
    const names = [...namesIn(one.condition, dialect)].filter((name) => all.has(name))
    return names.length === 1 && names[0] === own
  }
  const first = (kind: Constraint['kind']) => constraints.filter((one) => one.kind === kind && isOwn(one)).slice(0, 1)
  return [...first('foreignKey'), ...first('check')]
}

/** A column that is added to a table that may have rows. In a downgrade rows get a value where there has to be one. */
export function addColumn(
  column: BareColumn,
  along: readonly Constraint[],
  { to, regenerated }: WideDiff,
  dialect: Dialect,
  way: Direction,
): readonly NotedChange[] {
  const fold = foldedIn(dialect)
  const table = sayTable(to)
  const what = `'${table}.${column.name}'`
  const isAgain = regenerated.includes(column.name)
  const isEmpty =
    !column.nullable &&
    !column.generated &&
    !column.identity &&
    !column.autoincrement &&
    sayDefault(column, dialect) === ''
  const isIn = (one: string | Sql) =>
    isSql(one) ? namesIn(one.parts.join(' '), dialect).has(fold(column.name)) : fold(one) === fold(column.name)
  const isHeld =
    to.constraints.some((one) =>
      one.kind === 'check' ? namesIn(one.condition, dialect).has(fold(column.name)) : columnsOf(one).some(isIn),
    ) || to.indexes.some(({ columns, options }) => options.unique && columns.some(isIn))
  const value = isEmpty && way === 'downgrade' && !isHeld ? emptyValue(column.type) : undefined
  const notes: Note[] = []
  if (way === 'downgrade' && !column.generated && !isAgain) {
    notes.push(
      says(
        `the values that ${what} had are not restored${value === undefined ? '.' : ': rows get one that says nothing.'}`,
      ),
    )
  }
  if (isEmpty && value === undefined)
    notes.push(fails(`where '${table}' has rows: ${what} takes no NULL and has no default.`))
  for (const one of along) {
    if (one.kind !== 'foreignKey' || sayDefault(column, dialect) === '') continue
    notes.push(fails(`where '${table}' has rows, and '${sayTable(one)}' none with the ${column.name} that they get.`))
  }
  const written = (nullable: boolean): Column => ({ ...writtenColumn({ ...column, nullable }), ...saidAlong(along) })
  if (value === undefined) return [{ change: { kind: 'addColumn', column: written(column.nullable) }, notes }]
  return [
    { change: { kind: 'addColumn', column: written(true) }, notes },
    {
      change: {
        kind: 'alterColumn',
        column: column.name,
        to: { nullable: false, fill: value },
        existing: { existingType: column.type },
      },
      notes: [],
    },
  ]
}

const saidAlong = (along: readonly Constraint[]): Partial<Column> => {
  const said: { references?: Column['references'] & object; check?: Column['check'] & object } = {}
  for (const one of along) {
    if (one.kind === 'foreignKey') said.references = referenceOf(one)
    if (one.kind === 'check')
      said.check = { condition: one.condition, ...(one.name === undefined ? {} : { name: one.name }) }
  }
  return said
}
