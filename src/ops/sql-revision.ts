import type { Dialect } from '../dialects/dialect.js'
import { isCode, type NestedToken } from '../dialects/token.js'
import { LimbeckError } from '../errors.js'
import type { Operations } from './operations.js'
import { headerOf, readLine, type SqlHeader } from './sql-header.js'

/** A revision written as an SQL file, as a module. */
export interface SqlRevision extends SqlHeader {
  readonly revision: string
  upgrade(op: Operations): void
  downgrade?(op: Operations): void
}

/**
 * Reads an SQL revision: a header of `-- revision:`, `-- revises:`, `-- branch labels:` and `-- depends on:` lines, the
 * first other comment being its message, then the sections `-- upgrade` and `-- downgrade`, which begin anywhere but in
 * quotes, comments, brackets and bodies. Throws `invalid-revision`.
 */
export function sqlRevision(file: string, dialect: Dialect): SqlRevision {
  const sql = file.replace(/^\uFEFF/, '')
  const fields = new Map<string, string>()
  const sections = new Map<string, string>()
  const refuse = (what: string): never => {
    const of = fields.has('revision') ? ` of ${fields.get('revision')}` : ''
    throw new LimbeckError('invalid-revision', `An SQL revision${of} ${what}: it begins '${sql.trim().slice(0, 40)}'.`)
  }
  let section: string | undefined
  let above = false
  let blank = true
  for (const token of dialect.tokens(sql)) {
    const { text } = token
    const name = blank ? sectionOf(token) : undefined
    // Whether the next token stands first in its line.
    blank = (blank || text.includes('\n')) && text.slice(text.lastIndexOf('\n') + 1).trim() === ''
    if (name) {
      if (sections.has(name)) refuse(`has two '-- ${name}' lines`)
      section = name
      sections.set(section, '')
    } else if (section) sections.set(section, sections.get(section) + text)
    else if (isCode(token)) above = true
    else if (text.startsWith('--')) readLine(text, fields)
  }
  const revision = fields.get('revision')
  const upgrade = sections.get('upgrade')
  const downgrade = sections.get('downgrade')
  if (!revision) return refuse("has no '-- revision:' line")
  if (upgrade === undefined) return refuse("has no '-- upgrade' line")
  if (above) refuse('has SQL above its sections')
  return {
    ...headerOf(fields),
    revision,
    upgrade: (op) => op.execute(upgrade),
    ...(downgrade === undefined ? {} : { downgrade: (op: Operations) => op.execute(downgrade) }),
  }
}

function sectionOf({ text, nested }: NestedToken): string | undefined {
  if (nested) return undefined
  return /^--[ \t]*(upgrade|downgrade)[ \t]*\r?$/i.exec(text)?.[1]?.toLowerCase()
}
