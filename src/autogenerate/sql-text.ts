import type { Dialect } from '../dialects/dialect.js'
import { isCode, type Token } from '../dialects/token.js'

/** What makes two names the same to a database: SQLite folds ASCII, PostgreSQL has folded what was not quoted. */
export const foldedIn = (dialect: Dialect): ((name: string) => string) =>
  dialect.name === 'postgresql' ? (name) => name : foldAscii

/** Most names are folded already, and nearly everything that is compared is a name. */
const foldAscii = (name: string): string =>
  /[A-Z]/.test(name) ? name.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name

/**
 * SQL in a form in which two texts that say the same are equal: without comments, brackets around the whole, and quotes
 * that a name does not need; its words in lower case, one space between two pieces.
 */
export function normalizeSql(text: string, dialect: Dialect): string {
  const pieces = [...wholeTokens(text, dialect)].filter(isCode).map((token) => normalizeToken(token, dialect))
  if (pieces.at(-1) === ';') pieces.pop()
  return unwrapped(pieces).join(' ')
}

/** The tokens of a text; a quote that is doubled within quotes ends none. */
export function* wholeTokens(text: string, dialect: Dialect): Generator<Token> {
  let last: Token | undefined
  for (const token of dialect.tokens(text)) {
    const isMore = last?.kind === 'quoted' && token.kind === 'quoted' && last.text.at(-1) === token.text.charAt(0)
    if (last && isMore) last = { ...last, text: last.text + token.text }
    else {
      if (last) yield last
      last = token
    }
  }
  if (last) yield last
}

function normalizeToken({ kind, text }: Token, dialect: Dialect): string {
  if (kind === 'word') return foldAscii(text)
  if (kind !== 'quoted') return text
  const name = quotedName(text, dialect)
  if (name === undefined) return text
  const folded = foldedIn(dialect)(name)
  return dialect.identifier(folded === '' ? text : folded)
}

/** The name in quotes; undefined for a text. */
function quotedName(text: string, dialect: Dialect): string | undefined {
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"')
  if (dialect.name === 'postgresql') return undefined
  if (text.startsWith('`')) return text.slice(1, -1).replaceAll('``', '`')
  return text.startsWith('[') ? text.slice(1, -1) : undefined
}

/** Pieces without brackets around all of them. */
function unwrapped(pieces: readonly string[]): readonly string[] {
  if (pieces[0] !== '(' || pieces.at(-1) !== ')') return pieces
  let depth = 0
  for (const [at, piece] of pieces.entries()) {
    depth += piece === '(' ? 1 : piece === ')' ? -1 : 0
    if (depth === 0 && at < pieces.length - 1) return pieces
  }
  return unwrapped(pieces.slice(1, -1))
}

/** The name that a token may be, as the database folds it; undefined for what is none. */
export function nameIn({ kind, text }: Token, dialect: Dialect): string | undefined {
  if (kind === 'word') return foldAscii(text)
  const name = kind === 'quoted' ? quotedName(text, dialect) : undefined
  return name === undefined ? undefined : foldedIn(dialect)(name)
}

/** All names that an SQL text may mention, folded; also those in the body of a routine, which is a text. */
export function namesIn(text: string, dialect: Dialect): ReadonlySet<string> {
  const names = new Set<string>()
  for (const token of wholeTokens(text, dialect)) {
    const name = nameIn(token, dialect)
    if (name !== undefined) names.add(name)
    else if (token.kind === 'quoted') for (const inner of namesIn(bodyOf(token.text), dialect)) names.add(inner)
  }
  return names
}

/** What stands between a text's quotes, in which a routine may have its body. */
const bodyOf = (text: string): string =>
  text.startsWith('$') ? text.replaceAll(/^\$\w*\$|\$\w*\$$/g, '') : text.slice(text.indexOf("'") + 1, -1)

/** An SQL text with other names in the place of some, which are told folded. */
export function renameInSql(text: string, names: ReadonlyMap<string, string>, dialect: Dialect): string {
  if (names.size === 0) return text
  return [...wholeTokens(text, dialect)]
    .map((token) => {
      const name = nameIn(token, dialect)
      const other = name === undefined ? undefined : names.get(name)
      return other === undefined ? token.text : dialect.identifier(other)
    })
    .join('')
}
