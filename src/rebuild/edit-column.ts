import type { Dialect } from '../dialects/dialect.js'
import { parseColumnText } from '../dialects/sqlite/parse/parse-column.js'
import type {
  ColumnConstraint,
  ColumnDefinition,
  Span,
  TableDefinition,
} from '../dialects/sqlite/parse/table-definition.js'
import type { ColumnState } from './column-state.js'
import { type Edit, textAt } from './edit-text.js'

/** The edits that make of a column's text what it shall be: its type, its default, whether it may be null. */
export function editColumn(
  table: TableDefinition,
  source: ColumnDefinition,
  to: ColumnState['to'],
  dialect: Dialect,
): readonly Edit[] {
  const edits: Edit[] = []
  const end = source.type?.end ?? source.column.end
  const insert = (text: string) => edits.push({ start: end, end, text })
  const type = typeText(to, dialect)
  if (type !== undefined && type !== currentType(table, source)) {
    if (!source.type) insert(` ${type}`)
    else edits.push(type === '' ? removal(table, source.type) : { ...source.type, text: type })
  }
  const value = defaultText(to, dialect)
  if (value !== undefined) {
    const [first, ...others] = ofKind(source, 'default')
    for (const one of value === null && first ? [first, ...others] : others) edits.push(removal(table, one))
    if (value !== null && first?.kind !== 'default') insert(` DEFAULT ${value}`)
    else if (value !== null && first?.kind === 'default' && value !== textAt(table.sql, first.value))
      edits.push({ ...first.value, text: value })
  }
  const [old] = ofKind(source, 'generated')
  const { generated } = to
  const expression = generated && `GENERATED ALWAYS AS (${generated.as}\n)${generated.stored ? ' STORED' : ''}`
  if (expression && old) edits.push({ start: old.start, end: old.end, text: expression })
  else if (expression) insert(` ${expression}`)
  else if (generated === null && old) edits.push(removal(table, old))
  if (to.collate !== undefined) {
    for (const one of ofKind(source, 'collate')) edits.push(removal(table, one))
    if (to.collate !== null) insert(` COLLATE ${dialect.identifier(to.collate)}`)
  }
  const notNull = ofKind(source, 'notNull')
  if (to.nullable === true) for (const one of notNull) edits.push(removal(table, one))
  const words = `NOT NULL${to.onNull ? ` ON CONFLICT ${to.onNull}` : ''}`
  if (to.nullable === false && notNull.length === 0) {
    for (const one of ofKind(source, 'null')) edits.push(removal(table, one))
    insert(` ${words}`)
  } else if (to.onNull !== undefined && to.nullable !== true) {
    for (const { start, end } of notNull) edits.push({ start, end, text: words })
  }
  return edits
}

/** The type that a column has, as its table says it; empty for none. */
export const currentType = ({ sql }: TableDefinition, { type }: ColumnDefinition): string =>
  type ? textAt(sql, type) : ''

/** The type that a column is to have, in the dialect's words; undefined when it stays. */
export function typeText({ type }: ColumnState['to'], dialect: Dialect): string | undefined {
  return type && dialect.type(type)
}

/** The default that a column is to have as SQL; null for none, undefined when it stays. */
function defaultText(to: ColumnState['to'], dialect: Dialect): string | null | undefined {
  if (to.default === undefined || to.default === null) return to.default
  const sql = dialect.column({ kind: 'column', name: 'c', type: { type: 'integer' }, default: to.default })
  const [found] = ofKind(parseColumnText(sql), 'default')
  return found?.kind === 'default' ? textAt(sql, found.value) : null
}

const ofKind = ({ constraints }: ColumnDefinition, kind: ColumnConstraint['kind']): readonly ColumnConstraint[] =>
  constraints.filter((one) => one.kind === kind)

/** Takes something out of a text, with the white space before it. */
export function removal({ sql }: TableDefinition, { start, end }: Span): Edit {
  const space = /\s*$/.exec(sql.slice(0, start))?.[0].length ?? 0
  return { start: start - space, end, text: '' }
}
