import { tokens } from '../../dialects/postgresql/tokens.js'

/** The items of the first list in brackets of an SQL text. */
export function listItems(sql: string): readonly string[] {
  const items: string[] = []
  let depth = 0
  let start = 0
  for (const { kind, text, start: at } of tokens(sql)) {
    if (kind !== 'sign') continue
    if (text === '(' || text === '[') {
      depth++
      if (depth === 1) start = at + 1
    } else if (text === ')' || text === ']') depth--
    if ((text === ',' && depth === 1) || (text === ')' && depth === 0)) {
      items.push(sql.slice(start, at).trim())
      start = at + 1
      if (depth === 0) return items
    }
  }
  return items
}

/** The name that a text spells, as PostgreSQL writes names; undefined for a text that is more than a name. */
export function plainName(text: string): string | undefined {
  if (/^[a-z_\x80-\uffff][\w$\x80-\uffff]*$/.test(text)) return text
  return /^"([^"]|"")*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : undefined
}
