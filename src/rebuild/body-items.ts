import type { Span, TableDefinition } from '../dialects/sqlite/parse/table-definition.js'
import { type Edit, editText, textAt } from './edit-text.js'

/** A column or constraint among the others, with the white space and comments that are its own. */
export interface BodyItem {
  /** What stands before it, after the comma of the one before. */
  readonly lead: string
  readonly text: string
  /** What stands between it and its comma. */
  readonly tail: string
  /** The comment on its line that follows the comma. */
  readonly trail: string
}

/** The columns and constraints of a table as texts, edited, in the order in which they stand; and what comes after. */
export function bodyItems(
  table: TableDefinition,
  edits: readonly Edit[],
): { readonly open: number; readonly items: ReadonlyMap<Span, BodyItem>; readonly rest: string } {
  const { sql, tokens, close } = table
  const spans: readonly Span[] = [...table.columns, ...table.constraints]
  const open = tokens.find(({ text, start }) => text === '(' && start >= table.table.end)?.end ?? 0
  const items = new Map<Span, BodyItem>()
  let lead = sql.slice(open, spans[0]?.start)
  for (const [nth, span] of spans.entries()) {
    const end = spans[nth + 1]?.start ?? close
    const comma = tokens.find(({ text, start }) => text === ',' && start >= span.end && start < end)?.start
    const after = sql.slice(comma === undefined ? span.end : comma + 1, end)
    const [trail] = /^[ \t]*(--[^\n]*|\/\*((?!\*\/)[^\n])*\*\/[ \t]*(?=\n))|^/.exec(after) ?? ['']
    const within = edits.filter((edit) => edit.start >= span.start && edit.end <= span.end)
    const shifted = within.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start }))
    const tail = comma === undefined ? '' : sql.slice(span.end, comma)
    items.set(span, { lead, text: editText(textAt(sql, span), shifted), tail, trail })
    lead = after.slice(trail.length)
  }
  return { open, items, rest: lead + sql.slice(close) }
}

/**
 * Puts columns and constraints together again. Each brings its comments and, but for the first and those that are new,
 * the white space before it.
 */
export function joinItems(head: string, items: readonly BodyItem[], rest: string, old: readonly BodyItem[]): string {
  const isSpace = (text: string | undefined) => text !== undefined && text.trim() === ''
  const first = isSpace(old[0]?.lead) ? (old[0]?.lead ?? '') : ''
  const usual = old.slice(1).find(({ lead }) => isSpace(lead))?.lead || first || ' '
  let text = head
  for (const [nth, item] of items.entries()) {
    const isOwn = !isSpace(item.lead) || (nth > 0 && item.lead !== '' && item !== old[0])
    const lead = isOwn ? item.lead : nth === 0 ? first : usual
    text += newLine(text, lead) + item.text + item.tail + (nth < items.length - 1 ? ',' : '')
    text += item.trail
  }
  return text + newLine(text, rest)
}

/** Text that follows on another, on a new line where a comment to the end of the line would swallow it. */
const newLine = (before: string, after: string): string =>
  after !== '' && /--[^\n]*$/.test(before) && !/^[ \t\r]*\n/.test(after) ? `\n${after}` : after
