import type { Dialect } from '../../dialects/dialect.js'
import { columnChange } from '../../ops/alter-column.js'
import type { TableChange } from '../../schema/table-change.js'
import type { BareColumn } from '../compare/canonical-table.js'
import type { ColumnDiff, Direction, TableDiff } from '../compare/diff-table.js'
import { sayDefault } from '../compare/say.js'
import { fails, loses, type Note, says } from '../directive.js'
import { sayTable } from '../say-place.js'
import { traitsOf } from '../traits.js'
import { emptyValue } from './fill.js'
import { isWider, usingFor } from './type-change.js'

/** A change of a table, and what is to be known of it. */
export interface NotedChange {
  readonly change: TableChange
  readonly notes: readonly Note[]
}

/** What makes of a column what it shall be. What it was is said beside it, as whoever reads or undoes it wants to know. */
export function changeColumn(
  tables: Pick<TableDiff, 'from' | 'to'>,
  { from, to, aspects }: ColumnDiff,
  dialect: Dialect,
  way: Direction,
): NotedChange {
  const { table } = tables.to
  const name = to.name
  const what = `'${sayTable(tables.to)}.${name}'`
  const notes: Note[] = []
  const has = (aspect: Parameters<typeof aspects.has>[0]) => aspects.has(aspect)
  const using = has('type') ? usingFor(name, from.type, to.type, dialect) : undefined
  const isMade = has('generated') && to.generated !== undefined
  const toNotNull = has('nullable') && from.nullable && !to.nullable
  const fill = toNotNull && way === 'downgrade' && !to.generated ? (defaultOf(to) ?? emptyValue(to.type)) : undefined
  if (isMade && !from.generated) notes.push(loses(`the values of ${what}: they are worked out from now on.`))
  if (has('type') && !isMade && !isWider(from.type, to.type, tables, dialect)) {
    notes.push(loses(`values of ${what} that do not fit ${dialect.type(to.type)}.`))
  }
  if (way === 'downgrade') notes.push(...notRestored(what, from, to, aspects, tables, dialect))
  if (toNotNull && fill === undefined) notes.push(fails(`where ${what} is NULL: fill it first.`))
  else if (toNotNull) notes.push(loses(`the NULLs of ${what}: rows get another value.`))
  const change = columnChange(table, name, {
    ...(has('type') || (has('collate') && !has('type')) ? { type: to.type } : {}),
    ...(using === undefined ? {} : { using }),
    ...(has('collate') ? { collate: to.collate ?? null } : {}),
    ...(fill === undefined ? {} : { fill }),
    ...(has('nullable') ? { nullable: to.nullable } : {}),
    ...(has('onNull') ? { onNull: to.onNull ?? null } : {}),
    ...(has('default') ? { default: defaultOf(to) ?? null } : {}),
    ...(has('identity') ? { identity: to.identity ?? null } : {}),
    ...(has('generated') ? { generated: to.generated ?? null } : {}),
    ...(has('autoincrement') && traitsOf(dialect).remakes ? { autoincrement: to.autoincrement === true } : {}),
    ...(has('comment') ? { comment: to.comment ?? null, existingComment: from.comment ?? null } : {}),
    ...(isCommentOnly(aspects) ? {} : existing(from, to, aspects, dialect)),
  })
  return { change, notes }
}

/** What the upgrade has lost of a column that stayed. */
function notRestored(
  what: string,
  from: BareColumn,
  to: BareColumn,
  aspects: ColumnDiff['aspects'],
  tables: Pick<TableDiff, 'from' | 'to'>,
  dialect: Dialect,
): readonly Note[] {
  if (aspects.has('generated') && from.generated && !to.generated) {
    return [says(`the values that ${what} had before they were worked out are not restored.`)]
  }
  const back = { from: tables.to, to: tables.from }
  const isNarrowed = aspects.has('type') && !from.generated && !isWider(to.type, from.type, back, dialect)
  return isNarrowed ? [says(`values of ${what} that did not fit ${dialect.type(from.type)} are not restored.`)] : []
}

const isCommentOnly = (aspects: ReadonlySet<string>) => aspects.size === 1 && aspects.has('comment')

/** As in Alembic: the type always, what does not change where it matters. */
const existing = (from: BareColumn, to: BareColumn, aspects: ColumnDiff['aspects'], dialect: Dialect): object => ({
  existingType: from.type,
  ...(aspects.has('nullable') ? {} : { existingNullable: from.nullable }),
  ...(!aspects.has('default') && sayDefault(from, dialect) !== '' ? { existingDefault: from.default } : {}),
  ...(aspects.has('identity') && from.identity ? { existingIdentity: from.identity } : {}),
  ...(from.generated && !to.generated ? { existingGenerated: from.generated } : {}),
})

export const defaultOf = ({ default: value }: BareColumn): BareColumn['default'] => value
