import type { Statement } from '../adapter.js'
import type { Dialect } from '../dialects/dialect.js'
import { isCode, outline } from '../dialects/token.js'

/** A call of a function, and no table of that name. */
const call = (name: string) => new RegExp(`(?<! (?:into|references|table|on|exists)) ${name} \\(`)

/** What came to SQLite after 3.35, as the code of a statement has it: lower case, a space before each piece. */
const features: readonly (readonly [name: string, minor: number, is: RegExp])[] = [
  ['STRICT', 37, /^ create (?:temp |temporary )?table (?!.* as ).* strict(?: ,| ;|$)/],
  ['->', 38, / - >/],
  ['unixepoch()', 38, call('unixepoch')],
  ['format()', 38, call('format')],
  ['RIGHT and FULL JOIN', 39, / (?:right|full) (?:outer )?join /],
  ['IS DISTINCT FROM', 39, / is (?:not )?distinct from /],
  ['octet_length()', 43, call('octet_length')],
  ['timediff()', 43, call('timediff')],
  ['concat()', 44, call('concat(?:_ws)?')],
  ['string_agg()', 44, call('string_agg')],
  ['JSONB', 45, call('jsonb\\w*')],
  ['ALTER COLUMN', 53, /^ alter table .* alter .* not null\b/],
  ['ADD and DROP CONSTRAINT', 53, /^ alter table .* (?:drop|add) (?:constraint|check)\b/],
]

/** A version of SQLite as what it has since 3.0: 35 for `3.35.5`; undefined for what is no version. */
export const minorOf = (version: string): number | undefined => {
  const [, minor] = /^3\.(\d+)(?:\.\d+)*$/.exec(version) ?? []
  return minor === undefined ? undefined : Number(minor)
}

/** What statements have that came after a version of SQLite, with the version that has it; undefined where nothing did. */
export function newerThan(version: string, statements: readonly Statement[], dialect: Dialect): string | undefined {
  const minor = minorOf(version) ?? 35
  for (const statement of statements) {
    const sql = typeof statement === 'string' ? statement : statement[0]
    const whole = [...dialect.tokens(sql)].filter((token) => isCode(token) && token.kind !== 'quoted')
    const code = whole.map(({ text }) => ` ${text.toLowerCase()}`).join('')
    const found = features.find(
      ([name, since, is]) => since > minor && is.test(name === 'STRICT' ? outline(dialect.tokens(sql)) : code),
    )
    if (found) return `${found[0]} needs SQLite 3.${found[1]}`
  }
  return undefined
}
